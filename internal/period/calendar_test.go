package period

import (
	"strings"
	"testing"
	"time"
)

func mustCalendar(t testing.TB, o Options) *Calendar {
	t.Helper()
	c, err := NewCalendar(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// calendars returns one calendar of each kind, by name.
func calendars(t testing.TB) map[string]*Calendar {
	return map[string]*Calendar{
		"plain":      mustCalendar(t, Options{}),
		"france":     mustCalendar(t, Options{Holidays: "FR"}),
		"us":         mustCalendar(t, Options{Holidays: "US", Weeks: "us", FiscalYearStarts: "october"}),
		"april":      mustCalendar(t, Options{Holidays: "GB-ENG", FiscalYearStarts: "april", FiscalYearNamed: "start"}),
		"nrf":        mustCalendar(t, Options{Holidays: "US", Pattern: "4-5-4"}),
		"445":        mustCalendar(t, Options{Pattern: "4-4-5", YearEnds: "last saturday of july"}),
		"544":        mustCalendar(t, Options{Pattern: "5-4-4", YearEnds: "sunday nearest december 31"}),
		"six days":   mustCalendar(t, Options{Holidays: "DE-BY", Workdays: "monday-saturday"}),
		"over sun":   mustCalendar(t, Options{Workdays: "sunday-thursday"}),
		"two lands":  mustCalendar(t, Options{Holidays: "FR+DE"}),
		"odd closed": mustCalendar(t, Options{Holidays: "FR", Closures: [][2]Date{{day(t, "2026-08-01"), day(t, "2026-08-31")}}}),
	}
}

func TestOptionErrors(t *testing.T) {
	d := func(s string) Date { return day(t, s) }
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Holidays: "XX"}, `holidays: "XX" is not known (write one of AT, AU-ACT`},
		{Options{Holidays: "FR+"}, `holidays: "" is not known`},
		{Options{Workdays: "mon-fry"}, `workdays: "fry" is not a weekday (write monday, tuesday … sunday)`},
		{Options{FiscalYearStarts: "4"}, `fiscal_year_starts: "4" is not a month (write january, february … december)`},
		{Options{FiscalYearNamed: "x"}, `fiscal_year_named: "x" is not known (write start or end)`},
		{Options{Weeks: "uk"}, `weeks: "uk" is not known (write iso for Monday to Sunday, us for Sunday to Saturday)`},
		{Options{Pattern: "4-4-4"}, `pattern: "4-4-4" is not known (write 4-4-5, 4-5-4 or 5-4-4)`},
		{Options{YearEnds: "last saturday of january"}, `year_ends: only a year of weeks ends on a weekday`},
		{Options{Pattern: "4-4-5", YearEnds: "january"}, `year_ends: "january" is not understood (write "saturday nearest january 31"`},
		{Options{Pattern: "4-4-5", YearEnds: "saturday nearest june 15"}, `year_ends: the year ends near the last day of a month, which june 15 is not (write saturday nearest june 30)`},
		{Options{Pattern: "4-4-5", YearEnds: "last day of january"}, `year_ends: "day" is not a weekday`},
		{Options{Pattern: "4-4-5", FiscalYearStarts: "july"}, `fiscal_year_starts: a year of weeks starts after year_ends`},
		{Options{Closures: [][2]Date{{d("2026-08-20"), d("2026-08-01")}}}, `closures: until 2026-08-01 is before from 2026-08-20`},
		{Options{Closures: [][2]Date{{d("2026-08-20"), {}}}}, `closures: a closure needs both days`},
	} {
		_, err := NewCalendar(c.o)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %s", c.o, err, c.want)
		}
	}
}

