package target

import (
	"math/big"
	"testing"
	"time"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/metrictest"
)

// every makes the actual cents for each day from from until before until, and ten times as much in December.
func every(cal *period.Calendar, from, until period.Date, cents int64) history.Facts {
	f := history.Facts{Values: map[history.Cell]history.Measured{}, Span: history.Span{Days: metrictest.Days(from.String(), until.String())}}
	for d := from; d.Before(until); d = d.AddDays(1) {
		v := cents
		if d.Month == time.December {
			v *= 10
		}
		f.Values[history.Cell{Period: cal.Containing(period.Day, d)}] = history.Measured{Value: metric.NumOf(big.NewRat(v, 100)), Rows: 1}
	}
	return f
}

func TestWaysToShareOut(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{Holidays: "FR"})
	year, quarter, month, week := period.Year, period.Quarter, period.Month, period.Week
	known := every(cal, period.NewDate(2025, 1, 1), period.NewDate(2026, 11, 21), 100)
	for _, test := range []struct {
		name   string
		per    period.Unit
		share  metric.Share
		known  history.Facts
		period string
		want   string // the period's share of the target
	}{
		{"a month of a year by business days: 20 of 252", year, "", known, "2026-11", "20/252"},
		{"a month of a year evenly", year, metric.Evenly, known, "2026-11", "1/12"},
		{"a month of a quarter evenly", quarter, metric.Evenly, known, "2026-11", "1/3"},
		{"a week over two months evenly: 3 days of 30, 4 of 31", year, metric.Evenly, known, "2026-W40", "213/11160"},
		{"a week of a month evenly", month, metric.Evenly, known, "2026-W46", "7/30"},
		{"a weekend has its part of a week evenly", week, metric.Evenly, known, "2026-11-14", "1/7"},
		{"and none by business days", week, "", known, "2026-11-14", "0"},
		// 2025 has 334 days with 1 € and 31 days with 10 €.
		{"December as last year", year, metric.AsLastYear, known, "2026-12", "310/644"},
		{"June as last year", year, metric.AsLastYear, known, "2026-06", "30/644"},
		// The fifth business day of June 2025 is the 6th. Its counterpart includes the weekend after it, with Whit
		// Monday.
		{"a week as last year stands at as many business days", year, metric.AsLastYear, known, "2026-06-01..2026-06-07", "9/644"},
		{"a month is cut by itself", month, metric.AsLastYear, known, "2026-06-01..2026-06-07", "9/30"},
		{"next year's twin is not over: business days", year, metric.AsLastYear, known, "2027-06", "22/254"},
		{"nothing a year before: business days", year, metric.AsLastYear, every(cal, period.NewDate(2026, 1, 1), period.NewDate(2026, 11, 21), 100), "2026-11", "20/252"},
		{"half a year is no shape", year, metric.AsLastYear, every(cal, period.NewDate(2025, 6, 1), period.NewDate(2026, 11, 21), 100), "2026-11", "20/252"},
		{"nor is a negative one", year, metric.AsLastYear, every(cal, period.NewDate(2025, 1, 1), period.NewDate(2026, 11, 21), -100), "2026-11", "20/252"},
	} {
		sh := NewSharing((&metric.Model{Calendar: cal, CutOff: period.NewDate(2026, 11, 21)}), &metric.Metric{AddsUp: true, Date: "day"}, test.known)
		gs := Values{Target: &metric.Target{Per: test.per, Share: test.share, Literal: big.NewRat(1, 1)}, reach: eachSlice}
		got := sh.target([]Values{gs}, history.Cut{}, metrictest.Period(t, cal, test.period))
		if want, _ := new(big.Rat).SetString(test.want); !got.OK() || got.Rat.Cmp(want) != 0 {
			t.Errorf("%s: %s, want %s", test.name, metrictest.Show(got), want)
		}
	}
}

func TestAGrainWithoutAShapeIsTold(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{})
	target := metric.Target{Metric: "revenue", Per: period.Year, Share: metric.AsLastYear, Literal: big.NewRat(1, 1)}
	m := &metric.Model{Calendar: cal, Targets: []metric.Target{target, {Metric: "revenue", Scenario: metric.Budget, Per: period.Month, Share: metric.AsLastYear}}}
	sh := NewSharing(m, &metric.Metric{AddsUp: true, Date: "day"}, history.Facts{})
	gs := Values{Target: &target, reach: eachSlice}
	sh.target([]Values{gs}, history.Cut{}, metrictest.Period(t, cal, "2026"))
	told := sh.AddUnshaped("revenue", nil)
	if len(told) > 0 {
		t.Error("a whole year needs no shape")
	}
	for range 2 {
		sh.target([]Values{gs}, history.Cut{}, metrictest.Period(t, cal, "2026-11"))
		told = sh.AddUnshaped("revenue", told)
	}
	if len(told) != 1 || told[0].Grain != metrictest.Period(t, cal, "2026") {
		t.Errorf("told are %v", told)
	}
	for id, n := range map[string]int{"2026-11": 1, "2026": 0, "2025-12": 0, "2026..2026-11-15": 1, "2025-12..2026-01": 1} {
		p := metrictest.Period(t, cal, id)
		if id == "2026..2026-11-15" {
			p.Close = period.NewDate(2027, 1, 1)
		}
		if got := UnshapedGrains(told, "revenue", metric.TargetScenario, p); len(got) != n {
			t.Errorf("%s counts by business days in %v", id, got)
		}
		if got := UnshapedGrains(told, "revenue", metric.Budget, p); got != nil {
			t.Errorf("nobody sets a budget by the year, and %s has %v", id, got)
		}
	}
	m.Targets[0].From = period.NewDate(2026, 3, 1)
	if told = sh.AddUnshaped("revenue", nil); len(UnshapedGrains(told, "revenue", metric.TargetScenario, metrictest.Period(t, cal, "2026"))) != 1 {
		t.Error("a target that begins inside of its grain is shared out")
	}
}
