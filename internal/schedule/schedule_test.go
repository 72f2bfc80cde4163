package schedule

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"bilan/internal/period"
)

func mustParse(t testing.TB, s Spec) *Cadence {
	t.Helper()
	c, err := Parse(s)
	if err != nil {
		t.Fatalf("%+v: %v", s, err)
	}
	return c
}

func mustCalendar(t testing.TB, o period.Options) *period.Calendar {
	t.Helper()
	c, err := period.NewCalendar(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func mustZone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func day(t testing.TB, s string) period.Date {
	t.Helper()
	d, err := period.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		s    Spec
		want string
	}{
		{Spec{}, "every: is missing (write day, week, month, quarter or year, or give cron)"},
		{Spec{Every: "fortnight"}, `every: "fortnight" is not known (write day, week, month, quarter or year)`},
		{Spec{Every: "week", At: "25:00"}, `at: "25:00" is not a time of day (write "08:00")`},
		{Spec{Every: "week", At: "8"}, `at: "8" is not a time of day (write "08:00")`},
		{Spec{Every: "week", At: "08:60"}, `at: "08:60" is not a time of day`},
		{Spec{Every: "week", Day: "lundi"}, `day: "lundi" is not a weekday (write monday, tuesday … sunday)`},
		{Spec{Every: "week", Day: "1"}, `day: "1" is not a weekday`},
		{Spec{Every: "week", Month: "1"}, `month: only every: quarter and every: year take a month (remove it)`},
		{Spec{Every: "day", Day: "monday"}, `day: every: day takes no day`},
		{Spec{Every: "month", Day: "31"}, `day: not every month has a day 31 (write last for the last day of the month)`},
		{Spec{Every: "month", Day: "29"}, `day: not every month has a day 29`},
		{Spec{Every: "month", Day: "32"}, `day: 32 is not a day of a month (write a number from 1 to 28, last,`},
		{Spec{Every: "month", Day: "0"}, `day: 0 is not a day of a month`},
		{Spec{Every: "month", Day: "first"}, `day: "first" is not a day of a month`},
		{Spec{Every: "month", Day: "business day 16"}, `day: "business day 16": a month may have only 15 business days`},
		{Spec{Every: "month", Day: "business day 0"}, `day: "business day 0": a month may have only 15`},
		{Spec{Every: "quarter", Month: "4"}, `month: "4" is not a month of a quarter (write 1, 2 or 3)`},
		{Spec{Every: "year", Month: "13"}, `month: "13" is not a month (write january, february … december)`},
		{Spec{Every: "week", IfHoliday: "later"}, `if_holiday: "later" is not known (write next, previous, skip or send)`},
		{Spec{Cron: "0 8 * * 1", At: "08:00"}, `at: cron already says it (remove at, or remove cron)`},
		{Spec{Cron: "0 8 * *"}, `cron: "0 8 * *" has 4 fields, not 5`},
		{Spec{Cron: "TZ=0"}, `cron: "TZ=0": a time zone is not allowed here`},
		{Spec{Cron: "CRON_TZ=Europe/Paris"}, `cron: "CRON_TZ=Europe/Paris": a time zone is not allowed here`},
		{Spec{Cron: "@daily"}, `cron: "@daily": a word is not allowed here`},
		{Spec{Cron: "0 25 * * *"}, `cron: "0 25 * * *": hour: end of range (25) above maximum (23)`},
		{Spec{Cron: "0 8 L * *"}, `cron: "0 8 L * *": day of month: cron has no word for the last day (write every: month with day: last`},
		{Spec{Cron: "0 8 * * 8"}, `cron: "0 8 * * 8": day of week:`},
		{Spec{Cron: "0 8 , * *"}, `cron: "0 8 , * *": day of month: "," is not understood`},
		{Spec{Cron: "0 8 30 2 *"}, `cron: "0 8 30 2 *" names a day that never comes`},
		{Spec{Cron: "0 8 * * 1-7/0"}, `cron: "0 8 * * 1-7/0": day of week: "0" is not a step`},
	} {
		_, err := Parse(c.s)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%+v:\n got %v\nwant %s", c.s, err, c.want)
		}
	}
}

