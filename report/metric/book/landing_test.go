package book

import (
	"math/big"
	"testing"

	"bilan/internal/period"
	"bilan/report/forecast"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/metrictest"
	"bilan/report/metric/target"
)

// shop returns sales on the business days of some months. sold returns the amount of a business day from its month, its
// number in the month, from 1, and the number of business days.
func shop(cal *period.Calendar, first period.Date, months int, sold func(month, day, of int) int64) history.Facts {
	f := history.Facts{Values: map[history.Cell]history.Measured{}}
	month := cal.Containing(period.Month, first)
	for i := range months {
		n, all := 0, cal.BusinessDays(month.Start, month.End)
		for d := month.Start; d.Before(month.End); d = d.AddDays(1) {
			if cal.BusinessDays(d, d.AddDays(1)) == 0 {
				continue
			}
			n++
			f.Values[history.Cell{Period: cal.Containing(period.Day, d)}] = history.Measured{Value: metric.NumOf(big.NewRat(sold(i, n, all), 1)), Rows: 1}
			f.Span.Days = append(f.Span.Days, d)
		}
		month = cal.Shift(month, 1)
	}
	return f
}

func TestLandingChoosesItsMethod(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{Holidays: "FR"})
	// In November 2026, 10 of 21 business days are before the 16th; the 14th and the 15th are a weekend.
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 11, 1), End: period.NewDate(2026, 11, 14), Close: period.NewDate(2026, 12, 1)}
	rush := func(_, day, of int) int64 { // half of the month on its last day
		if day == of {
			return int64(of - 1)
		}
		return 1
	}
	even := func(month, day, _ int) int64 { return int64(100 + (day*37+month*11)%19) }
	early := func(_, day, of int) int64 { // nothing before the last day
		if day == of {
			return 100
		}
		return 0
	}
	for name, test := range map[string]struct {
		months int
		sold   func(month, day, of int) int64
		end    int // the first unknown day of November
		method forecast.Method
	}{
		"a rush at the end":          {12, rush, 14, forecast.Shape},
		"the weekend too":            {12, rush, 16, forecast.Shape},
		"even sales":                 {12, even, 14, forecast.RunRate},
		"nine months of history":     {9, rush, 14, forecast.RunRate},
		"ten":                        {10, rush, 14, forecast.Shape},
		"nothing is sold as early":   {12, early, 14, forecast.RunRate},
		"no business day has passed": {12, rush, 2, forecast.RunRate},
	} {
		first := cal.Shift(cal.Containing(period.Month, month.Start), -test.months).Start
		m := &metric.Model{Calendar: cal, CutOff: period.NewDate(2026, 11, test.end)}
		p := month
		p.End = period.NewDate(2026, 11, test.end)
		sh := target.NewSharing(m, &metric.Metric{AddsUp: true, Date: "day"}, shop(cal, first, test.months, test.sold))
		if got := sh.Landing(p); got.Method != test.method {
			t.Errorf("%s: %s, want %s", name, got.Method, test.method)
		}
	}
}

// If each day brings 1 and the last day as much as all others together, the landing by the shape is near the month's
// total, and the landing by the run rate is half of it.
func TestLandingByTheShapeOfTheMonth(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{Holidays: "FR"})
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 11, 1), End: period.NewDate(2026, 11, 14), Close: period.NewDate(2026, 12, 1)}
	sold := shop(cal, period.NewDate(2025, 11, 1), 12, func(_, day, of int) int64 {
		if day == of {
			return int64(of - 1)
		}
		return 1
	})
	m := &metric.Model{Calendar: cal, CutOff: month.End}
	mt := &metric.Metric{AddsUp: true, Date: "day"}
	sum := new(big.Rat)
	c := computer{m: m, metric: mt, whole: sold, cut: sold, sharing: target.NewSharing(m, mt, sold)}
	for _, ac := range []string{"9", "4", "5"} { // the total and its two members
		f := metric.Figure{Metric: mt, Period: month, AC: metrictest.Num(ac), PL: metrictest.Num("40")}
		c.outlook(&f, history.ReferenceOf(m, month, nil), history.Cut{})
		if f.Outlook.Method != forecast.Shape {
			t.Fatalf("%s: %s", ac, f.Outlook.Method)
		}
		if ac == "9" {
			if far := f.Outlook.Landing.Float(); far < 38 || far > 42 {
				t.Errorf("lands at %v, want 40 or so", far)
			}
			sum.Neg(f.Outlook.Landing.Rat)
			continue
		}
		sum.Add(sum, f.Outlook.Landing.Rat)
	}
	if sum.Sign() != 0 {
		t.Errorf("the members land %s apart from the whole", sum.FloatString(6))
	}
}

func TestOnlyAnOpenMonthAsksForItsShape(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{})
	m := &metric.Model{Calendar: cal, Metrics: map[string]*metric.Metric{"sum": {AddsUp: true, Date: "day"}, "ratio": {Date: "day"}, "state": {AddsUp: true}}}
	month := period.Period{Unit: period.Month, Start: period.NewDate(2026, 11, 1), End: period.NewDate(2026, 11, 14), Close: period.NewDate(2026, 12, 1)}
	quarter := period.Period{Unit: period.Quarter, Start: period.NewDate(2026, 10, 1), End: period.NewDate(2026, 11, 14), Close: period.NewDate(2027, 1, 1)}
	for _, test := range []struct {
		ask  metric.Ask
		want int
	}{
		{metric.Ask{Metric: "sum", Period: month}, 365}, {metric.Ask{Metric: "sum", Period: month.Whole()}, 0}, {metric.Ask{Metric: "sum", Period: quarter}, 0},
		{metric.Ask{Metric: "ratio", Period: month}, 0}, {metric.Ask{Metric: "state", Period: month}, 0},
	} {
		if got := len(history.ForecastPeriods(m, test.ask)); got != test.want {
			t.Errorf("%+v: %d days, want %d", test.ask, got, test.want)
		}
	}
}
