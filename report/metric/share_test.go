package metric

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"bilan/internal/period"
)

func calendar(t *testing.T, o period.Options) *period.Calendar {
	t.Helper()
	c, err := period.NewCalendar(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func parse(t *testing.T, c *period.Calendar, s string) period.Period {
	t.Helper()
	p, err := c.ParsePeriod(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// filed makes a target's rows as if they were read by rep (or, with by "", for the whole), one per month and rep.
func filed(t *Target, rows map[period.Date]map[string]*big.Rat) func(by string) targetValues {
	return func(by string) targetValues {
		gs := targetValues{target: t, reach: each, rows: map[targetKey][]entry{}, owners: map[period.Date][]string{}}
		for start, reps := range rows {
			for _, rep := range sortedKeys(reps) {
				at := targetKey{start: start}
				if by != "" {
					at.key = rep
				}
				gs.rows[at] = append(gs.rows[at], entry{own: rep, value: reps[rep]})
				gs.owners[start] = append(gs.owners[start], rep)
			}
		}
		return gs
	}
}

// monthly makes a target of 1,000 times the month's number for two reps, for every month of 2026 but some.
func monthly(t *Target, without map[string][]time.Month) func(by string) targetValues {
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

func quotas() *Target {
	return &Target{Metric: "revenue", Dataset: "quotas", Per: period.Month, By: []string{"rep"}}
}

func TestTargetOfAPeriod(t *testing.T) {
	cal := calendar(t, period.Options{Holidays: "FR"})
	adds := (&Model{Calendar: cal}).sharing(&Metric{AddsUp: true}, facts{})
	anna := slice{by: "rep", key: "anna"}
	for _, test := range []struct {
		name, period string
		slice        slice
		want         string
	}{
		{"a month is its own value", "2026-11", anna, "11000"},
		{"a quarter sums its months", "2026-Q3", anna, "24000"},
		{"the whole sums the reps", "2026-Q3", slice{}, "36000"},
		// November 2026 has 20 business days in France (the 11th is a holiday); week 46 holds 4 of them.
		{"a week takes its business days", "2026-W46", anna, "2200"},
		// Week 40: 28–30 September are 3 of 22 business days, 1–2 October 2 of 22.
		{"a week over two months takes from both", "2026-W40", anna, "23500/11"},
		{"nobody has no target", "2026-11", slice{by: "rep", none: true}, "none"},
		{"a year without values has no target", "2025", anna, "none"},
		{"a period that is half without values has none", "2026-W01", slice{}, "none"},
	} {
		got := adds.target([]targetValues{monthly(quotas(), nil)(test.slice.by)}, test.slice, parse(t, cal, test.period))
		if test.want == "none" {
			if got.State != NoTarget {
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
	cal := calendar(t, period.Options{})
	m := &Model{Calendar: cal, Metrics: map[string]*Metric{"conversion": {}}}
	ratio := m.Metrics["conversion"]
	level := &Target{Metric: "conversion", Literal: big.NewRat(28, 100), From: period.NewDate(2026, 1, 1)}
	target := func(tg *Target, by, p string) Num {
		gs := targetValues{target: tg, reach: m.reach(tg, by)}
		return m.sharing(ratio, facts{}).target([]targetValues{gs}, slice{by: by, key: "anna"}, parse(t, cal, p))
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
	gs := targetValues{target: &Target{Metric: "conversion", Dataset: "goals", Per: period.Month}, reach: each, rows: map[targetKey][]entry{
		{start: period.NewDate(2026, 10, 1)}: {{value: big.NewRat(1, 4)}},
		{start: period.NewDate(2026, 11, 1)}: {{value: big.NewRat(1, 4)}}}}
	sh := m.sharing(ratio, facts{})
	if got := sh.target([]targetValues{gs}, slice{}, parse(t, cal, "2026-W46")); !got.OK() {
		t.Error("a month's ratio holds in its weeks")
	}
	if got := sh.target([]targetValues{gs}, slice{}, parse(t, cal, "2026-Q4")); got.OK() {
		t.Error("ratios of months must not be summed to a quarter")
	}
}

func TestTargetsThatStop(t *testing.T) {
	cal := calendar(t, period.Options{})
	adds := (&Model{Calendar: cal}).sharing(&Metric{AddsUp: true}, facts{})
	end := quotas()
	end.Until = period.NewDate(2026, 6, 30)
	all, until := monthly(quotas(), nil), monthly(end, nil)
	after := func(by string) targetValues {
		gs := targetValues{target: &Target{Metric: "revenue", Per: period.Month, Literal: big.NewRat(100, 1), From: period.NewDate(2026, 7, 1)}, reach: each}
		if by != "" {
			gs.reach = nobody
		}
		return gs
	}
	drop := func(months ...time.Month) func(string) targetValues {
		return monthly(quotas(), map[string][]time.Month{"anna": months})
	}
	anna := slice{by: "rep", key: "anna"}
	left := slice{by: "rep", key: "anna", last: period.NewDate(2026, 9, 30)}
	for _, test := range []struct {
		name         string
		targetValues []func(string) targetValues
		slice        slice
		want         string
	}{
		{"all of the year", []func(string) targetValues{all}, slice{}, "117000"},
		{"a target that ends in June says nothing of the year", []func(string) targetValues{until}, slice{}, "none"},
		{"nor of a member's year", []func(string) targetValues{until}, anna, "none"},
		{"one target takes over from another", []func(string) targetValues{until, after}, slice{}, "32100"},
		{"a month without a value leaves the member without", []func(string) targetValues{drop(5)}, anna, "none"},
		{"the whole keeps what the others have", []func(string) targetValues{drop(5)}, slice{}, "112000"},
		{"who came in March has from March on", []func(string) targetValues{drop(1, 2)}, anna, "75000"},
		{"who left in September has until then", []func(string) targetValues{drop(10, 11, 12)}, left, "45000"},
		{"who did not leave has none", []func(string) targetValues{drop(10, 11, 12)}, anna, "none"},
	} {
		var list []targetValues
		for _, of := range test.targetValues {
			list = append(list, of(test.slice.by))
		}
		got := adds.target(list, test.slice, parse(t, cal, "2026"))
		if text := show(got); text != test.want && !(test.want == "none" && got.State == NoTarget) {
			t.Errorf("%s: %s, want %s", test.name, text, test.want)
		}
	}
}