func TestSlots(t *testing.T) {
	france := mustCalendar(t, period.Options{Holidays: "FR"})
	april := mustCalendar(t, period.Options{FiscalYearStarts: "april"})
	nrf := mustCalendar(t, period.Options{Pattern: "4-5-4"})
	shut := mustCalendar(t, period.Options{Closures: [][2]period.Date{{day(t, "2026-08-01"), day(t, "2026-08-31")}}})
	for _, c := range []struct {
		cal            *period.Calendar
		s              Spec
		from, to, want string
	}{
		{france, Spec{Every: "week", Day: "monday"}, "2026-11-01", "2026-11-24", "11-02 11-09 11-16 11-23"},
		{france, Spec{Every: "week"}, "2026-11-02", "2026-11-03", "11-02"},
		{france, Spec{Every: "month", Day: "1"}, "2026-10-02", "2026-12-02", "11-01 12-01"},
		{france, Spec{Every: "month", Day: "last"}, "2026-01-15", "2026-04-01", "01-31 02-28 03-31"},
		{france, Spec{Every: "month", Day: "business day 3"}, "2026-11-01", "2027-01-31", "11-04 12-03 01-06"},
		{france, Spec{Every: "month", Day: "last business day"}, "2026-05-01", "2026-08-01", "05-29 06-30 07-31"},
		{france, Spec{Every: "month", Day: "business day -2"}, "2026-05-01", "2026-06-01", "05-28"},
		{shut, Spec{Every: "month", Day: "business day 2"}, "2026-07-15", "2026-09-15", "08-31 09-02"},
		{france, Spec{Every: "quarter"}, "2026-01-01", "2027-01-01", "01-01 04-01 07-01 10-01"},
		{france, Spec{Every: "quarter", Day: "last"}, "2026-01-01", "2027-01-01", "03-31 06-30 09-30 12-31"},
		{france, Spec{Every: "quarter", Day: "5", Month: "2"}, "2026-01-01", "2027-01-01", "02-05 05-05 08-05 11-05"},
		{france, Spec{Every: "quarter", Day: "5", Month: "december"}, "2026-01-01", "2027-01-01", "03-05 06-05 09-05 12-05"},
		{france, Spec{Every: "year", Day: "last business day"}, "2026-01-01", "2028-01-01", "12-31 12-31"},
		{france, Spec{Every: "year", Month: "march", Day: "15"}, "2026-01-01", "2028-01-01", "03-15 03-15"},
		{april, Spec{Every: "year"}, "2026-01-01", "2028-01-01", "04-01 04-01"},
		{april, Spec{Every: "year", Month: "january"}, "2026-01-01", "2028-01-01", "01-01 01-01"},
		{april, Spec{Every: "quarter", Month: "1"}, "2026-01-01", "2027-01-01", "01-01 04-01 07-01 10-01"},
		{nrf, Spec{Every: "month", Day: "last"}, "2023-12-01", "2024-04-10", "12-30 02-03 03-02 04-06"},
		{nrf, Spec{Every: "year", Day: "1"}, "2023-01-01", "2025-01-01", "01-29 02-04"},
		{france, Spec{Cron: "0 8 13 * 5"}, "2026-11-01", "2026-12-01", "11-06T08:00 11-13T08:00 11-20T08:00 11-27T08:00"},
		{france, Spec{Cron: "0 8 13,15 * 5"}, "2026-11-12", "2026-11-21", "11-13T08:00 11-15T08:00 11-20T08:00"},
		{france, Spec{Cron: "30 6,18 * * 7"}, "2026-11-14", "2026-11-16", "11-15T06:30 11-15T18:30"},
		{france, Spec{Cron: "0 8 * * 5-7"}, "2026-11-12", "2026-11-17", "11-13T08:00 11-14T08:00 11-15T08:00"},
		{france, Spec{Cron: "0 8 * * FRI-SUN/2"}, "2026-11-12", "2026-11-17", "11-13T08:00 11-15T08:00"},
		{france, Spec{Cron: "0 0 29 2 *"}, "2096-01-01", "2105-01-01", "02-29T00:00 02-29T00:00"},
		{france, Spec{Every: "day", IfHoliday: "skip"}, "2026-11-07", "2026-11-14", "11-09 11-10 11-12 11-13"},
		{france, Spec{Every: "day", IfHoliday: "next"}, "2026-11-07", "2026-11-14", "11-09 11-10 11-12 11-13"},
		{france, Spec{Every: "week", Day: "wednesday", IfHoliday: "skip"}, "2026-11-02", "2026-11-20", "11-04 11-18"},
		{france, Spec{Every: "week", Day: "saturday", IfHoliday: "skip"}, "2026-08-06", "2026-08-24", "08-08 08-22"},
	} {
		cad := mustParse(t, c.s)
		var got []string
		for _, s := range cad.Between(day(t, c.from), day(t, c.to), c.cal) {
			got = append(got, s.String()[5:])
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s: got %s, want %s", cad, text, c.want)
		}
	}
}

