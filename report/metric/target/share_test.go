package target

import (
	"maps"
	"math/big"
	"slices"
	"testing"
	"time"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/history"
	"bilan/report/metric/metrictest"
)

// filed returns a function that makes a target's values by rep, or for the total if by is "", from rows by day and rep.
func filed(t *metric.Target, rows map[period.Date]map[string]*big.Rat) func(by string) Values {
	return func(by string) Values {
		gs := Values{Target: t, reach: eachSlice, rows: map[Key][]entry{}, owners: map[period.Date][]string{}}
		for start, reps := range rows {
			for _, rep := range slices.Sorted(maps.Keys(reps)) {
				at := Key{start: start}
				if by != "" {
					at.key = rep
				}
				gs.rows[at] = append(gs.rows[at], entry{members: rep, value: reps[rep]})
				gs.owners[start] = append(gs.owners[start], rep)
			}
		}
		return gs
	}
}

// monthly makes a target for two reps in the months of 2026, without some of them: 1,000 × the number of the month.
func monthly(t *metric.Target, without map[string][]time.Month) func(by string) Values {
	rows := map[period.Date]map[string]*big.Rat{}
	for m := time.January; m <= time.December; m++ {
		reps := map[string]*big.Rat{}
		for rep, value := range map[string]int64{"anna": 1000, "zoé": 500} {
			if !slices.Contains(without[rep], m) {
				reps[rep] = big.NewRat(value*int64(m), 1)
			}
		}
		rows[period.NewDate(2026, m, 1)] = reps
	}
	return filed(t, rows)
}

func quotas() *metric.Target {
	return &metric.Target{Metric: "revenue", Dataset: "quotas", Per: period.Month, By: []string{"rep"}}
}

func TestTargetOfAPeriod(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{Holidays: "FR"})
	adds := NewSharing((&metric.Model{Calendar: cal}), &metric.Metric{AddsUp: true}, history.Facts{})
	anna := history.Cut{By: "rep", Key: "anna"}
	for _, test := range []struct {
		name, period string
		slice        history.Cut
		want         string
	}{
		{"a month is its own value", "2026-11", anna, "11000"},
		{"a quarter sums its months", "2026-Q3", anna, "24000"},
		{"the whole sums the reps", "2026-Q3", history.Cut{}, "36000"},
		// November 2026 has 20 business days in France, where the 11th is a holiday. 4 of them are in week 46.
		{"a week takes its business days", "2026-W46", anna, "2200"},
		// Week 40: 28–30 September are 3 of 22 business days, 1–2 October 2 of 22.
		{"a week over two months takes from both", "2026-W40", anna, "23500/11"},
		{"nobody has no target", "2026-11", history.Cut{By: "rep", None: true}, "none"},
		{"a year without values has no target", "2025", anna, "none"},
		{"a period that is half without values has none", "2026-W01", history.Cut{}, "none"},
	} {
		got := adds.target([]Values{monthly(quotas(), nil)(test.slice.By)}, test.slice, metrictest.Period(t, cal, test.period))
		if test.want == "none" {
			if got.State != metric.NoTarget {
				t.Errorf("%s: %v, want no target", test.name, got)
			}
			continue
		}
		want, _ := new(big.Rat).SetString(test.want)
		if !got.OK() || got.Rat.Cmp(want) != 0 {
			t.Errorf("%s: %v, want %s", test.name, got.Rat, test.want)
		}
	}
}

func TestRatioTargets(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{})
	m := &metric.Model{Calendar: cal, Metrics: map[string]*metric.Metric{"conversion": {}}}
	ratio := m.Metrics["conversion"]
	level := &metric.Target{Metric: "conversion", Literal: big.NewRat(28, 100), From: period.NewDate(2026, 1, 1)}
	target := func(tg *metric.Target, by, p string) metric.Num {
		gs := Values{Target: tg, reach: reachOf(m, tg, by)}
		return NewSharing(m, ratio, history.Facts{}).target([]Values{gs}, history.Cut{By: by, Key: "anna"}, metrictest.Period(t, cal, p))
	}
	for _, test := range []struct {
		by, period string
		ok         bool
	}{
		{"", "2026-11", true},
		{"rep", "2026-W46", true},
		{"", "2026", true},
		{"", "2025-12", false},
	} {
		got := target(level, test.by, test.period)
		if got.OK() != test.ok || test.ok && got.Rat.Cmp(level.Literal) != 0 {
			t.Errorf("28 %% from 2026 in %s by %q: %v", test.period, test.by, got)
		}
	}
	gs := Values{Target: &metric.Target{Metric: "conversion", Dataset: "goals", Per: period.Month}, reach: eachSlice, rows: map[Key][]entry{
		{start: period.NewDate(2026, 10, 1)}: {{value: big.NewRat(1, 4)}},
		{start: period.NewDate(2026, 11, 1)}: {{value: big.NewRat(1, 4)}}}}
	sh := NewSharing(m, ratio, history.Facts{})
	if got := sh.target([]Values{gs}, history.Cut{}, metrictest.Period(t, cal, "2026-W46")); !got.OK() {
		t.Error("a month's ratio holds in its weeks")
	}
	if got := sh.target([]Values{gs}, history.Cut{}, metrictest.Period(t, cal, "2026-Q4")); got.OK() {
		t.Error("ratios of months must not be summed to a quarter")
	}
}

func TestTargetsThatStop(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{})
	adds := NewSharing((&metric.Model{Calendar: cal}), &metric.Metric{AddsUp: true}, history.Facts{})
	end := quotas()
	end.Until = period.NewDate(2026, 6, 30)
	all, until := monthly(quotas(), nil), monthly(end, nil)
	after := func(by string) Values {
		gs := Values{Target: &metric.Target{Metric: "revenue", Per: period.Month, Literal: big.NewRat(100, 1), From: period.NewDate(2026, 7, 1)}, reach: eachSlice}
		if by != "" {
			gs.reach = noSlice
		}
		return gs
	}
	drop := func(months ...time.Month) func(string) Values {
		return monthly(quotas(), map[string][]time.Month{"anna": months})
	}
	anna := history.Cut{By: "rep", Key: "anna"}
	left := history.Cut{By: "rep", Key: "anna", Last: period.NewDate(2026, 9, 30)}
	for _, test := range []struct {
		name         string
		targetValues []func(string) Values
		slice        history.Cut
		want         string
	}{
		{"all of the year", []func(string) Values{all}, history.Cut{}, "117000"},
		{"a target that ends in June says nothing of the year", []func(string) Values{until}, history.Cut{}, "none"},
		{"nor of a member's year", []func(string) Values{until}, anna, "none"},
		{"one target takes over from another", []func(string) Values{until, after}, history.Cut{}, "32100"},
		{"a month without a value leaves the member without", []func(string) Values{drop(5)}, anna, "none"},
		{"the whole keeps what the others have", []func(string) Values{drop(5)}, history.Cut{}, "112000"},
		{"who came in March has from March on", []func(string) Values{drop(1, 2)}, anna, "75000"},
		{"who left in September has until then", []func(string) Values{drop(10, 11, 12)}, left, "45000"},
		{"who did not leave has none", []func(string) Values{drop(10, 11, 12)}, anna, "none"},
	} {
		var list []Values
		for _, of := range test.targetValues {
			list = append(list, of(test.slice.By))
		}
		got := adds.target(list, test.slice, metrictest.Period(t, cal, "2026"))
		if text := metrictest.Show(got); text != test.want && !(test.want == "none" && got.State == metric.NoTarget) {
			t.Errorf("%s: %s, want %s", test.name, text, test.want)
		}
	}
}
