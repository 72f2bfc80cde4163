package metric

import (
	"math/big"
	"testing"
	"time"

	"bilan/internal/period"
)

// every makes the same actual for each day from a day on, and ten times it in December.
func every(cal *period.Calendar, from, until period.Date, cents int64) facts {
	f := facts{values: map[cell]measured{}, span: span{days: dailyFrom(from.String(), until.String())}}
	for d := from; d.Before(until); d = d.AddDays(1) {
		v := cents
		if d.Month == time.December {
			v *= 10
		}
		f.values[cell{period: cal.Containing(period.Day, d)}] = measured{value: Of(big.NewRat(v, 100)), rows: 1}
	}
	return f
}

func TestWaysToShareOut(t *testing.T) {
	cal := calendar(t, period.Options{Holidays: "FR"})
	year, quarter, month, week := period.Year, period.Quarter, period.Month, period.Week
	known := every(cal, period.NewDate(2025, 1, 1), period.NewDate(2026, 11, 21), 100)
	for _, test := range []struct {
		name   string
		per    period.Unit
		share  Share
		known  facts
		period string
		want   string // of 1
	}{
		{"a month of a year by business days: 20 of 252", year, "", known, "2026-11", "20/252"},
		{"a month of a year evenly", year, Evenly, known, "2026-11", "1/12"},
		{"a month of a quarter evenly", quarter, Evenly, known, "2026-11", "1/3"},
		{"a week over two months evenly: 3 days of 30, 4 of 31", year, Evenly, known, "2026-W40", "213/11160"},
		{"a week of a month evenly", month, Evenly, known, "2026-W46", "7/30"},
		{"a weekend has its part of a week evenly", week, Evenly, known, "2026-11-14", "1/7"},
		{"and none by business days", week, "", known, "2026-11-14", "0"},
		// 2025 has 334 days of 1 € and 31 of 10 €.
		{"December as last year", year, AsLastYear, known, "2026-12", "310/644"},
		{"June as last year", year, AsLastYear, known, "2026-06", "30/644"},
		// The fifth business day of June 2025 is the 6th; the weekend stands against the one that follows, with Whit Monday.
		{"a week as last year stands at as many business days", year, AsLastYear, known, "2026-06-01..2026-06-07", "9/644"},
		{"a month is cut by itself", month, AsLastYear, known, "2026-06-01..2026-06-07", "9/30"},
		{"next year's twin is not over: business days", year, AsLastYear, known, "2027-06", "22/254"},
		{"nothing a year before: business days", year, AsLastYear, every(cal, period.NewDate(2026, 1, 1), period.NewDate(2026, 11, 21), 100), "2026-11", "20/252"},
		{"half a year is no shape", year, AsLastYear, every(cal, period.NewDate(2025, 6, 1), period.NewDate(2026, 11, 21), 100), "2026-11", "20/252"},
		{"nor is a negative one", year, AsLastYear, every(cal, period.NewDate(2025, 1, 1), period.NewDate(2026, 11, 21), -100), "2026-11", "20/252"},
	} {
		sh := (&Model{Calendar: cal, CutOff: period.NewDate(2026, 11, 21)}).sharing(&Metric{AddsUp: true, Date: "day"}, test.known)
		gs := targetValues{target: &Target{Per: test.per, Share: test.share, Literal: big.NewRat(1, 1)}, reach: each}
		got := sh.target([]targetValues{gs}, slice{}, parse(t, cal, test.period))
		if want, _ := new(big.Rat).SetString(test.want); !got.OK() || got.Rat.Cmp(want) != 0 {
			t.Errorf("%s: %s, want %s", test.name, show(got), want)
		}
	}
}

func TestDaysThatAShapeNeeds(t *testing.T) {
	cal := calendar(t, period.Options{Holidays: "FR"})
	m := &Model{Calendar: cal, Metrics: map[string]*Metric{"revenue": {Name: "revenue", AddsUp: true, Date: "day"}},
		Targets: []Target{{Metric: "revenue", Per: period.Year, Share: AsLastYear, Literal: big.NewRat(1, 1)}}}
	week := Ask{Metric: "revenue", Period: parse(t, cal, "2026-W46")}
	if n, first := len(m.periods([]Ask{week}, nil)), m.Earliest([]Ask{week}); n != 3+365 || first != period.NewDate(2023, 11, 28) {
		t.Errorf("a week of a year needs %d periods from %s", n, first)
	}
	if n := len(m.compared([]Ask{week}, nil)); n != 3 {
		t.Errorf("%d periods are compared", n)
	}
	year := Ask{Metric: "revenue", Period: parse(t, cal, "2026")}
	if n := len(m.periods([]Ask{year}, nil)); n != 2 {
		t.Errorf("the whole year needs no days of the one before, and asks %d periods", n)
	}
	m.Targets[0].From = period.NewDate(2026, 3, 15)
	if n := len(m.periods([]Ask{year}, nil)); n != 2+365 {
		t.Errorf("the year of a target from March on needs %d periods", n)
	}
}

func TestAGrainWithoutAShapeIsTold(t *testing.T) {
	cal := calendar(t, period.Options{})
	target := Target{Metric: "revenue", Per: period.Year, Share: AsLastYear, Literal: big.NewRat(1, 1)}
	m := &Model{Calendar: cal, Targets: []Target{target, {Metric: "revenue", Scenario: Budget, Per: period.Month, Share: AsLastYear}}}
	sh := m.sharing(&Metric{AddsUp: true, Date: "day"}, facts{})
	gs := targetValues{target: &target, reach: each}
	sh.target([]targetValues{gs}, slice{}, parse(t, cal, "2026"))
	book := &Book{}
	book.fellBack("revenue", sh)
	if len(book.Unshaped) > 0 {
		t.Error("a whole year needs no shape")
	}
	for range 2 {
		sh.target([]targetValues{gs}, slice{}, parse(t, cal, "2026-11"))
		book.fellBack("revenue", sh)
	}
	if len(book.Unshaped) != 1 || book.Unshaped[0].Grain != parse(t, cal, "2026") {
		t.Errorf("told are %v", book.Unshaped)
	}
	for id, n := range map[string]int{"2026-11": 1, "2026": 0, "2025-12": 0, "2026..2026-11-15": 1, "2025-12..2026-01": 1} {
		p := parse(t, cal, id)
		if id == "2026..2026-11-15" {
			p.Close = period.NewDate(2027, 1, 1)
		}
		if got := book.Unshared("revenue", TargetScenario, p); len(got) != n {
			t.Errorf("%s counts by business days in %v", id, got)
		}
		if got := book.Unshared("revenue", Budget, p); got != nil {
			t.Errorf("nobody sets a budget by the year, and %s has %v", id, got)
		}
	}
	m.Targets[0].From = period.NewDate(2026, 3, 1)
	book.Unshaped = nil
	if book.fellBack("revenue", sh); len(book.Unshared("revenue", TargetScenario, parse(t, cal, "2026"))) != 1 {
		t.Error("a target that begins inside of its grain is shared out")
	}
}
