package period

import (
	"maps"
	"testing"
)

// cutCalendars returns the calendars of every kind, and those of companies that list closures for one year only.
func cutCalendars(t *testing.T) map[string]*Calendar {
	t.Helper()
	closed := [][2]Date{{day(t, "2026-08-03"), day(t, "2026-08-14")}, {day(t, "2026-12-24"), day(t, "2027-01-03")}}
	list := calendars(t)
	maps.Copy(list, map[string]*Calendar{
		"closed":        mustCalendar(t, Options{Holidays: "FR", Closures: closed}),
		"closed 4-4-5":  mustCalendar(t, Options{Holidays: "FR", Closures: closed, Pattern: "4-4-5"}),
		"closed fiscal": mustCalendar(t, Options{Holidays: "FR", Closures: closed, FiscalYearStarts: "july"}),
	})
	return list
}

// cuts returns the quarter and the year that contain the day before end, cut at end.
func cuts(cal *Calendar, end Date) []Period {
	var list []Period
	for _, u := range []Unit{Quarter, Year} {
		if p := cal.cutAt(cal.Containing(u, end.AddDays(-1)), end); p.Open() {
			list = append(list, p)
		}
	}
	return list
}

// A period that ends where a month ends is compared with whole months. A company that sells the same every day must not
// gain on last year by one more business day.
func TestToDateAtMonthEnd(t *testing.T) {
	for name, cal := range cutCalendars(t) {
		for m := cal.Containing(Month, day(t, "2019-06-15")); m.Start.Year < 2032; m = cal.Shift(m, 1) {
			for _, p := range cuts(cal, m.End) {
				first := cal.Containing(Month, p.Start)
				for of, pair := range map[string][3]func(Period) (Period, bool){"last year": {cal.LastYear, cal.LastYear}, "before": {cal.Previous, nil}} {
					got, ok := pair[0](p)
					from, until := cal.Shift(first, -12), cal.Shift(m, -12)
					if pair[1] == nil && p.Unit == Quarter {
						from, until = cal.Shift(first, -3), cal.Shift(m, -3)
					}
					if want := (Period{p.Unit, from.Start, until.End, got.Close}); !ok || got != want {
						t.Fatalf("%s: %s against %s is %+v, want %+v", name, cal.ID(p), of, got, want)
					}
				}
			}
		}
	}
}

// A period that ends inside a month is compared with as many whole months, and with that month to date.
func TestToDateIsItsMonths(t *testing.T) {
	for name, cal := range cutCalendars(t) {
		for d := day(t, "2023-01-01"); d.Year < 2030; d = d.AddDays(1) {
			month := cal.cutAt(cal.Containing(Month, d.AddDays(-1)), d)
			for _, p := range cuts(cal, d) {
				got, _ := cal.LastYear(p)
				start, _ := cal.LastYear(p.Whole())
				last, _ := cal.LastYear(month)
				if got.Start != start.Start || got.End != last.End || !got.Start.Before(got.Close) {
					t.Fatalf("%s: last year of %s is %+v; of its last month %+v", name, cal.ID(p), got, last)
				}
			}
		}
	}
}

// The past counterpart of a cut calendar month or week has the same number of business days, or all that it has.
func TestCutsAgree(t *testing.T) {
	cal := mustCalendar(t, Options{Holidays: "FR", Closures: [][2]Date{{day(t, "2027-08-01"), day(t, "2027-08-31")}}})
	for d := day(t, "2024-01-01"); d.Year < 2031; d = d.AddDays(1) {
		for _, u := range []Unit{Week, Month} {
			p := cal.cutAt(cal.Containing(u, d.AddDays(-1)), d)
			if !p.Open() {
				continue
			}
			past := make([]Period, 0, 2)
			for _, of := range []func(Period) (Period, bool){cal.Previous, cal.LastYear} {
				if q, ok := of(p); ok {
					past = append(past, q)
				}
			}
			for _, q := range past {
				want := min(cal.BusinessDays(p.Start, p.End), cal.BusinessDays(q.Start, q.Close))
				if got := cal.BusinessDays(q.Start, q.End); got != want || q.End.After(q.Close) || q.End.Before(q.Start) {
					t.Fatalf("%s against %+v: %d business days, want %d", cal.ID(p), q, got, want)
				}
			}
		}
	}
}

