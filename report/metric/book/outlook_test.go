package book

import (
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/metrictest"
	"bilan/report/metric/target"
)

func TestOutlookOfAnOpenMonth(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{Holidays: "FR"})
	m := &metric.Model{Calendar: cal, CutOff: period.NewDate(2026, 11, 21)}
	// November 2026 has 20 business days in France, 14 of them before the 21st; November 2025 has 19.
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 11, 1), End: period.NewDate(2026, 11, 21), Close: period.NewDate(2026, 12, 1)}
	r := history.ReferenceOf(m, month, nil)
	c := computer{m: m, metric: &metric.Metric{AddsUp: true, Date: "day"}, whole: history.Facts{Values: map[history.Cell]history.Measured{
		{Period: month}:        {Value: metrictest.Num("700"), Rows: 35},
		{Period: r.PY}:         {Value: metrictest.Num("500"), Rows: 20},
		{Period: r.PY.Whole()}: {Value: metrictest.Num("800"), Rows: 32},
	}, Span: history.Span{Days: metrictest.Days("2024-01-01", "2026-12-01")}}}
	c.sharing = target.NewSharing(m, c.metric, c.whole)
	f := metric.Figure{Metric: c.metric, Period: month, AC: metrictest.Num("700"), PL: metrictest.Num("1000"), PY: metrictest.Num("500")}
	c.outlook(&f, r, history.Cut{})
	o := f.Outlook
	if o.Elapsed != 14 || o.Remaining != 6 {
		t.Fatalf("%d days elapsed, %d remain", o.Elapsed, o.Remaining)
	}
	for name, test := range map[string]struct {
		got  metric.Num
		want string
	}{
		"pace": {o.Pace, "50"}, "landing": {o.Landing, "1000"}, "landing by last year's shape": {o.LandingShape, "1120"},
		"gap to go": {o.GapToGo, "300"}, "needed per day": {o.Needed, "50"}, "more sales": {o.MoreSales, "15"},
	} {
		if metrictest.Show(test.got) != test.want {
			t.Errorf("%s: %s, want %s", name, metrictest.Show(test.got), test.want)
		}
	}
	whole := metric.Figure{Metric: c.metric, Period: month.Whole(), AC: metrictest.Num("700"), PL: metrictest.Num("1000")}
	c.outlook(&whole, history.ReferenceOf(m, month.Whole(), nil), history.Cut{})
	if whole.Outlook.Elapsed != 0 || whole.Outlook.Landing.OK() {
		t.Error("a finished month has no outlook")
	}
}

// If credit notes exceed the sales, no number of sales reaches the target, and there is no landing by last year's
// shape.
func TestOutlookBehindCredits(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{Holidays: "FR"})
	m := &metric.Model{Calendar: cal, CutOff: period.NewDate(2026, 11, 21)}
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 11, 1), End: period.NewDate(2026, 11, 21), Close: period.NewDate(2026, 12, 1)}
	r := history.ReferenceOf(m, month, nil)
	for _, test := range []struct{ ac, py, sales, shape string }{
		{"700", "-5", "15", "division by zero"},
		{"700", "0", "15", "division by zero"},
		{"-70", "500", "division by zero", "-112"},
		{"0", "500", "division by zero", "0"},
	} {
		c := computer{m: m, metric: &metric.Metric{AddsUp: true, Date: "day"}, whole: history.Facts{Values: map[history.Cell]history.Measured{
			{Period: month}:        {Value: metrictest.Num(test.ac), Rows: 35},
			{Period: r.PY}:         {Value: metrictest.Num(test.py), Rows: 20},
			{Period: r.PY.Whole()}: {Value: metrictest.Num("800"), Rows: 32},
		}, Span: history.Span{Days: metrictest.Days("2024-01-01", "2026-12-01")}}}
		c.sharing = target.NewSharing(m, c.metric, c.whole)
		f := metric.Figure{Metric: c.metric, Period: month, AC: metrictest.Num(test.ac), PL: metrictest.Num("1000"), PY: metrictest.Num(test.py)}
		c.outlook(&f, r, history.Cut{})
		if sales, shape := said(f.Outlook.MoreSales), said(f.Outlook.LandingShape); sales != test.sales || shape != test.shape {
			t.Errorf("AC %s, PY %s: %s more sales and a landing at %s, want %s and %s", test.ac, test.py, sales, shape, test.sales, test.shape)
		}
	}
}

