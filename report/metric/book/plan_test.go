package book

import (
	"math/big"
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/metrictest"
)

func TestEarliest(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{Holidays: "FR"})
	for _, test := range []struct {
		id   string
		per  period.Unit // Per of the target
		want period.Date
	}{
		{"2026-11", period.Month, period.NewDate(2024, 9, 27)},  // 400 days before last year's November
		{"2026-W53", period.Week, period.NewDate(2025, 11, 16)}, // 400 days before the previous week, because last year had no week 53
	} {
		m := &metric.Model{Calendar: cal, Metrics: map[string]*metric.Metric{"revenue": {Name: "revenue", AddsUp: true, Date: "day"}},
			Targets: []metric.Target{{Metric: "revenue", Per: test.per, Literal: big.NewRat(1, 1)}, {Metric: "orders", Per: period.Year, Literal: big.NewRat(1, 1)}}}
		if got := Earliest(m, []metric.Ask{{Metric: "revenue", Period: metrictest.Period(t, cal, test.id)}}); got != test.want {
			t.Errorf("%s with a target per %s looks back to %s, want %s", test.id, test.per, got, test.want)
		}
	}
	if got := Earliest((&metric.Model{Calendar: cal}), nil); !got.IsZero() {
		t.Errorf("nothing looks back to %s", got)
	}
}

func TestDaysThatAShapeNeeds(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{Holidays: "FR"})
	m := &metric.Model{Calendar: cal, Metrics: map[string]*metric.Metric{"revenue": {Name: "revenue", AddsUp: true, Date: "day"}},
		Targets: []metric.Target{{Metric: "revenue", Per: period.Year, Share: metric.AsLastYear, Literal: big.NewRat(1, 1)}}}
	week := metric.Ask{Metric: "revenue", Period: metrictest.Period(t, cal, "2026-W46")}
	if n, first := len(periods(m, []metric.Ask{week}, nil)), Earliest(m, []metric.Ask{week}); n != 3+365 || first != period.NewDate(2023, 11, 28) {
		t.Errorf("a week of a year needs %d periods from %s", n, first)
	}
	if n := len(history.ComparisonPeriods(m, []metric.Ask{week}, nil)); n != 3 {
		t.Errorf("%d periods are compared", n)
	}
	year := metric.Ask{Metric: "revenue", Period: metrictest.Period(t, cal, "2026")}
	if n := len(periods(m, []metric.Ask{year}, nil)); n != 2 {
		t.Errorf("the whole year needs no days of the one before, and asks %d periods", n)
	}
	m.Targets[0].From = period.NewDate(2026, 3, 15)
	if n := len(periods(m, []metric.Ask{year}, nil)); n != 2+365 {
		t.Errorf("the year of a target from March on needs %d periods", n)
	}
}
