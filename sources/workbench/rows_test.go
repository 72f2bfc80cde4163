package workbench

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// fake streams rows that a function makes from their index.
type fake struct {
	columns []table.Column
	n       int
	row     func(i int) ([]table.Cell, error)
	i       int
	closed  int
}

func (f *fake) Columns() []table.Column { return f.columns }
func (f *fake) Close() error            { f.closed++; return nil }
func (f *fake) Next() ([]table.Cell, error) {
	if f.i == f.n {
		return nil, io.EOF
	}
	f.i++
	return f.row(f.i)
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func TestLoadRows(t *testing.T) {
	w := open(t)
	at := time.Date(2026, 3, 29, 1, 30, 0, 0, time.UTC)
	f := &fake{n: 100_000, columns: []table.Column{
		{Name: "i", Kind: table.Integer}, {Name: "n", Kind: table.Decimal, Scale: -1}, {Name: "m", Kind: table.Decimal, Scale: 2, Width: 12},
		{Name: "r", Kind: table.Real}, {Name: "d", Kind: table.Date}, {Name: "t", Kind: table.Timestamp}, {Name: "z", Kind: table.Timestamp, Zoned: true},
		{Name: "b", Kind: table.Bool}, {Name: "x y\"", Kind: table.Text},
	}, row: func(i int) ([]table.Cell, error) {
		if i%3 == 0 {
			return make([]table.Cell, 9), nil
		}
		n := decimal.NewFromInt(int64(i))
		if i == 70_000 {
			n = dec("0.123456789")
		}
		return []table.Cell{int64(i), n, dec("1.5"), 0.5, at.Truncate(24 * time.Hour), at, at, true, "é"}, nil
	}}
	n, err := w.LoadRows(t.Context(), "", "t", f)
	if err != nil || n != 100_000 || f.closed != 1 {
		t.Fatalf("%d rows, closed %d times: %v", n, f.closed, err)
	}
	lock(t, w)
	for sql, want := range map[string]string{
		"count(i)":                              "66667",
		"sum(m)":                                "100000.50",
		"sum(n)":                                "3333366667.123456789",
		"typeof(min(n))":                        "DECIMAL(38,9)",
		"typeof(min(m))":                        "DECIMAL(18,2)",
		"max(d)::varchar":                       "2026-03-29",
		"max(t)::varchar":                       "2026-03-29 01:30:00",
		"max(z)::varchar":                       "2026-03-29 03:30:00+02",
		`string_agg(distinct "x y""", '')`:      "é",
		"bool_and(b)::varchar":                  "true",
		"count(*) filter (where r = 0.5)":       "66667",
		"(count(*) filter (where n is null))":   "33333",
		"(sum(n) filter (where i=70000))::text": "0.123456789",
	} {
		got := one(t, w, "select "+sql+" from t", nil)
		if d, ok := got.(decimal.Decimal); ok {
			got = d.StringFixed(-d.Exponent())
		}
		if want == "3333366667.123456789" {
			want = sumOf(100_000)
		}
		if s := strings.TrimSpace(toText(got)); s != want {
			t.Errorf("%s = %s, want %s", sql, s, want)
		}
	}
}

func sumOf(n int) string {
	sum := dec("0.123456789")
	for i := 1; i <= n; i++ {
		if i%3 != 0 && i != 70_000 {
			sum = sum.Add(decimal.NewFromInt(int64(i)))
		}
	}
	return sum.StringFixed(9)
}

func toText(c table.Cell) string {
	switch v := c.(type) {
	case string:
		return v
	case int64:
		return decimal.NewFromInt(v).String()
	}
	return ""
}

func TestLoadRowsFailsLoudly(t *testing.T) {
	for name, c := range map[string]struct {
		column table.Column
		cell   table.Cell
		want   string
	}{
		"kind":   {table.Column{Name: "a", Kind: table.Integer}, "x", `row 1, column "a": string in a column of type integer`},
		"digits": {table.Column{Name: "a", Kind: table.Decimal, Scale: 2}, dec("1e37"), "more than 38 digits"},
		"width":  {table.Column{Name: "a", Kind: table.Decimal, Scale: 2, Width: 10}, dec("1e17"), "more than 18 digits"},
		"real":   {table.Column{Name: "a", Kind: table.Decimal, Scale: 2}, 1.5, "float64 in a column of type decimal"},
	} {
		w := open(t)
		f := &fake{n: 1, columns: []table.Column{c.column}, row: func(int) ([]table.Cell, error) { return []table.Cell{c.cell}, nil }}
		if _, err := w.LoadRows(t.Context(), "", "t", f); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if f.closed != 1 {
			t.Errorf("%s: closed %d times", name, f.closed)
		}
	}
}

func TestLoadRowsStops(t *testing.T) {
	w := open(t)
	broken := errors.New("connection lost")
	f := &fake{n: 10, columns: []table.Column{{Name: "a", Kind: table.Integer}}, row: func(i int) ([]table.Cell, error) {
		if i == 5 {
			return nil, broken
		}
		return []table.Cell{int64(i)}, nil
	}}
	if _, err := w.LoadRows(t.Context(), "", "t", f); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	f = &fake{n: 1 << 30, columns: f.columns, row: func(i int) ([]table.Cell, error) {
		if i == 1000 {
			cancel()
		}
		return []table.Cell{int64(i)}, nil
	}}
	if _, err := w.LoadRows(ctx, "", "t", f); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