// If the target is reached and no business day is left, the need per business day is zero, not a division by zero.
func TestOutlookBehindTheLastBusinessDay(t *testing.T) {
	m := &metric.Model{Calendar: metrictest.Calendar(t, period.Options{Holidays: "FR"}), CutOff: period.NewDate(2026, 5, 31)}
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 5, 1), End: period.NewDate(2026, 5, 31), Close: period.NewDate(2026, 6, 1)}
	for _, test := range []struct{ ac, needed, sales string }{{"1000", "0", "0"}, {"900", "division by zero", "4"}, {"0", "division by zero", "division by zero"}} {
		c := computer{m: m, metric: &metric.Metric{AddsUp: true, Date: "day"}, whole: history.Facts{Values: map[history.Cell]history.Measured{{Period: month}: {Value: metrictest.Num(test.ac), Rows: 36}}}}
		c.sharing = target.NewSharing(m, c.metric, c.whole)
		f := metric.Figure{Metric: c.metric, Period: month, AC: metrictest.Num(test.ac), PL: metrictest.Num("1000")}
		c.outlook(&f, history.ReferenceOf(m, month, nil), history.Cut{})
		if o := f.Outlook; o.Remaining != 0 || said(o.Needed) != test.needed || said(o.MoreSales) != test.sales {
			t.Errorf("AC %s: %d days left, %s needed, %s more sales, want %s and %s", test.ac, o.Remaining, said(o.Needed), said(o.MoreSales), test.needed, test.sales)
		}
	}
}

func said(n metric.Num) string {
	if !n.OK() {
		return [...]string{"no data", "", "no target", "not yet", "division by zero"}[n.State]
	}
	return metrictest.Show(n)
}

// If a firm is closed in August, the month has no business day but still has a gap to go.
func TestOutlookOfATimeWithoutBusinessDays(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{Closures: [][2]period.Date{{period.NewDate(2026, 8, 1), period.NewDate(2026, 8, 31)}}})
	m := &metric.Model{Calendar: cal, CutOff: period.NewDate(2026, 8, 11)}
	august := period.Period{Unit: period.Month, Start: period.NewDate(2026, 8, 1), End: period.NewDate(2026, 8, 11), Close: period.NewDate(2026, 9, 1)}
	c := computer{m: m, metric: &metric.Metric{AddsUp: true, Date: "day"}, whole: history.Facts{Values: map[history.Cell]history.Measured{{Period: august}: {Value: metrictest.Num("40"), Rows: 2}}}}
	c.sharing = target.NewSharing(m, c.metric, c.whole)
	f := metric.Figure{Metric: c.metric, Period: august, AC: metrictest.Num("40"), PL: metrictest.Num("100")}
	c.outlook(&f, history.ReferenceOf(m, august, nil), history.Cut{})
	ask := metric.Ask{Metric: "revenue", Period: august}
	list := (&Book{model: m, answers: map[metric.Ask]metric.Answer{ask: {Total: f}}}).Records([]metric.Ask{ask}, func(metric.Ask) string { return "2026-08" })
	if o := list[0].Outlook; o == nil || o.GapToGo == nil || o.GapToGo.String() != "60" || o.Pace != nil || list[0].Absent["outlook.pace"] != "division by zero" {
		t.Errorf("outlook %+v, absent %v", list[0].Outlook, list[0].Absent)
	}
}
