package history

import (
	"math/rand/v2"
	"slices"
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/metrictest"
)

func date1(s string) period.Date {
	d, err := period.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// dates returns the days from from until before until; step returns the next one.
func dates(from, until string, step func(period.Date) period.Date) []period.Date {
	var list []period.Date
	for d := date1(from); d.Before(date1(until)); d = step(d) {
		list = append(list, d)
	}
	return list
}

func monthEnds(from, until string) []period.Date {
	return dates(from, until, func(d period.Date) period.Date { return period.NewDate(d.Year, d.Month+2, 0) })
}

func quarterEnds(from, until string) []period.Date {
	return dates(from, until, func(d period.Date) period.Date { return period.NewDate(d.Year, d.Month+4, 0) })
}

func weekly(from, until string) []period.Date {
	return dates(from, until, func(d period.Date) period.Date { return d.AddDays(7) })
}

func with(days []period.Date, more ...string) []period.Date {
	list := slices.Clone(days)
	for _, s := range more {
		list = append(list, date1(s))
	}
	slices.SortFunc(list, period.Date.Compare)
	return list
}

func TestCoverage(t *testing.T) {
	cal := metrictest.Calendar(t, period.Options{Holidays: "FR"})
	const now = "2026-11-16"
	daily := metrictest.Days("2025-05-12", now)
	for name, c := range map[string]struct {
		days []period.Date
		want map[string]Reach
	}{
		"daily":                           {daily, map[string]Reach{"2025-04": uncovered, "2025-05": partly, "2025-06": Covered, "2025-Q2": partly, "2025": partly, "2026": Covered}},
		"daily, from the start of a year": {metrictest.Days("2025-01-02", now), map[string]Reach{"2024-12": uncovered, "2025-01": Covered, "2025": Covered, "2024": uncovered}},
		"daily, from the middle of last November": {metrictest.Days("2025-11-16", now), map[string]Reach{"2025-11": partly, "2025-12": Covered, "2025-11..2025-11-16": partly}},
		"a row of 1970":                  {with(daily, "1970-01-01"), map[string]Reach{"2025-04": uncovered, "2025-05": partly, "2025-06": Covered, "1970-01": uncovered}},
		"rows of 2019 and of 2024-01-01": {with(daily, "2019-03-01", "2024-01-01"), map[string]Reach{"2024": uncovered, "2024-06": uncovered, "2025-05": partly, "2025": partly}},
		"rows that are to come":          {with(daily, "2206-10-14"), map[string]Reach{"2025-05": partly, "2026-10": Covered}},
		"month ends":                     {monthEnds("2025-01-31", now), map[string]Reach{"2024-12": uncovered, "2025-01": Covered, "2025-Q1": Covered, "2025": Covered, "2025-02": Covered}},
		"month ends from May":            {monthEnds("2025-05-31", now), map[string]Reach{"2025-05": Covered, "2025-Q2": partly, "2025": partly, "2025-06": Covered}},
		"last business days":             {[]period.Date{date1("2025-01-31"), date1("2025-02-28"), date1("2025-03-31"), date1("2025-04-30"), date1("2025-05-30"), date1("2025-06-30")}, map[string]Reach{"2025-01": Covered}},
		"quarter ends":                   {quarterEnds("2025-03-31", now), map[string]Reach{"2025-Q1": Covered, "2025": Covered, "2025-01": uncovered, "2025-04": Covered}},
		"weeks, by their Friday":         {weekly("2025-01-10", now), map[string]Reach{"2025-W01": uncovered, "2025-W02": Covered, "2025-01": Covered, "2025-Q1": Covered}},
		"few large deals":                {[]period.Date{date1("2024-03-20"), date1("2024-11-05"), date1("2025-11-30"), date1("2026-03-03")}, map[string]Reach{"2024-03": partly, "2025-06": Covered, "2025-11": Covered, "2026-10": Covered}},
		"a launch and few rows":          {[]period.Date{date1("2025-10-20"), date1("2025-11-05"), date1("2025-12-12"), date1("2026-02-03")}, map[string]Reach{"2025-10": partly, "2025-11": Covered}},
		"two years of gaps":              {with(metrictest.Days("2021-01-01", "2022-07-01"), "2025-09-01", "2025-09-02", "2026-02-01"), map[string]Reach{"2022-06": Covered, "2023-06": uncovered, "2025-08": uncovered, "2025-09": Covered, "2025": partly}},
		"none":                           {nil, map[string]Reach{"2025-09": uncovered}},
	} {
		m := &metric.Model{Calendar: cal, CutOff: date1(now)}
		for id, want := range c.want {
			p := metrictest.Period(t, cal, id)
			if got := Coverage(m, c.days, p); got != want {
				t.Errorf("%s: %s is %d, want %d", name, id, got, want)
			}
			cut := slices.DeleteFunc(slices.Clone(c.days), func(d period.Date) bool { return d.Before(p.Start.AddDays(-MaxGap)) })
			if got := Coverage(m, cut, p); got != want {
				t.Errorf("%s: %s is %d where it is cut, want %d", name, id, got, want)
			}
		}
	}
}

// Coverage is the same for a dataset that is read completely and for one that is read only as far back as needed.
func TestCoverageDoesNotDependOnTheCut(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 2026))
	cal := metrictest.Calendar(t, period.Options{Holidays: "FR"})
	m := &metric.Model{Calendar: cal, CutOff: date1("2026-11-16")}
	units := []period.Unit{period.Day, period.Week, period.Month, period.Quarter, period.Year}
	for range 20_000 {
		var days []period.Date
		for d := date1("2015-01-01").AddDays(r.IntN(2000)); d.Before(m.CutOff); d = d.AddDays(1 + r.IntN(1<<r.IntN(11))) {
			days = append(days, d)
		}
		p := cal.Containing(units[r.IntN(len(units))], date1("2017-01-01").AddDays(r.IntN(3500)))
		if r.IntN(3) == 0 {
			p.End = p.Start.AddDays(1 + r.IntN(p.Start.Days(p.Close)))
		}
		if m.CutOff.Before(p.End) {
			continue
		}
		first := Coverage(m, days, p)
		for _, further := range []int{0, 31, 500} {
			from := p.Start.AddDays(-MaxGap - further)
			cut := slices.DeleteFunc(slices.Clone(days), func(d period.Date) bool { return d.Before(from) })
			if got := Coverage(m, cut, p); got != first {
				t.Fatalf("%s of %v: %d whole, %d cut at %s", cal.ID(p), days, first, got, from)
			}
		}
	}
}

func TestWeekly(t *testing.T) {
	m := &metric.Model{Calendar: metrictest.Calendar(t, period.Options{Holidays: "FR"})}
	for name, c := range map[string]struct {
		days []period.Date
		want bool
	}{
		"Fridays":                      {weekly("2025-01-03", "2026-05-18"), true},
		"Fridays after a daily start":  {append(metrictest.Days("2024-01-01", "2024-06-01"), weekly("2024-06-07", "2026-05-18")...), true},
		"Fridays from three weeks ago": {weekly("2026-05-01", "2026-05-18"), true},
		"every day":                    {metrictest.Days("2025-01-01", "2026-05-18"), false},
		"month ends":                   {monthEnds("2025-01-31", "2026-05-18"), false},
		"every third week":             {dates("2025-01-03", "2026-05-18", func(d period.Date) period.Date { return d.AddDays(21) }), false},
		"none":                         {nil, false},
	} {
		if got := isWeekly(m, c.days, date1("2026-05-18")); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
