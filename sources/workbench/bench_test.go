package workbench

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// benchRows is a million, or few with -short.
func benchRows() int {
	if testing.Short() {
		return 10_000
	}
	return 1_000_000
}

// BenchmarkQuery computes a figure per rep over a million orders, through the gate.
func BenchmarkQuery(b *testing.B) {
	w := open(b)
	path := parquet(b, w, fmt.Sprintf(`select i as id, ((i * 7919 %% 250000) / 100)::decimal(18,2) as amount,
		date '2023-01-01' + (i %% 1400)::int as day, 'R' || (i %% 40) as rep from range(%d) t(i)`, benchRows()))
	if _, err := w.LoadFile(b.Context(), "exports", "orders", []table.File{{Path: path, Origin: "orders.csv"}}); err != nil {
		b.Fatal(err)
	}
	lock(b, w)
	if err := w.Derive(b.Context(), "exports", "orders", "select * from orders", nil); err != nil {
		b.Fatal(err)
	}
	params := map[string]any{"from": time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}
	for b.Loop() {
		if _, err := w.Query(b.Context(), "select rep, sum(amount), count(*) from orders where day >= :from group by rep order by rep", params); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGate parses a figure's query without running it.
func BenchmarkGate(b *testing.B) {
	w := open(b)
	for b.Loop() {
		if _, err := w.ParseSelect(b.Context(), "with o as (select * from orders where d >= :from) select rep, sum(a) filter (where s = 'x') from o group by rep order by 1"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLoadRows loads streamed rows, as a database driver gives them.
func BenchmarkLoadRows(b *testing.B) {
	day, amount := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), decimal.RequireFromString("1234.56")
	columns := []table.Column{{Name: "id", Kind: table.Integer}, {Name: "day", Kind: table.Date}, {Name: "amount", Kind: table.Decimal, Scale: 2}, {Name: "rep", Kind: table.Text}}
	rows := benchRows() / 10
	for b.Loop() {
		w := open(b)
		f := &fake{n: rows, columns: columns, row: func(i int) ([]table.Cell, error) {
			return []table.Cell{int64(i), day, amount, "R07"}, nil
		}}
		if _, err := w.LoadRows(b.Context(), "", "orders", f); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
