package metric

import (
	"testing"

	"bilan/internal/period"
)

// Data that ends on Wednesday leaves Thursday and Friday not yet known: the week is cut there, and nothing lands in it.
func TestPeriodsAreCutWhereTheMetricEnds(t *testing.T) {
	cal := calendar(t, period.Options{})
	m := &Model{Calendar: cal, CutOff: period.NewDate(2026, 11, 16)}
	mt := &Metric{AddsUp: true, Date: "day", CutOff: period.NewDate(2026, 11, 12), Newest: period.NewDate(2026, 11, 11)}
	week := cal.Containing(period.Week, period.NewDate(2026, 11, 9))
	cut := mt.Known(week)
	if cut.End != mt.CutOff || !cut.Open() || cut.Whole() != week {
		t.Fatalf("the week is %+v", cut)
	}
	for name, p := range map[string]period.Period{
		"before it": cal.Shift(week, -1), "after it": cal.Containing(period.Week, period.NewDate(2026, 11, 16)),
	} {
		if mt.Known(p) != p {
			t.Errorf("a period %s is cut: %+v", name, mt.Known(p))
		}
	}
	friday := &Metric{Date: "day", CutOff: period.NewDate(2026, 8, 3), Newest: period.NewDate(2026, 7, 31)}
	if august := cal.Containing(period.Month, friday.CutOff); friday.Known(august) != august {
		t.Error("a weekend is taken for a month to date")
	}
	if other := (&Metric{Date: "day"}); other.Known(week) != week {
		t.Error("a metric that is known to the end is cut")
	}
	f := facts{values: map[cell]measured{{period: cut}: {value: rat("300"), rows: 3}}, span: span{days: dailyFrom("2024-01-01", "2026-11-11")}, empty: rat("0")}
	thursday := cal.Containing(period.Day, period.NewDate(2026, 11, 12))
	for p, want := range map[period.Period]string{cut: "300", week: "not yet", thursday: "not yet"} {
		if got := show(m.actual(mt, f, cell{period: p})); got != want {
			t.Errorf("%s to %s: %s, want %s", p.Start, p.End, got, want)
		}
	}
	c := computer{m: m, metric: mt, whole: f, sharing: m.sharing(mt, f)}
	figure := Figure{Metric: mt, Period: cut, AC: rat("300"), PL: rat("500")}
	c.outlook(&figure, m.reference(cut, nil), slice{})
	if figure.Outlook != (Outlook{}) {
		t.Errorf("a week that is over lands: %+v", figure.Outlook)
	}
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 11, 1), End: period.NewDate(2026, 11, 16), Close: period.NewDate(2026, 12, 1)}
	figure = Figure{Metric: mt, Period: mt.Known(month), AC: rat("800"), PL: rat("2100")}
	c.outlook(&figure, m.reference(mt.Known(month), nil), slice{})
	if o := figure.Outlook; o.Elapsed != 8 || o.Remaining != 13 || show(o.Pace) != "100" || show(o.Landing) != "2100" {
		t.Errorf("the month goes on from the newest day: %+v", o)
	}
}