func TestCutAgainstLastYear(t *testing.T) {
	cals := cutCalendars(t)
	for _, c := range []struct{ cal, unit, end, py, pp string }{
		{"france", "year", "2026-06-01", "2025-05-31", "2025-05-31"},       // May has 17 business days in both years, January to May 101 and 102
		{"france", "year", "2026-05-20", "2025-05-16", "2025-05-16"},       // 19 May is the month's 10th business day; so is 16 May 2025
		{"france", "quarter", "2026-12-01", "2025-11-30", "2026-08-31"},    // two whole months
		{"france", "quarter", "2026-11-16", "2025-11-16", "2026-08-13"},    // nine business days of the second month
		{"us", "quarter", "2026-11-01", "2025-10-31", "2026-07-31"},        // one month of a fiscal year from October
		{"april", "year", "2026-05-01", "2025-04-30", "2025-04-30"},        // Easter lies in April of both
		{"closed", "year", "2026-10-01", "2025-09-30", "2025-09-30"},       // one of the two Augusts is closed
		{"closed", "year", "2026-11-26", "2025-11-26", "2025-11-26"},       // 17 business days of November
		{"nrf", "year", "2026-05-03", "2025-05-03", "2025-05-03"},          // three months of 4, 5 and 4 weeks
		{"nrf", "month", "2026-11-15", "2025-11-15", "2026-10-17"},         // two whole weeks, with Veterans Day in one of them
		{"nrf", "year", "2026-11-14", "2025-11-14", "2025-11-14"},          // the second week of its month lacks its last day
		{"nrf", "month", "2026-12-27", "2025-12-27", "2026-11-28"},         // four of five weeks are compared with a whole month of four
		{"closed 4-4-5", "year", "2026-08-17", "2025-08-17", "2025-08-17"}, // whole weeks, one of them closed
	} {
		cal, end := cals[c.cal], day(t, c.end)
		p := cal.cutAt(cal.Containing(Unit(c.unit), end.AddDays(-1)), end)
		py, _ := cal.LastYear(p)
		pp, _ := cal.Previous(p)
		if got := py.End.AddDays(-1).String(); got != c.py {
			t.Errorf("%s: last year of %s ends on %s, want %s", c.cal, cal.ID(p), got, c.py)
		}
		if got := pp.End.AddDays(-1).String(); got != c.pp {
			t.Errorf("%s: the %s before %s ends on %s, want %s", c.cal, c.unit, cal.ID(p), got, c.pp)
		}
	}
}

// LastYearByWeek cuts by weeks in a calendar whose months are not made of weeks. 19 May 2026 is Tuesday of week 21, as is
// 20 May 2025. By business days, the cut would be 16 May 2025, the tenth one of the month.
func TestLastYearByWeek(t *testing.T) {
	cal := mustCalendar(t, Options{Holidays: "FR"})
	for id, want := range map[string]string{
		"2026..2026-05-19":     "2025..2025-05-20",
		"2026..2026-05-17":     "2025..2025-05-18",
		"2026-05..2026-05-17":  "2025-05..2025-05-18",
		"2026..2026-05-31":     "2025..2025-05-31", // whole months
		"2026-W20..2026-05-14": "2025-W20..2025-05-14",
		"2026":                 "2025",
		"2026..2026-01-02":     "2025..2025-01-03",
		"2025..2025-12-30":     "2024",                // Tuesday of week 1 of the next year, which was 31 December in 2024
		"2026-Q4..2026-12-29":  "2025-Q4..2025-12-29", // week 53 has no counterpart, so the cut is by business days
	} {
		p, err := cal.ParsePeriod(id)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := cal.LastYearByWeek(p); cal.ID(got) != want {
			t.Errorf("last year of %s by weeks is %s, want %s", id, cal.ID(got), want)
		}
	}
}

// Rolling months are cut if the data ends before they do. The whole months before the cut are compared with as many whole
// months, of last year and of the previous period.
func TestRollingCut(t *testing.T) {
	for name, cal := range cutCalendars(t) {
		for d := day(t, "2024-01-01"); d.Year < 2027; d = d.AddDays(5) {
			for _, r := range []Relative{{kind: rollingUnits, n: 12, unit: Month}, {kind: rollingUnits, n: 3, unit: Quarter}, {kind: rollingUnits, n: 13, unit: Week}} {
				p := cal.Resolve(r, d)
				if cal.unitCount(p) > 0 {
					continue
				}
				u := Month
				if p.Unit == Week {
					u = Week
				}
				p.End = cal.unitsBefore(u, p.Close, 2)
				py, _ := cal.LastYear(p)
				pp, _ := cal.Previous(p)
				for of, got := range map[string]Period{"last year": py, "the period before": pp} {
					if want := cal.unitsBefore(u, got.Close, 2); got.End != want || got.Start == p.Start {
						t.Fatalf("%s: %s on %s cut at %s: %s ends before %s, want %s", name, r, d, p.End, of, got.End, want)
					}
				}
			}
		}
	}
	cal := mustCalendar(t, Options{})
	p := Period{Month, day(t, "2025-10-10"), day(t, "2026-08-20"), day(t, "2026-10-10")} // cut after 8 business days of its last month, which starts on 10 August
	py, _ := cal.LastYear(p)
	pp, _ := cal.Previous(p)
	if want := day(t, "2025-08-21"); py.End != want || pp.End != want {
		t.Errorf("last year ends before %s, the period before before %s, want %s", py.End, pp.End, want)
	}
}