func TestNumbersAndIDs(t *testing.T) {
	cals := calendars(t)
	for _, c := range []struct{ cal, unit, day, id, start, end string }{
		{"plain", "week", "2026-11-16", "2026-W47", "2026-11-16", "2026-11-23"},
		{"plain", "week", "2027-01-03", "2026-W53", "2026-12-28", "2027-01-04"},
		{"plain", "week", "2024-12-30", "2025-W01", "2024-12-30", "2025-01-06"},
		{"plain", "month", "2026-11-16", "2026-11", "2026-11-01", "2026-12-01"},
		{"plain", "quarter", "2026-11-16", "2026-Q4", "2026-10-01", "2027-01-01"},
		{"plain", "year", "2026-11-16", "2026", "2026-01-01", "2027-01-01"},
		{"plain", "day", "2026-11-16", "2026-11-16", "2026-11-16", "2026-11-17"},
		{"us", "week", "2026-01-01", "2026-W01", "2025-12-28", "2026-01-04"},
		{"us", "week", "2022-12-31", "2022-W53", "2022-12-25", "2023-01-01"},
		{"us", "quarter", "2026-11-16", "2027-Q1", "2026-10-01", "2027-01-01"},
		{"us", "year", "2026-09-30", "2026", "2025-10-01", "2026-10-01"},
		{"us", "month", "2026-11-16", "2026-11", "2026-11-01", "2026-12-01"},
		{"april", "year", "2026-03-31", "2025", "2025-04-01", "2026-04-01"},
		{"april", "quarter", "2026-03-31", "2025-Q4", "2026-01-01", "2026-04-01"},
		{"nrf", "year", "2024-02-03", "2023", "2023-01-29", "2024-02-04"},
		{"nrf", "year", "2024-02-04", "2024", "2024-02-04", "2025-02-02"},
		{"nrf", "month", "2023-03-01", "2023-03", "2023-02-26", "2023-04-02"},
		{"nrf", "month", "2024-02-03", "2024-01", "2023-12-31", "2024-02-04"},
		{"nrf", "week", "2024-02-03", "2023-W53", "2024-01-28", "2024-02-04"},
		{"nrf", "quarter", "2023-10-29", "2023-Q4", "2023-10-29", "2024-02-04"},
		{"445", "year", "2026-07-25", "2026", "2025-07-27", "2026-07-26"},
		{"445", "year", "2026-07-26", "2027", "2026-07-26", "2027-08-01"},
		{"544", "year", "2026-06-01", "2026", "2025-12-29", "2027-01-04"},
	} {
		cal := cals[c.cal]
		p := cal.Containing(Unit(c.unit), day(t, c.day))
		if p.Start != day(t, c.start) || p.End != day(t, c.end) || p.Open() || cal.ID(p) != c.id {
			t.Errorf("%s: the %s of %s = %v–%v %s, want %s–%s %s", c.cal, c.unit, c.day, p.Start, p.End, cal.ID(p), c.start, c.end, c.id)
		}
	}
}

// The years of the NRF calendar begin on the published days, around years of 53 weeks too.
func TestNRF(t *testing.T) {
	cal := mustCalendar(t, Options{Pattern: "4-5-4"})
	starts := map[string]string{
		"2005": "2005-01-30", "2006": "2006-01-29", "2007": "2007-02-04", "2011": "2011-01-30", "2012": "2012-01-29", "2013": "2013-02-03",
		"2017": "2017-01-29", "2018": "2018-02-04", "2022": "2022-01-30", "2023": "2023-01-29", "2024": "2024-02-04", "2025": "2025-02-02",
	}
	for year, start := range starts {
		p, err := cal.ParsePeriod(year)
		if err != nil || p.Start != day(t, start) {
			t.Errorf("%s starts on %v, %v, want %s", year, p.Start, err, start)
		}
	}
	for y := 2000; y < 2030; y++ {
		p, _ := cal.ParsePeriod(NewDate(y, 6, 1).String()[:4])
		long := map[int]bool{2000: true, 2006: true, 2012: true, 2017: true, 2023: true, 2028: true}[y]
		if weeks := p.Start.Days(p.End) / 7; weeks != 52 && !long || weeks != 53 && long {
			t.Errorf("%d has %d weeks", y, weeks)
		}
	}
}

func TestParsePeriodInFrench(t *testing.T) {
	cal := mustCalendar(t, Options{})
	for written, id := range map[string]string{
		"2026-S46": "2026-W46", "2026-s46": "2026-W46", "2026-T3": "2026-Q3", "2026-q3": "2026-Q3", " 2026-S01..2026-S03 ": "2026-W01..2026-W03",
	} {
		p, err := cal.ParsePeriod(written)
		if err != nil || cal.ID(p) != id {
			t.Errorf("%q: %s, %v, want %s", written, cal.ID(p), err, id)
		}
	}
	if _, err := cal.ParsePeriod("2026-S54"); err == nil || !strings.HasPrefix(err.Error(), `"2026-S54" is not a period: there is no such week`) {
		t.Error(err)
	}
}

