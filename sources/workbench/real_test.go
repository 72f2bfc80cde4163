package workbench

import (
	"context"
	"io"
	"testing"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// floats streams one column of floats.
type floats struct {
	values []float64
	next   int
}

func (f *floats) Columns() []table.Column { return []table.Column{{Name: "v", Kind: table.Real}} }
func (f *floats) Close() error            { return nil }
func (f *floats) Next() ([]table.Cell, error) {
	if f.next == len(f.values) {
		return nil, io.EOF
	}
	f.next++
	return []table.Cell{f.values[f.next-1]}, nil
}

func TestFloatsAreSummedExactly(t *testing.T) {
	ctx := context.Background()
	w, err := Open(ctx, Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	noisy := 440 * 0.1 * 10 * (1 - 0.15) // 374.00000000000006
	if _, err := w.LoadRows(ctx, "", "t", &floats{values: []float64{0.1, 0.2, noisy, -1e12, 1e12}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Lock(ctx); err != nil {
		t.Fatal(err)
	}
	answer, err := w.Query(ctx, "select sum(v) from t", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := answer.Rows[0][0].(decimal.Decimal); !got.Equal(decimal.RequireFromString("374.3")) {
		t.Errorf("sum %s, want 374.3", got)
	}
}
