package metric

import (
	"testing"

	"bilan/internal/period"
)

func TestOutlookOfAnOpenMonth(t *testing.T) {
	cal := calendar(t, period.Options{Holidays: "FR"})
	m := &Model{Calendar: cal, CutOff: period.NewDate(2026, 11, 21)}
	// November 2026 has 20 business days in France, 14 of them before the 21st; November 2025 has 19.
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 11, 1), End: period.NewDate(2026, 11, 21), Close: period.NewDate(2026, 12, 1)}
	r := m.reference(month, nil)
	c := computer{m: m, metric: &Metric{AddsUp: true, Date: "day"}, whole: facts{values: map[cell]measured{
		{period: month}:        {value: rat("700"), rows: 35},
		{period: r.py}:         {value: rat("500"), rows: 20},
		{period: r.py.Whole()}: {value: rat("800"), rows: 32},
	}, span: span{days: dailyFrom("2024-01-01", "2026-12-01")}}}
	c.sharing = m.sharing(c.metric, c.whole)
	f := Figure{Metric: c.metric, Period: month, AC: rat("700"), PL: rat("1000"), PY: rat("500")}
	c.outlook(&f, r, slice{})
	o := f.Outlook
	if o.Elapsed != 14 || o.Remaining != 6 {
		t.Fatalf("%d days elapsed, %d remain", o.Elapsed, o.Remaining)
	}
	for name, test := range map[string]struct {
		got  Num
		want string
	}{
		"pace": {o.Pace, "50"}, "landing": {o.Landing, "1000"}, "landing by last year's shape": {o.LandingShape, "1120"},
		"gap to go": {o.GapToGo, "300"}, "needed per day": {o.Needed, "50"}, "more sales": {o.MoreSales, "15"},
	} {
		if show(test.got) != test.want {
			t.Errorf("%s: %s, want %s", name, show(test.got), test.want)
		}
	}
	whole := Figure{Metric: c.metric, Period: month.Whole(), AC: rat("700"), PL: rat("1000")}
	c.outlook(&whole, m.reference(month.Whole(), nil), slice{})
	if whole.Outlook.Elapsed != 0 || whole.Outlook.Landing.OK() {
		t.Error("a finished month has no outlook")
	}
}

// More credits than sales, this year or last: no number of such sales reaches a target, and no year went on from there.
func TestOutlookBehindCredits(t *testing.T) {
	cal := calendar(t, period.Options{Holidays: "FR"})
	m := &Model{Calendar: cal, CutOff: period.NewDate(2026, 11, 21)}
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 11, 1), End: period.NewDate(2026, 11, 21), Close: period.NewDate(2026, 12, 1)}
	r := m.reference(month, nil)
	for _, test := range []struct{ ac, py, sales, shape string }{
		{"700", "-5", "15", "division by zero"},
		{"700", "0", "15", "division by zero"},
		{"-70", "500", "division by zero", "-112"},
		{"0", "500", "division by zero", "0"},
	} {
		c := computer{m: m, metric: &Metric{AddsUp: true, Date: "day"}, whole: facts{values: map[cell]measured{
			{period: month}:        {value: rat(test.ac), rows: 35},
			{period: r.py}:         {value: rat(test.py), rows: 20},
			{period: r.py.Whole()}: {value: rat("800"), rows: 32},
		}, span: span{days: dailyFrom("2024-01-01", "2026-12-01")}}}
		c.sharing = m.sharing(c.metric, c.whole)
		f := Figure{Metric: c.metric, Period: month, AC: rat(test.ac), PL: rat("1000"), PY: rat(test.py)}
		c.outlook(&f, r, slice{})
		if sales, shape := said(f.Outlook.MoreSales), said(f.Outlook.LandingShape); sales != test.sales || shape != test.shape {
			t.Errorf("AC %s, PY %s: %s more sales and a landing at %s, want %s and %s", test.ac, test.py, sales, shape, test.sales, test.shape)
		}
	}
}

// The target is reached on the last business day, the month ends with a Sunday: nothing is left, and that is no division by zero.
func TestOutlookBehindTheLastBusinessDay(t *testing.T) {
	m := &Model{Calendar: calendar(t, period.Options{Holidays: "FR"}), CutOff: period.NewDate(2026, 5, 31)}
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 5, 1), End: period.NewDate(2026, 5, 31), Close: period.NewDate(2026, 6, 1)}
	for _, test := range []struct{ ac, needed, sales string }{{"1000", "0", "0"}, {"900", "division by zero", "4"}, {"0", "division by zero", "division by zero"}} {
		c := computer{m: m, metric: &Metric{AddsUp: true, Date: "day"}, whole: facts{values: map[cell]measured{{period: month}: {value: rat(test.ac), rows: 36}}}}
		c.sharing = m.sharing(c.metric, c.whole)
		f := Figure{Metric: c.metric, Period: month, AC: rat(test.ac), PL: rat("1000")}
		c.outlook(&f, m.reference(month, nil), slice{})
		if o := f.Outlook; o.Remaining != 0 || said(o.Needed) != test.needed || said(o.MoreSales) != test.sales {
			t.Errorf("AC %s: %d days left, %s needed, %s more sales, want %s and %s", test.ac, o.Remaining, said(o.Needed), said(o.MoreSales), test.needed, test.sales)
		}
	}
}

func said(n Num) string {
	if !n.OK() {
		return stateNames[n.State]
	}
	return show(n)
}

// August with the house closed has no business day, and all the same a gap to go.
func TestOutlookOfATimeWithoutBusinessDays(t *testing.T) {
	cal := calendar(t, period.Options{Closures: [][2]period.Date{{period.NewDate(2026, 8, 1), period.NewDate(2026, 8, 31)}}})
	m := &Model{Calendar: cal, CutOff: period.NewDate(2026, 8, 11)}
	august := period.Period{Unit: period.Month, Start: period.NewDate(2026, 8, 1), End: period.NewDate(2026, 8, 11), Close: period.NewDate(2026, 9, 1)}
	c := computer{m: m, metric: &Metric{AddsUp: true, Date: "day"}, whole: facts{values: map[cell]measured{{period: august}: {value: rat("40"), rows: 2}}}}
	c.sharing = m.sharing(c.metric, c.whole)
	f := Figure{Metric: c.metric, Period: august, AC: rat("40"), PL: rat("100")}
	c.outlook(&f, m.reference(august, nil), slice{})
	ask := Ask{Metric: "revenue", Period: august}
	list := (&Book{answers: map[Ask]Answer{ask: {Total: f}}}).Records([]Ask{ask}, func(Ask) string { return "2026-08" })
	if o := list[0].Outlook; o == nil || o.GapToGo == nil || o.GapToGo.String() != "60" || o.Pace != nil || list[0].Absent["outlook.pace"] != "division by zero" {
		t.Errorf("outlook %+v, absent %v", list[0].Outlook, list[0].Absent)
	}
}