func TestDue(t *testing.T) {
	france := mustCalendar(t, period.Options{Holidays: "FR", Closures: [][2]period.Date{{day(t, "2026-12-21"), day(t, "2027-01-03")}}})
	for _, c := range []struct {
		s                Spec
		slot, zone, want string
		reason           string
	}{
		{Spec{Every: "week", IfHoliday: "next"}, "2026-04-06", "Europe/Paris", "2026-04-07T08:00:00+02:00", "Monday 6 April 2026 is Lundi de Pâques: moved to Tuesday 7 April 2026"},
		{Spec{Every: "week", IfHoliday: "previous"}, "2026-04-06", "Europe/Paris", "2026-04-03T08:00:00+02:00", "moved to Friday 3 April 2026"},
		{Spec{Every: "week", IfHoliday: "skip"}, "2026-04-06", "Europe/Paris", "", "Monday 6 April 2026 is Lundi de Pâques: skipped"},
		{Spec{Every: "week", IfHoliday: "send"}, "2026-04-06", "Europe/Paris", "2026-04-06T08:00:00+02:00", ""},
		{Spec{Every: "week"}, "2026-04-06", "Europe/Paris", "2026-04-06T08:00:00+02:00", ""},
		{Spec{Every: "month", IfHoliday: "next"}, "2026-08-01", "Europe/Paris", "2026-08-03T08:00:00+02:00", "Saturday 1 August 2026 is no working day"},
		{Spec{Every: "week", Day: "saturday", IfHoliday: "next"}, "2026-08-08", "Europe/Paris", "2026-08-08T08:00:00+02:00", ""},
		{Spec{Every: "week", IfHoliday: "next"}, "2026-12-21", "Europe/Paris", "2027-01-04T08:00:00+01:00", "is closure"},
		{Spec{Every: "week", IfHoliday: "next"}, "2026-12-28", "Europe/Paris", "2027-01-04T08:00:00+01:00", "is closure"},
		{Spec{Every: "day", IfHoliday: "next"}, "2026-11-14", "Europe/Paris", "", "Saturday 14 November 2026 is no working day: the next one takes its place"},
		{Spec{Every: "day", IfHoliday: "previous"}, "2026-11-14", "Europe/Paris", "", "the one before took its place"},
		{Spec{Cron: "0 8 * * 6", IfHoliday: "next"}, "2026-11-14T08:00", "Europe/Paris", "2026-11-16T08:00:00+01:00", "moved to Monday 16 November 2026"},

		{Spec{Every: "day", At: "02:30"}, "2026-03-29", "Europe/Paris", "2026-03-29T03:00:00+02:00", "02:30 on Sunday 29 March 2026 in Europe/Paris does not exist: the first instant after it"},
		{Spec{Every: "day", At: "02:30"}, "2026-10-25", "Europe/Paris", "2026-10-25T02:30:00+02:00", "comes twice: the first time"},
		{Spec{Cron: "30 2 * * *"}, "2026-03-29T02:30", "Europe/Paris", "2026-03-29T03:00:00+02:00", "does not exist"},
		{Spec{Cron: "30 2 * * *"}, "2026-10-25T02:30", "Europe/Paris", "2026-10-25T02:30:00+02:00", "comes twice"},
		{Spec{Every: "day", At: "02:30"}, "2026-03-08", "America/New_York", "2026-03-08T03:00:00-04:00", "does not exist"},
		{Spec{Every: "day", At: "01:30"}, "2026-11-01", "America/New_York", "2026-11-01T01:30:00-04:00", "comes twice"},
		{Spec{Every: "day", At: "02:15"}, "2026-10-04", "Australia/Lord_Howe", "2026-10-04T02:30:00+11:00", "does not exist"},
		{Spec{Every: "day", At: "01:45"}, "2026-04-05", "Australia/Lord_Howe", "2026-04-05T01:45:00+11:00", "comes twice"},
		{Spec{Every: "day", At: "00:00"}, "2018-11-04", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00", "does not exist"},
		{Spec{Every: "week", Day: "friday"}, "2011-12-30", "Pacific/Apia", "2011-12-31T00:00:00+14:00", "does not exist"},
		{Spec{Every: "day", At: "08:00"}, "2011-12-30", "Pacific/Apia", "2011-12-31T00:00:00+14:00", "does not exist"},
		{Spec{Every: "day", At: "00:00"}, "2011-12-30", "Pacific/Apia", "", "does not exist: the next one takes its place"},
		{Spec{Cron: "*/15 2 * * *"}, "2026-03-29T02:15", "Europe/Paris", "", "the next one takes its place"},
		{Spec{Cron: "*/15 2 * * *"}, "2026-03-29T02:45", "Europe/Paris", "2026-03-29T03:00:00+02:00", "first instant"},
	} {
		slot, err := ParseSlot(c.slot)
		if err != nil {
			t.Fatal(err)
		}
		cad := mustParse(t, c.s)
		o := cad.Due(slot, france, mustZone(t, c.zone))
		got := ""
		if !o.LeftOut {
			got = o.Due.Format(time.RFC3339)
		}
		if reasons := strings.Join(o.Reasons, "; "); got != c.want || !strings.Contains(reasons, c.reason) || (c.reason == "") != (reasons == "") {
			t.Errorf("%s, slot %s in %s: %s because %s; want %s because %s", cad, c.slot, c.zone, got, reasons, c.want, c.reason)
		}
	}
}

func TestResolve(t *testing.T) {
	france := mustCalendar(t, period.Options{Holidays: "FR"})
	for _, c := range []struct {
		s                 Spec
		words, slot, want string
	}{
		{Spec{Every: "day"}, "yesterday", "2026-11-16", "2026-11-15"},
		{Spec{Every: "day", IfHoliday: "skip"}, "yesterday", "2026-11-16", "2026-11-13..2026-11-15"},
		{Spec{Every: "day", IfHoliday: "skip"}, "yesterday", "2026-11-12", "2026-11-10..2026-11-11"},
		{Spec{Cron: "0 8 * * 1-5"}, "yesterday", "2026-11-16T08:00", "2026-11-13..2026-11-15"},
		{Spec{Cron: "0 8,18 * * 1-5"}, "yesterday", "2026-11-16T18:00", "2026-11-13..2026-11-15"},
		{Spec{Cron: "0 8 * * 1"}, "yesterday", "2026-11-16T08:00", "2026-11-15"},
		{Spec{Every: "week"}, "yesterday", "2026-11-16", "2026-11-15"},
		{Spec{Every: "week"}, "last week", "2026-11-16", "2026-W46"},
		{Spec{Every: "week", IfHoliday: "next"}, "last week", "2026-04-13", "2026-W15"},
		{Spec{Every: "week", IfHoliday: "skip"}, "last week", "2026-04-13", "2026-W14..2026-W15"},
		{Spec{Every: "week", IfHoliday: "skip"}, "last month", "2026-04-13", "2026-03"},
		{Spec{Every: "month", IfHoliday: "skip"}, "last month", "2026-09-01", "2026-07..2026-08"},
		{Spec{Every: "month", IfHoliday: "skip"}, "month to date", "2026-09-01", "2026-08"},
		{Spec{Every: "month"}, "last month", "2026-09-01", "2026-08"},
		{Spec{Every: "day"}, "last month", "2026-09-15", "2026-08"},
	} {
		slot, _ := ParseSlot(c.slot)
		r, err := period.ParseRelative(c.words)
		if err != nil {
			t.Fatal(err)
		}
		cad := mustParse(t, c.s)
		p := cad.Resolve(r, slot, france)
		if got := france.ID(p); got != c.want {
			t.Errorf("%s: %q for %s is %s, want %s", cad, c.words, c.slot, got, c.want)
		}
		last, ok := cad.SlotOf(r, p, france)
		if !ok || last.Compare(slot) < 0 || france.ID(cad.Resolve(r, last, france)) != c.want && !r.ToDate() {
			t.Errorf("%s: the last slot of %s is %s, %v, not %s or later", cad, c.want, last, ok, c.slot)
		}
	}
	weekly := mustParse(t, Spec{Every: "week"})
	mtd, _ := period.ParseRelative("month to date")
	november, _ := france.ParsePeriod("2026-11")
	if s, ok := weekly.SlotOf(mtd, november, france); !ok || s != SlotOn(day(t, "2026-11-30")) {
		t.Errorf("the last weekly slot of November is %s, %v", s, ok)
	}
}

func TestLatest(t *testing.T) {
	cal, paris := mustCalendar(t, period.Options{Holidays: "FR"}), mustZone(t, "Europe/Paris")
	cad := mustParse(t, Spec{Every: "week", IfHoliday: "next"})
	if d, ok := cad.LatestDay(day(t, "2026-04-06"), cal); !ok || d != day(t, "2026-04-06") {
		t.Error(d, ok)
	}
	// At noon on Easter Monday, the last slot due is that of the Monday before, because Easter Monday's is due on
	// Tuesday.
	noon := time.Date(2026, time.April, 6, 12, 0, 0, 0, paris)
	if o, ok := cad.LatestDue(noon, cal, paris); !ok || o.Slot != SlotOn(day(t, "2026-03-30")) {
		t.Error(o, ok)
	}
	if o, ok := cad.NextDue(noon, cal, paris); !ok || o.Slot != SlotOn(day(t, "2026-04-06")) || o.On != day(t, "2026-04-07") {
		t.Error(o, ok)
	}
	early := mustParse(t, Spec{Every: "week", IfHoliday: "previous"})
	friday := time.Date(2026, time.April, 3, 12, 0, 0, 0, paris)
	if o, ok := early.LatestDue(friday, cal, paris); !ok || o.Slot != SlotOn(day(t, "2026-04-06")) {
		t.Error(o, ok)
	}
	shut := mustCalendar(t, period.Options{Closures: [][2]period.Date{{day(t, "2000-01-01"), day(t, "2099-12-31")}}})
	never := mustParse(t, Spec{Every: "day", IfHoliday: "skip"})
	if s, ok := never.Next(SlotOn(day(t, "2026-01-01")), shut); ok {
		t.Error("a company that is closed for ever gets", s)
	}
}

func TestSlotText(t *testing.T) {
	for _, text := range []string{"2026-11-16", "2026-11-16T08:00", "2026-11-16T00:00"} {
		s, err := ParseSlot(text)
		if err != nil || s.String() != text {
			t.Error(s, err)
		}
		var again Slot
		if b, _ := s.MarshalText(); again.UnmarshalText(b) != nil || again != s {
			t.Error(again)
		}
	}
	for _, text := range []string{"", "2026-13-01", "2026-11-16T25:00", "2026-11-16T8"} {
		if s, err := ParseSlot(text); err == nil {
			t.Errorf("%q is %v", text, s)
		}
	}
}

func TestMissed(t *testing.T) {
	now := time.Date(2026, time.November, 16, 8, 0, 30, 0, time.UTC)
	days := func(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }
	for _, c := range []struct {
		missed string
		ages   []time.Duration
		run    int
	}{
		{"", []time.Duration{days(5), days(2), days(1), 30 * time.Second}, 1},
		{"latest", []time.Duration{days(5), days(2), days(1)}, 1},
		{"latest", []time.Duration{days(5)}, 0},
		{"all", []time.Duration{days(5), days(2), days(1), 30 * time.Second}, 3},
		{"skip", []time.Duration{days(2), days(1), 30 * time.Second}, 1},
		{"skip", []time.Duration{time.Hour}, 0},
		{"latest", []time.Duration{time.Minute, 30 * time.Second}, 2},
	} {
		m := Missed(c.missed)
		run := 0
		for i, age := range c.ages {
			if m.RunsLate(now.Add(-age), now, DefaultGrace, i == len(c.ages)-1) {
				run++
			}
		}
		if run != c.run {
			t.Errorf("%s of %v: %d run", m, c.ages, run)
		}
	}
}

func TestString(t *testing.T) {
	for want, s := range map[string]Spec{
		"every Monday at 08:00, on a day off the next business day":                           {Every: "week", IfHoliday: "next"},
		"every day at 06:30, not on a day off":                                                {Every: "day", At: "6:30", IfHoliday: "skip"},
		"the last business day of every month at 18:00, on a day off the business day before": {Every: "month", Day: "last business day", At: "18:00", IfHoliday: "previous"},
		"business day 3 of month 2 of every quarter at 08:00":                                 {Every: "quarter", Day: "business day 3", Month: "2"},
		"day 15 of every March at 08:00":                                                      {Every: "year", Day: "15", Month: "mar"},
		"the last day of every quarter at 08:00":                                              {Every: "quarter", Day: "last"},
		`at each minute of cron "0 8 * * 1-7"`:                                                {Cron: "0 8  * * 1-7"},
	} {
		if got := mustParse(t, s).String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := fmt.Sprint(SlotOn(day(t, "2026-11-16"))); got != "2026-11-16" {
		t.Error(got)
	}
}