func TestParsePeriodErrors(t *testing.T) {
	cal := mustCalendar(t, Options{})
	for s, want := range map[string]string{
		"":                     `"" is not a period (write 2026-W46, 2026-11, 2026-Q3, 2026 or 2026-11-16)`,
		"2026-W54":             `"2026-W54" is not a period: there is no such week in that year (write`,
		"2025-W53":             `"2025-W53" is not a period: there is no such week in that year (write`,
		"2026-Q5":              `"2026-Q5" is not a period: there is no such quarter`,
		"2026-13":              `"2026-13" is not a period: there is no such month`,
		"2026-P13":             `"2026-P13" is not a period: there is no such month`,
		"2026-02-30":           `"2026-02-30" is not a date (write 2026-01-31)`,
		"last week":            `"last week" is not a period`,
		"2026-W40..2026-11":    `"2026-W40..2026-11" joins two units`,
		"2026-W46..2026-W40":   `"2026-W46..2026-W40" ends before it starts`,
		"2026-11..2026-12-01":  `"2026-11..2026-12-01" joins two units`,
		"2026-11-16..nonsense": `"nonsense" is not a period`,
	} {
		if _, err := cal.ParsePeriod(s); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", s, err, want)
		}
	}
}

func TestLastYear(t *testing.T) {
	cals := calendars(t)
	for _, c := range []struct{ cal, period, want string }{
		{"france", "2026-W46", "2025-W46"},
		{"france", "2026-W53", ""},
		{"france", "2021-W53", ""},
		{"france", "2026-11", "2025-11"},
		{"france", "2024-02", "2023-02"},
		{"france", "2026-Q3", "2025-Q3"},
		{"france", "2026", "2025"},
		{"france", "2026-11-16", "2025-11-17"},
		{"france", "2026-W45..2027-W04", "2025-W45..2026-W05"},
		{"france", "2026-01..2026-11", "2025-01..2025-11"},
		{"nrf", "2023-W53", ""},
		{"nrf", "2024-W52", "2023-W52"},
		{"nrf", "2024-01", "2023-01"},
		{"us", "2022-W53", ""},
	} {
		cal := cals[c.cal]
		p, err := cal.ParsePeriod(c.period)
		if c.period == "2021-W53" {
			if err == nil {
				t.Error("2021 has no week 53")
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", c.period, err)
			continue
		}
		twin, ok := cal.LastYear(p)
		got := ""
		if ok {
			got = cal.ID(twin)
		}
		if got != c.want {
			t.Errorf("%s: last year of %s = %q, want %q", c.cal, c.period, got, c.want)
		}
	}
}

// Rolling months are compared with as many months before them. These spans adjoin, so that they contain each day once.
func TestComparedWithRollingSpans(t *testing.T) {
	cal := mustCalendar(t, Options{})
	for _, c := range []struct{ words, slot, py, pp string }{
		{"rolling 12 months", "2026-11-16", "2024-11-16..2025-11-15", "2024-11-16..2025-11-15"},
		{"rolling 12 months", "2025-01-06", "2023-01-06..2024-01-05", "2023-01-06..2024-01-05"}, // contains 29 February 2024
		{"rolling 12 months", "2024-02-29", "2022-03..2023-02", "2022-03..2023-02"},
		{"rolling 12 months", "2024-03-15", "2022-03-15..2023-03-14", "2022-03-15..2023-03-14"},
		{"rolling 2 months", "2026-11-16", "2025-09-16..2025-11-15", "2026-07-16..2026-09-15"}, // two months of 61 and 62 days
		{"rolling 1 month", "2026-03-31", "2025-03-01..2025-03-30", "2026-01-31..2026-02-28"},
		{"rolling 2 quarters", "2026-11-16", "2025-05-16..2025-11-15", "2025-11-16..2026-05-15"},
		{"rolling 2 years", "2026-11-16", "2023-11-16..2025-11-15", "2022-11-16..2024-11-15"},
		{"last 30 days", "2026-11-16", "2025-10-18..2025-11-16", "2026-09-17..2026-10-16"}, // 364 days earlier, on the same weekdays
		{"rolling 13 weeks", "2026-11-18", "2025-08-20..2025-11-18", "2026-05-20..2026-08-18"},
	} {
		r, err := ParseRelative(c.words)
		if err != nil {
			t.Fatal(err)
		}
		p := cal.Resolve(r, day(t, c.slot))
		py, _ := cal.LastYear(p)
		pp, _ := cal.Previous(p)
		if got := cal.ID(py); got != c.py {
			t.Errorf("%s on %s: last year %s, want %s", c.words, c.slot, got, c.py)
		}
		if got := cal.ID(pp); got != c.pp {
			t.Errorf("%s on %s: the period before %s, want %s", c.words, c.slot, got, c.pp)
		}
	}
	year, err := ParseRelative("rolling 12 months")
	if err != nil {
		t.Fatal(err)
	}
	for d := day(t, "2023-01-01"); d.Year < 2029; d = d.AddDays(1) {
		p := cal.Resolve(year, d)
		py, _ := cal.LastYear(p)
		if py.End != p.Start {
			t.Fatalf("%s: last year ends before %s", cal.ID(p), py.End)
		}
		feb28 := 0
		for x := p.Start; x.Before(p.Close); x = x.AddDays(1) {
			if x.Month == time.February && x.Day == 28 {
				feb28++
			}
		}
		if feb28 != 1 {
			t.Fatalf("%s holds 28 February %d times", cal.ID(p), feb28)
		}
	}
}

func TestCutPeriods(t *testing.T) {
	cal := mustCalendar(t, Options{Holidays: "FR"})
	cut := func(u Unit, end string) Period {
		return cal.cutAt(cal.Containing(u, day(t, end).AddDays(-1)), day(t, end))
	}
	for _, c := range []struct {
		p        Period
		py, pp   string // the last days of last year's and of the previous period
		business int
	}{
		// Friday 13 November 2026 is the month's 9th business day (the 11th is a day off). So is Friday 14 November 2025.
		{cut(Month, "2026-11-14"), "2025-11-14", "2026-10-13", 9},
		// If the month is cut after Sunday 15 November 2026, the weekend after 14 November 2025 counts too.
		{cut(Month, "2026-11-16"), "2025-11-16", "2026-10-13", 9},
		// Up to Thursday, week 46 of 2026 has 3 business days, without Wednesday's holiday. In 2025 it was on Tuesday.
		{cut(Week, "2026-11-13"), "2025-11-13", "2026-11-04", 3},
		{cut(Year, "2026-11-16"), "2025-11-16", "2025-11-16", 219},
	} {
		py, ok1 := cal.LastYear(c.p)
		pp, ok2 := cal.Previous(c.p)
		if n := cal.BusinessDays(c.p.Start, c.p.End); n != c.business {
			t.Errorf("%s has %d business days, want %d", cal.ID(c.p), n, c.business)
		}
		if !ok1 || py.End.AddDays(-1) != day(t, c.py) || !py.Open() {
			t.Errorf("%s: last year = %v to %v, want to %s", cal.ID(c.p), py.Start, py.End.AddDays(-1), c.py)
		}
		if !ok2 || pp.End.AddDays(-1) != day(t, c.pp) || !pp.Open() {
			t.Errorf("%s: previous = %v to %v, want to %s", cal.ID(c.p), pp.Start, pp.End.AddDays(-1), c.pp)
		}
	}
}

func TestBusinessDays(t *testing.T) {
	cal := mustCalendar(t, Options{
		Holidays: "FR", Add: []Date{day(t, "2026-11-12")}, Remove: []Date{day(t, "2026-05-25")},
		Closures: [][2]Date{{day(t, "2026-12-24"), day(t, "2027-01-03")}},
	})
	for d, want := range map[string]string{
		"2026-11-11": "Armistice de 1918", "2026-11-12": "company holiday", "2026-12-25": "Noël", "2026-12-28": "closure",
		"2027-01-01": "Nouvel an", "2027-01-03": "closure", "2026-05-25": "", "2026-11-14": "", "2027-01-04": "",
	} {
		if got, ok := cal.Holiday(day(t, d)); got != want || ok != (want != "") {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
	november, _ := cal.ParsePeriod("2026-11")
	for n, want := range map[int]string{1: "2026-11-02", 8: "2026-11-13", 19: "2026-11-30", -1: "2026-11-30", -19: "2026-11-02", 20: "", -20: "", 0: ""} {
		got, ok := cal.NthBusinessDay(november, n)
		if ok != (want != "") || ok && got != day(t, want) {
			t.Errorf("business day %d is %v, %v, want %s", n, got, ok, want)
		}
	}
	if d, _ := cal.NextBusinessDay(day(t, "2026-12-24")); d != day(t, "2027-01-04") {
		t.Errorf("after the closure comes %v", d)
	}
	if d, _ := cal.PreviousBusinessDay(day(t, "2027-01-03")); d != day(t, "2026-12-23") {
		t.Errorf("before the closure comes %v", d)
	}
	shut := mustCalendar(t, Options{Closures: [][2]Date{{day(t, "2020-01-01"), day(t, "2099-12-31")}}})
	if _, ok := shut.NextBusinessDay(day(t, "2026-01-01")); ok {
		t.Error("a company that is closed for ever has no next business day")
	}
}

func TestWeekdaysAndMonths(t *testing.T) {
	if w, err := ParseWeekday(" Thu "); err != nil || w != time.Thursday {
		t.Error(w, err)
	}
	if m, err := ParseMonth("SEP"); err != nil || m != time.September {
		t.Error(m, err)
	}
	days, err := parseWorkdays("saturday-tuesday, thu")
	if err != nil || days != [7]bool{true, true, true, false, true, false, true} {
		t.Error(days, err)
	}
}
