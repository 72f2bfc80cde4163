package main

import (
	"reflect"
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/book"
)

// Past figures have the same actuals and targets as the figures of a report, but no comparisons.
func TestPastFigures(t *testing.T) {
	m := targetModel(t)
	var asks []metric.Ask
	for _, name := range []string{"planned", "mixed", "step"} {
		for _, by := range []string{"", "rep", "team"} {
			for _, unit := range []period.Unit{period.Month, period.Year} {
				asks = append(asks, metric.Ask{Metric: name, By: by, Period: m.Calendar.Containing(unit, period.NewDate(2026, 11, 5))})
			}
		}
	}
	bench := targetBench(t, tables(targetTables))
	whole, err := book.Compute(t.Context(), m, bench, asks)
	if err != nil {
		t.Fatal(err)
	}
	past, err := book.ComputePast(t.Context(), m, bench, asks)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range asks {
		want, got := whole.Answer(a), past.Answer(a)
		alike := func(name string, f, g metric.Figure) {
			if show(f.AC) != show(g.AC) || show(f.PL) != show(g.PL) || show(f.PLToDate) != show(g.PLToDate) || g.PY.OK() || g.PP.OK() {
				t.Errorf("%v %s: %s of %s, want %s of %s; last year %s", a, name, show(g.AC), show(g.PLToDate), show(f.AC), show(f.PLToDate), show(g.PY))
			}
		}
		alike("total", want.Total, got.Total)
		for _, s := range got.Slices {
			for _, o := range want.Slices {
				if o.Key == s.Key && o.Unassigned == s.Unassigned {
					alike(s.Label, o.Figure, s.Figure)
				}
			}
		}
		if len(want.Slices) > 0 && len(got.Slices) == 0 {
			t.Errorf("%v has no slices", a)
		}
	}
}

// The figures that a report shows and their past figures come from one statement, and equal those of separate
// statements.
func TestPastIsAskedWithTheRest(t *testing.T) {
	m := figuresModel(t)
	var shown, past []metric.Ask
	for _, by := range []string{"", "rep", "team"} {
		shown = append(shown, metric.Ask{Metric: "revenue", By: by, Period: known(t, m, "2026-10")})
		for _, id := range []string{"2026-09", "2026-08", "2026-07"} {
			past = append(past, metric.Ask{Metric: "revenue", By: by, Period: known(t, m, id)})
		}
	}
	bench := loadedBench(t, randomOrders(2000))
	apart, together := &statements{Workbench: bench}, &statements{Workbench: bench}
	alone, err := book.Compute(t.Context(), m, apart, shown)
	if err != nil {
		t.Fatal(err)
	}
	before, err := book.ComputePast(t.Context(), m, apart, past)
	if err != nil {
		t.Fatal(err)
	}
	both, usual, err := book.ComputeBoth(t.Context(), m, together, shown, past, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range shown {
		if got, want := both.Answer(a), alone.Answer(a); !reflect.DeepEqual(got, want) {
			t.Errorf("%v: %+v, alone %+v", a, got, want)
		}
	}
	for _, a := range past {
		if got, want := usual.Answer(a), before.Answer(a); !reflect.DeepEqual(got, want) {
			t.Errorf("%v: %+v, alone %+v", a, got, want)
		}
	}
	if together.values != 3 || apart.values != 6 {
		t.Errorf("%d statements ask for values, %d alone", together.values, apart.values)
	}
}
