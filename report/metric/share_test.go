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

// monthly makes a target of 1,000 times the month's number for two reps, for every month of 2026.
func monthly(t *testing.T, c *period.Calendar) goals {
	gs := goals{target: &Target{Metric: "revenue", Dataset: "quotas", Per: period.Month, By: []string{"rep"}}, reach: each}
	for m := int64(1); m <= 12; m++ {
		p := c.Containing(period.Month, period.NewDate(2026, 1, 1).AddDays(int(m-1)*31))
		if int64(p.Start.Month) != m {
			t.Fatalf("month %d is %v", m, p)
		}
		gs.list = append(gs.list,
			goal{grain: p, key: "anna", value: big.NewRat(1000*m, 1)},
			goal{grain: p, key: "zoé", value: big.NewRat(500*m, 1)})
	}
	return gs
}

func TestTargetOfAPeriod(t *testing.T) {
	cal := calendar(t, period.Options{Holidays: "FR"})
	m := &Model{Calendar: cal}
	adds := &Metric{AddsUp: true}
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
		got := m.target(adds, []goals{monthly(t, cal)}, test.slice, parse(t, cal, test.period))
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

func TestWeeksOfAMonthSumToTheMonth(t *testing.T) {
	cal := calendar(t, period.Options{Holidays: "FR"})
	m := &Model{Calendar: cal}
	gs := []goals{monthly(t, cal)}
	sum := new(big.Rat)
	for d := period.NewDate(2026, 1, 1); d.Before(period.NewDate(2027, 1, 1)); d = d.AddDays(1) {
		day := cal.Containing(period.Day, d)
		if n := m.target(&Metric{AddsUp: true}, gs, slice{}, day); n.OK() {
			sum.Add(sum, n.Rat)
		}
	}
	if want := big.NewRat(1500*78, 1); sum.Cmp(want) != 0 {
		t.Errorf("the days of 2026 sum to %s, the months to %s", sum, want)
	}
}

func TestRatioTargets(t *testing.T) {
	cal := calendar(t, period.Options{})
	m := &Model{Calendar: cal, Metrics: map[string]*Metric{"conversion": {}}}
	ratio := m.Metrics["conversion"]
	level := &Target{Metric: "conversion", Literal: big.NewRat(28, 100), From: period.NewDate(2026, 1, 1)}
	for _, test := range []struct {
		by, period string
		ok         bool
	}{
		{"", "2026-11", true},
		{"rep", "2026-W46", true},
		{"", "2026", true},
		{"", "2025-12", false},
	} {
		gs := goals{target: level, reach: m.reach(level, test.by), list: []goal{{value: level.Literal}}}
		got := m.target(ratio, []goals{gs}, slice{by: test.by, key: "anna"}, parse(t, cal, test.period))
		if got.OK() != test.ok || test.ok && got.Rat.Cmp(level.Literal) != 0 {
			t.Errorf("28 %% from 2026 in %s by %q: %v", test.period, test.by, got)
		}
	}
	perMonth := &Target{Metric: "conversion", Dataset: "goals", Per: period.Month}
	gs := goals{target: perMonth, reach: each, list: []goal{
		{grain: parse(t, cal, "2026-10"), value: big.NewRat(1, 4)},
		{grain: parse(t, cal, "2026-11"), value: big.NewRat(1, 4)}}}
	if got := m.target(ratio, []goals{gs}, slice{}, parse(t, cal, "2026-W46")); !got.OK() {
		t.Error("a month's ratio holds in its weeks")
	}
	if got := m.target(ratio, []goals{gs}, slice{}, parse(t, cal, "2026-Q4")); got.OK() {
		t.Error("ratios of months must not be summed to a quarter")
	}
}

func TestTargetsThatStop(t *testing.T) {
	cal := calendar(t, period.Options{})
	m := &Model{Calendar: cal}
	adds := &Metric{AddsUp: true}
	drop := func(gs goals, key string, months ...time.Month) goals {
		var kept []goal
		for _, g := range gs.list {
			if g.key != key || !slices.Contains(months, g.grain.Start.Month) {
				kept = append(kept, g)
			}
		}
		gs.list = kept
		return gs
	}
	all := monthly(t, cal)
	until := monthly(t, cal)
	until.target = &Target{Metric: "revenue", Dataset: "quotas", Per: period.Month, By: []string{"rep"}, Until: period.NewDate(2026, 6, 30)}
	until.list = until.list[:12]
	after := goals{target: &Target{Metric: "revenue", Per: period.Month, Literal: big.NewRat(100, 1), From: period.NewDate(2026, 7, 1)},
		reach: each, list: []goal{{value: big.NewRat(100, 1)}}}
	anna := slice{by: "rep", key: "anna"}
	left := slice{by: "rep", key: "anna", last: period.NewDate(2026, 9, 30)}
	for _, test := range []struct {
		name  string
		goals []goals
		slice slice
		want  string
	}{
		{"a target that ends in June says nothing of the year", []goals{until}, slice{}, "none"},
		{"nor of a member's year", []goals{until}, anna, "none"},
		{"one target takes over from another", []goals{until, after}, slice{}, "32100"},
		{"a month without a value leaves the member without", []goals{drop(all, "anna", 5)}, anna, "none"},
		{"the whole keeps what the others have", []goals{drop(all, "anna", 5)}, slice{}, "112000"},
		{"who came in March has from March on", []goals{drop(all, "anna", 1, 2)}, anna, "75000"},
		{"who left in September has until then", []goals{drop(all, "anna", 10, 11, 12)}, left, "45000"},
		{"who did not leave has none", []goals{drop(all, "anna", 10, 11, 12)}, anna, "none"},
	} {
		got := m.target(adds, test.goals, test.slice, parse(t, cal, "2026"))
		if text := show(got); text != test.want && !(test.want == "none" && got.State == NoTarget) {
			t.Errorf("%s: %s, want %s", test.name, text, test.want)
		}
	}
}
