package loadtest

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/sources/folder"
	"bilan/sources/workbench"
)

// vacantQueries are queries that reports make about a table's dates, amounts and names.
var vacantQueries = []string{
	"select sum(amount), avg(amount), min(amount), max(amount), count(amount), count(distinct amount) from f",
	"select sum(amount * 2) - 1.5, sum(case when amount > 10.5 then amount else 0 end) from f",
	"select min(day), max(day), max(day) - date '2026-01-01' from f",
	"select count(*) from f where day >= date '2026-01-01' and day < :today",
	"select count(*) from f where day between date '2026-01-01' and date '2026-02-01'",
	"select count(*) from f where day >= timestamp '2026-01-01 00:00:00'",
	"select date_trunc('month', day) as m, sum(amount) from f group by 1 order by 1",
	"select year(day), month(f.day), extract(week from day), strftime(day, '%Y-%m') from f",
	"select count(*) from f where day + interval 7 day > :today",
	"select cast(day as date), cast(amount as decimal(18,2)), cast(name as varchar) from f",
	"select upper(name), trim(name), length(name), name || 'x', coalesce(name, 'x'), name like 'a%' from f",
	"select nfc_normalize(trim(cast(name as varchar))) as kk, count(*) from f group by kk",
	"select count(*) from f where name in ('a', 'b') or name = 'c'",
	"select name, sum(amount) from f group by name order by name",
}

// TestColumnsWithoutAValue queries tables with no values, and tables with no values in some columns. It does so
// directly and through datasets: views, copies, and copies of copies.
func TestColumnsWithoutAValue(t *testing.T) {
	for _, c := range []struct{ name, file, text string }{
		{"only a header", "f.csv", "day;amount;name;k\n"},
		{"empty columns", "f.csv", "day;amount;name;k\n;;;x\n;;;y\n"},
		{"nulls of JSON", "f.json", `[{"day": null, "amount": null, "name": null, "k": 1}]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := bench(t, c.file, c.text)
			for dataset, query := range map[string]string{
				"shown":   "select * from f",
				"renamed": "select day, amount, name, k as key from f where k is null or k is not null",
				"copied":  "select * from f order by k",
				"joined":  "with g as (select distinct day, amount, name from f) select g.* from g;",
				"dated":   "select f.*, date_trunc('month', day) as m from f where day >= :today",
			} {
				if err := w.Derive(t.Context(), "files", dataset, query, today); err != nil {
					t.Fatalf("%s: %v", query, err)
				}
				if err := w.Derive(t.Context(), "", dataset+"_again", "select * from "+dataset+" order by 1", today); err != nil {
					t.Fatalf("%s again: %v", query, err)
				}
				for _, name := range []string{dataset, dataset + "_again"} {
					for _, q := range vacantQueries {
						if _, err := w.Query(t.Context(), strings.ReplaceAll(strings.ReplaceAll(q, "from f", "from "+name), "f.day", "day"), today); err != nil {
							t.Errorf("%s: %s: %v", name, q, err)
						}
					}
				}
			}
			for i, q := range vacantQueries {
				name := "q" + string(rune('a'+i))
				if err := w.Derive(t.Context(), "files", name, q, today); err != nil {
					t.Errorf("%s: %v", q, err)
				}
			}
		})
	}
}

var today = map[string]any{"today": time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}

// bench is a locked workbench with one source file as the table f.
func bench(t *testing.T, file, text string) *workbench.Workbench {
	t.Helper()
	dir := write(t, file, text)
	folder, err := folder.Open("files", config.Source{Files: dir}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	prepared, err := folder.Prepare(t.Context(), "f", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w, err := workbench.Open(t.Context(), workbench.Options{Dir: t.TempDir(), Zone: paris(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	_, loadErr := w.LoadFile(t.Context(), "files", "f", prepared.Files)
	if err := errors.Join(loadErr, w.Lock(t.Context()), os.RemoveAll(filepath.Join(dir, file))); err != nil {
		t.Fatal(err)
	}
	return w
}
