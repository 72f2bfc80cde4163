package period

import (
	"strings"
	"testing"
)

func TestResolve(t *testing.T) {
	cals := calendars(t)
	for _, c := range []struct{ cal, words, slot, want string }{
		{"plain", "last week", "2026-11-16", "2026-W46"}, // on Monday, the week that ended the day before
		{"plain", "last week", "2026-11-22", "2026-W46"}, // on Sunday, the week of that day is not over
		{"plain", "last month", "2026-11-01", "2026-10"},
		{"plain", "last month", "2026-11-30", "2026-10"},
		{"plain", "last quarter", "2027-01-01", "2026-Q4"},
		{"plain", "last year", "2026-11-16", "2025"},
		{"plain", "previous month", "2026-11-16", "2026-10"},
		{"plain", "yesterday", "2026-03-01", "2026-02-28"},
		{"plain", "last 13 weeks", "2026-11-16", "2026-W34..2026-W46"},
		{"plain", "last 3 days", "2026-11-16", "2026-11-13..2026-11-15"},
		{"plain", "rolling 12 months", "2026-11-16", "2025-11-16..2026-11-15"},
		{"plain", "rolling 12 months", "2026-12-01", "2025-12..2026-11"},
		{"plain", "rolling 1 month", "2026-03-31", "2026-03-01..2026-03-30"},
		{"plain", "rolling 12 months", "2024-02-29", "2023-03-01..2024-02-28"}, // from 28 February on, that date would be in it twice
		{"plain", "rolling 12 months", "2024-03-01", "2023-03..2024-02"},
		{"plain", "rolling 3 months", "2026-05-31", "2026-03-01..2026-05-30"},
		{"plain", "rolling 2 weeks", "2026-11-18", "2026-11-04..2026-11-17"},
		{"plain", "this month", "2026-11-16", "2026-11..2026-11-15"},
		{"plain", "month to date", "2026-11-16", "2026-11..2026-11-15"},
		{"plain", "MTD", "2026-12-01", "2026-11"}, // November ended the day before, so it is whole
		{"plain", "month to date", "2026-11-02", "2026-11..2026-11-01"},
		{"plain", "week-to-date", "2026-11-18", "2026-W47..2026-11-17"},
		{"plain", "quarter to date", "2026-11-18", "2026-Q4..2026-11-17"},
		{"plain", "year  to date", "2027-01-01", "2026"},
		{"plain", "this year", "2026-11-16", "2026..2026-11-15"},
		{"plain", "year to last month", "2026-11-16", "2026..2026-10-31"},
		{"plain", "Year-to-last-month", "2026-11-01", "2026..2026-10-31"},
		{"plain", "year to last month", "2027-01-31", "2026"}, // in January, the whole year before
		{"plain", "year to last month", "2027-02-01", "2027..2027-01-31"},
		{"plain", "year to last week", "2026-11-18", "2026..2026-11-15"},
		{"plain", "year to last quarter", "2026-11-18", "2026..2026-09-30"},
		{"plain", "year to last day", "2026-11-18", "2026..2026-11-17"},
		{"plain", "quarter to last month", "2026-12-15", "2026-Q4..2026-11-30"},
		{"plain", "quarter to last month", "2026-10-15", "2026-Q3"}, // the quarter's first month is not over, so it is the quarter before
		{"plain", "quarter to last week", "2026-10-07", "2026-Q4..2026-10-04"},
		{"plain", "month to last week", "2026-11-18", "2026-11..2026-11-15"},
		{"us", "year to last month", "2026-11-16", "2027..2026-10-31"},
		{"us", "year to last month", "2026-10-16", "2026"},
		{"april", "quarter to last month", "2026-06-02", "2026-Q1..2026-05-31"},
		{"nrf", "year to last month", "2026-05-20", "2026..2026-05-02"},
		{"nrf", "month to last week", "2026-11-18", "2026-11..2026-11-14"},
		{"us", "year to date", "2026-10-02", "2027..2026-10-01"},
		{"us", "last week", "2026-11-16", "2026-W46"},
		{"nrf", "last month", "2024-02-04", "2024-01"},
		{"nrf", "month to date", "2026-11-16", "2026-11..2026-11-15"},
		{"nrf", "last week", "2024-02-05", "2023-W53"},
	} {
		r, err := ParseRelative(c.words)
		if err != nil {
			t.Errorf("%q: %v", c.words, err)
			continue
		}
		cal := cals[c.cal]
		p := cal.Resolve(r, day(t, c.slot))
		if got := cal.ID(p); got != c.want {
			t.Errorf("%s: %q on %s = %s, want %s", c.cal, c.words, c.slot, got, c.want)
		}
		if again, err := ParseRelative(r.String()); err != nil || again != r {
			t.Errorf("%q prints as %q, which reads as %v, %v", c.words, r.String(), again, err)
		}
	}
}

