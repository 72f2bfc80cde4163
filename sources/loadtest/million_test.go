package loadtest

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/sources/folder"
	"bilan/sources/workbench"

	"github.com/duckdb/duckdb-go/v2"
)

// writeOrders writes the same orders as Windows-1252 into the folder windows and as UTF-8 into the folder utf8.
func writeOrders(b testing.TB, dir string, rows int) {
	b.Helper()
	for _, name := range []string{"windows", "utf8"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			b.Fatal(err)
		}
		f, err := os.Create(filepath.Join(dir, name, "orders.csv"))
		if err != nil {
			b.Fatal(err)
		}
		var w io.Writer = f
		if name == "windows" {
			w = windows.NewEncoder().Writer(f)
		}
		buffer := bufio.NewWriterSize(w, 1<<16)
		orders(buffer, rows)
		if err := errors.Join(buffer.Flush(), f.Close()); err != nil {
			b.Fatal(err)
		}
	}
}

func orders(w io.Writer, rows int) {
	regions := []string{"Île-de-France", "Auvergne-Rhône-Alpes", "Grand Est", "Occitanie", "Bretagne", "Hauts-de-France"}
	products := []string{"Nappes en lin", "Serviettes en coton", "Vaisselle grès", "Verrerie d’été", "Linge de lit", "Couverts – inox"}
	states := []string{"Livrée", "Expédiée", "Annulée"}
	random := rand.New(rand.NewPCG(1, 2))
	fmt.Fprintln(w, "order_id;order_date;rep_id;customer;region;product;quantity;amount;status")
	for i := range rows {
		cents := random.IntN(900_000)
		fmt.Fprintf(w, "%d;%02d/%02d/%d;R%02d;Hôtel %04d;%s;%s;%d;%d,%02d;%s\n", 2400001+i, 1+random.IntN(28), 1+random.IntN(12), 2024+random.IntN(3),
			1+random.IntN(40), random.IntN(5000), regions[random.IntN(6)], products[random.IntN(6)], 1+random.IntN(500), cents/100, cents%100, states[random.IntN(3)])
	}
}

// figures are five queries that a report makes about the orders.
var figures = []string{
	"select date_trunc('month', order_date) as month, sum(amount) as v, count(*) as n from orders group by 1 order by 1",
	"select region, sum(amount) as v from orders group by 1 order by 1",
	"select rep_id, sum(amount) as v, sum(quantity) as q from orders group by 1 order by 1",
	"select product, sum(amount) / count(*) as v from orders where status = 'Livrée' group by 1 order by 1",
	"select count(distinct customer) as n, min(order_date) as a, max(order_date) as b, sum(amount) as v from orders",
}

// TestFiguresEqualDuckDBs reads a file that is large enough for several workers.
func TestFiguresEqualDuckDBs(t *testing.T) {
	dir := t.TempDir()
	writeOrders(t, dir, 60_000)
	want, err := byDuckDB(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	got, err := byBilan(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s:\n%s\nwant\n%s", figures[i], got[i], want[i])
		}
	}
}

// byBilan computes the figures as a run does. Only the locale fr is declared.
func byBilan(ctx context.Context, dir string) ([]string, error) {
	scratch, err := os.MkdirTemp("", "bilan-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(scratch)
	folder, err := folder.Open("exports", config.Source{Files: filepath.Join(dir, "windows"), CSV: config.Dialect{Locale: "fr", Encoding: "windows-1252"}}, nil)
	if err != nil {
		return nil, err
	}
	prepared, err := folder.Prepare(ctx, "orders", scratch)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return nil, err
	}
	w, err := workbench.Open(ctx, workbench.Options{Dir: scratch, Zone: zone})
	if err != nil {
		return nil, err
	}
	defer w.Close()
	if _, err := w.LoadFile(ctx, "exports", "orders", prepared.Files); err != nil {
		return nil, err
	}
	if err := w.Lock(ctx); err != nil {
		return nil, err
	}
	if err := w.Derive(ctx, "exports", "orders", "select * from orders", nil); err != nil {
		return nil, err
	}
	var out []string
	for _, q := range figures {
		t, err := w.Query(ctx, "select columns(*)::varchar from ("+q+")", nil)
		if err != nil {
			return nil, err
		}
		out = append(out, fmt.Sprint(t.Rows))
	}
	return out, nil
}

// byDuckDB computes the figures with the SQL that someone who knows the file would write.
func byDuckDB(ctx context.Context, dir string) ([]string, error) {
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	for _, q := range []string{"set threads = 2", "set memory_limit = '1GB'", `create table orders as select * from read_csv('` + filepath.Join(dir, "utf8", "orders.csv") + `', auto_detect = false, header = true, delim = ';',
		decimal_separator = ',', dateformat = '%d/%m/%Y', columns = {order_id: 'BIGINT', order_date: 'DATE', rep_id: 'VARCHAR', customer: 'VARCHAR', region: 'VARCHAR',
		product: 'VARCHAR', quantity: 'BIGINT', amount: 'DECIMAL(18,2)', status: 'VARCHAR'})`} {
		if _, err := db.ExecContext(ctx, q); err != nil {
			return nil, err
		}
	}
	var out []string
	for _, q := range figures {
		text, err := answer(ctx, db, q)
		if err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, nil
}

func answer(ctx context.Context, db *sql.DB, query string) (string, error) {
	rows, err := db.QueryContext(ctx, "select columns(*)::varchar from ("+query+")")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return "", err
	}
	var all [][]any
	for rows.Next() {
		row, into := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return "", err
		}
		all = append(all, row)
	}
	return fmt.Sprint(all), rows.Err()
}
