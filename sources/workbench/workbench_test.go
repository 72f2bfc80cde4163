package workbench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"bilan/internal/table"
)

func open(t testing.TB) *Workbench {
	t.Helper()
	w, err := Open(t.Context(), Options{Dir: t.TempDir(), Zone: paris(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// loaded is a locked workbench with the source exports, its table orders(id, amount, day, rep), and the dataset orders.
func loaded(t testing.TB) *Workbench {
	t.Helper()
	w := open(t)
	path := parquet(t, w, `select * from (values
		(1, 10.50::decimal(18,2), date '2026-01-05', 'Zoé'),
		(2, 20.00, date '2026-01-06', 'Zoé'),
		(3, 0.01, date '2026-02-01', null)) t(id, amount, day, rep)`)
	if _, err := w.LoadFile(t.Context(), "exports", "orders", []table.File{{Path: path, Origin: "orders.csv"}}); err != nil {
		t.Fatal(err)
	}
	lock(t, w)
	if err := w.Derive(t.Context(), "exports", "orders", "select * from orders order by id", nil); err != nil {
		t.Fatal(err)
	}
	return w
}

func lock(t testing.TB, w *Workbench) {
	t.Helper()
	if err := w.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// parquet writes the answer to a query into a file.
func parquet(t testing.TB, w *Workbench, query string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t[1].parquet")
	if err := w.exec(t.Context(), fmt.Sprintf("copy (%s) to %s (format parquet)", query, table.Literal(path))); err != nil {
		t.Fatal(err)
	}
	return path
}

func one(t testing.TB, w *Workbench, query string, params map[string]any) table.Cell {
	t.Helper()
	answer, err := w.Query(t.Context(), query, params)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return answer.Rows[0][0]
}

func TestCloseRemovesSpillFiles(t *testing.T) {
	dir := t.TempDir()
	w, err := Open(t.Context(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	left, _ := os.ReadDir(dir)
	if len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := w.Lock(context.Background()); err == nil {
		t.Error("a closed workbench can still be locked")
	}
}

// paris is the zone Europe/Paris, which most of these tests use.
func paris(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