func TestRelativeErrors(t *testing.T) {
	for words, want := range map[string]string{
		"":                                `"" is not a period (write "last week"`,
		"last fortnight":                  `"last fortnight" is not a period (write "last week"`,
		"today":                           `"today" is not a period (write "last week"`,
		"this day":                        `"this day" is not over when the report is made (write "yesterday")`,
		"this 3 weeks":                    `"this 3 weeks" is not a period (write "last 3 weeks")`,
		"rolling month":                   `"rolling month" does not say how many (write "rolling 12 months")`,
		"month to last quarter":           `"month to last quarter" is not a period: no quarter ends inside a month (write "year to last month")`,
		"last 0 weeks":                    `"last 0 weeks" is not a period: 0 is not a number from 1 to 1000`,
		"last 99999999999999999999 weeks": `"last 99999999999999999999 weeks" is not a period: 99999999999999999999 is not`,
	} {
		if _, err := ParseRelative(words); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", words, err, want)
		}
	}
	for words, want := range map[string]string{
		"13":       `"13" is not a span of time (write "13 weeks", "12 months" or "8 quarters")`,
		"0 weeks":  `"0 weeks" is not a span of time: 0 is not a number from 1 to 1000`,
		"13 moons": `"13 moons" is not a span of time`,
	} {
		if _, err := ParseSpan(words); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", words, err, want)
		}
	}
	if span, err := ParseSpan(" 1  Quarter "); span != (Span{1, Quarter}) || err != nil {
		t.Error(span, err)
	}
}

func TestLast(t *testing.T) {
	cal := mustCalendar(t, Options{})
	var ids []string
	for _, p := range cal.Last(3, Month, day(t, "2026-11-16")) {
		ids = append(ids, cal.ID(p))
	}
	if got := strings.Join(ids, " "); got != "2026-09 2026-10 2026-11..2026-11-15" {
		t.Error(got)
	}
	if ps := cal.Last(2, Week, day(t, "2026-11-16")); ps[1].Open() || cal.ID(ps[1]) != "2026-W46" || cal.ID(ps[0]) != "2026-W45" {
		t.Error(ps)
	}
	if len(cal.Last(0, Week, day(t, "2026-11-16"))) != 0 {
		t.Error("no weeks are none")
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"2026-W46", "2026-11", "2026-Q3", "2026", "2026-11-16", "2026-W34..2026-W46", "2026-11..2026-11-15", "0000-W01", "9999-W53"} {
		f.Add(s)
	}
	cals := calendars(f)
	f.Fuzz(func(t *testing.T, s string) {
		for name, cal := range cals {
			p, err := cal.ParsePeriod(s)
			if err != nil {
				continue
			}
			if p.Start.Year < 1 || p.Close.Year > 9999 {
				continue // an ID has years of four digits only
			}
			again, err := cal.ParsePeriod(cal.ID(p))
			if err != nil || again != p {
				t.Errorf("%s: %q = %+v, prints as %q, reads as %+v, %v", name, s, p, cal.ID(p), again, err)
			}
		}
	})
}

func FuzzParseRelative(f *testing.F) {
	for _, s := range []string{"last week", "this month", "month to date", "rolling 12 months", "yesterday", "last 13 weeks", "year to last month"} {
		f.Add(s, 740000)
	}
	cal := mustCalendar(f, Options{Holidays: "FR"})
	f.Fuzz(func(t *testing.T, s string, n int) {
		r, err := ParseRelative(s)
		if err != nil {
			return
		}
		if again, err := ParseRelative(r.String()); err != nil || again != r {
			t.Errorf("%q prints as %q: %v, %v", s, r, again, err)
		}
		slot := NewDate(1970, 1, 1).AddDays(n % 100_000)
		if p := cal.Resolve(r, slot); p.End.After(slot) || !p.Start.Before(p.End) {
			t.Errorf("%q on %s = %+v", s, slot, p)
		}
	})
}
