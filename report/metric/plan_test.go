package metric

import (
	"math/big"
	"testing"

	"bilan/internal/period"
)

func TestEarliest(t *testing.T) {
	cal := calendar(t, period.Options{Holidays: "FR"})
	for _, test := range []struct {
		id   string
		per  period.Unit // of the target
		want period.Date
	}{
		{"2026-11", period.Month, period.NewDate(2024, 9, 27)},  // last year's November, and 400 days by which it is seen that data had begun
		{"2026-W53", period.Week, period.NewDate(2025, 11, 16)}, // without a twin: the week before
	} {
		m := &Model{Calendar: cal, Metrics: map[string]*Metric{"revenue": {Name: "revenue", AddsUp: true, Date: "day"}},
			Targets: []Target{{Metric: "revenue", Per: test.per, Literal: big.NewRat(1, 1)}, {Metric: "orders", Per: period.Year, Literal: big.NewRat(1, 1)}}}
		if got := m.Earliest([]Ask{{Metric: "revenue", Period: parse(t, cal, test.id)}}); got != test.want {
			t.Errorf("%s with a target per %s looks back to %s, want %s", test.id, test.per, got, test.want)
		}
	}
	if got := (&Model{Calendar: cal}).Earliest(nil); !got.IsZero() {
		t.Errorf("nothing looks back to %s", got)
	}
}
