package book

import (
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/metrictest"
	"bilan/report/metric/target"
)

// If the data ends on Wednesday, the week ends there for the metric, and has no landing.
func TestPeriodsAreCutWhereTheMetricEnds(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{})
	m := &metric.Model{Calendar: cal, CutOff: period.NewDate(2026, 11, 16)}
	mt := &metric.Metric{AddsUp: true, Date: "day", CutOff: period.NewDate(2026, 11, 12), Newest: period.NewDate(2026, 11, 11)}
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
	friday := &metric.Metric{Date: "day", CutOff: period.NewDate(2026, 8, 3), Newest: period.NewDate(2026, 7, 31)}
	if august := cal.Containing(period.Month, friday.CutOff); friday.Known(august) != august {
		t.Error("a weekend is taken for a month to date")
	}
	if other := (&metric.Metric{Date: "day"}); other.Known(week) != week {
		t.Error("a metric that is known to the end is cut")
	}
	f := history.Facts{Values: map[history.Cell]history.Measured{{Period: cut}: {Value: metrictest.Num("300"), Rows: 3}}, Span: history.Span{Days: metrictest.Days("2024-01-01", "2026-11-11")}, Empty: metrictest.Num("0")}
	thursday := cal.Containing(period.Day, period.NewDate(2026, 11, 12))
	for p, want := range map[period.Period]string{cut: "300", week: "not yet", thursday: "not yet"} {
		if got := metrictest.Show(history.Actual(m, mt, f, history.Cell{Period: p})); got != want {
			t.Errorf("%s to %s: %s, want %s", p.Start, p.End, got, want)
		}
	}
	c := computer{m: m, metric: mt, whole: f, sharing: target.NewSharing(m, mt, f)}
	figure := metric.Figure{Metric: mt, Period: cut, AC: metrictest.Num("300"), PL: metrictest.Num("500")}
	c.outlook(&figure, history.ReferenceOf(m, cut, nil), history.Cut{})
	if figure.Outlook != (metric.Outlook{}) {
		t.Errorf("a week that is over lands: %+v", figure.Outlook)
	}
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 11, 1), End: period.NewDate(2026, 11, 16), Close: period.NewDate(2026, 12, 1)}
	figure = metric.Figure{Metric: mt, Period: mt.Known(month), AC: metrictest.Num("800"), PL: metrictest.Num("2100")}
	c.outlook(&figure, history.ReferenceOf(m, mt.Known(month), nil), history.Cut{})
	if o := figure.Outlook; o.Elapsed != 8 || o.Remaining != 13 || metrictest.Show(o.Pace) != "100" || metrictest.Show(o.Landing) != "2100" {
		t.Errorf("the month goes on from the newest day: %+v", o)
	}
}
