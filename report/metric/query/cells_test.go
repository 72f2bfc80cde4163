package query

import (
	"math"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
	"bilan/report/metric"
)

// text writes a number, or the reason why it is absent.
func text(n metric.Num) string {
	switch n.State {
	case metric.NoData:
		return "no data"
	case metric.Undefined:
		return "undefined"
	}
	return n.Rat.RatString()
}

// Null is NoData, or Undefined after a division by zero. A float that is not finite is Undefined. A text is an error.
func TestNumber(t *testing.T) {
	for name, c := range map[string]struct {
		cell    table.Cell
		divided bool
		want    string
	}{
		"null":       {nil, false, "no data"},
		"divided":    {nil, true, "undefined"},
		"infinite":   {math.Inf(1), false, "undefined"},
		"not one":    {math.NaN(), false, "undefined"},
		"a float":    {0.1, false, "1/10"},
		"an integer": {int64(-3), true, "-3"},
		"an amount":  {decimal.RequireFromString("12.50"), false, "25/2"},
	} {
		if n, err := Number(c.cell, c.divided); err != nil || text(n) != c.want {
			t.Errorf("%s: %s, %v", name, text(n), err)
		}
	}
	if _, err := Number("12", false); err == nil {
		t.Error("a text is a number")
	}
}

// Over an empty set of rows, a count is 0, the sum of an additive metric is 0, and any other value is NoData.
func TestReadOverNothing(t *testing.T) {
	for _, c := range []struct {
		cell   table.Cell
		addsUp bool
		want   string
	}{{int64(0), false, "0"}, {nil, true, "0"}, {nil, false, "no data"}} {
		if n, err := ReadOverNothing(c.cell, c.addsUp); err != nil || text(n) != c.want {
			t.Errorf("%v: %s, %v", c, text(n), err)
		}
	}
}

func TestCells(t *testing.T) {
	if Integer(nil) != 0 || Integer(decimal.NewFromInt(7)) != 7 || Text(nil) != "" || Text(" R1 ") != "R1" || !Day(nil).IsZero() ||
		Day(time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)).String() != "2026-11-16" {
		t.Error("cells are read otherwise")
	}
}
