package schedule

import (
	"fmt"
	"testing"
	"time"

	"bilan/internal/period"
)

var zones = []string{
	"Europe/Paris", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia", "Asia/Tokyo", "UTC",
}

// hours include those at which clocks change: midnight in São Paulo, a whole day in Apia, half an hour in Lord Howe.
var hours = []string{"00:00", "01:45", "02:30", "08:00", "23:30"}

// cadences are rules of every kind, with the number of their slots in ten years from 2010.
var cadences = []struct {
	s Spec
	n int
}{
	{Spec{Every: "day"}, 3652},
	{Spec{Every: "week", Day: "monday"}, 522},
	{Spec{Every: "week", Day: "sunday"}, 522},
	{Spec{Every: "month", Day: "1"}, 120},
	{Spec{Every: "month", Day: "28"}, 120},
	{Spec{Every: "month", Day: "last"}, 120},
	{Spec{Every: "month", Day: "business day 3"}, 120},
	{Spec{Every: "month", Day: "last business day"}, 120},
	{Spec{Every: "quarter", Day: "last business day"}, 40},
	{Spec{Every: "quarter", Day: "5", Month: "2"}, 40},
	{Spec{Every: "year", Day: "15", Month: "march"}, 10},
	{Spec{Every: "year", Day: "last"}, 10},
}

// crons are expressions with all kinds of fields, with the number of their slots in ten years from 2010 in local time.
var crons = map[string]int{
	"0 8 * * *": 3652, "30 2 * * *": 3652, "0 0 * * 7": 522, "*/30 1-3 1 * *": 120 * 6, "15 2 1 1,4,7,10 *": 40, "0 6 29 2 *": 2,
}

func TestTenYearsOfEveryCadence(t *testing.T) {
	cal := mustCalendar(t, period.Options{Holidays: "FR"})
	for _, name := range zones {
		loc := mustZone(t, name)
		for _, c := range cadences {
			for _, at := range hours {
				c.s.At = at
				checkTenYears(t, mustParse(t, c.s), cal, loc, c.n)
			}
		}
		for expression, n := range crons {
			checkTenYears(t, mustParse(t, Spec{Cron: expression}), cal, loc, n)
		}
	}
}

// checkTenYears plans ten years month by month, as the planner does, and compares each occurrence with slowWall.
func checkTenYears(t *testing.T, cad *Cadence, cal *period.Calendar, loc *time.Location, want int) {
	t.Helper()
	from, to := period.NewDate(2010, 1, 1), period.NewDate(2020, 1, 1)
	slots := cad.Between(from, to, cal)
	if len(slots) != want {
		t.Fatalf("%s: %d slots in ten years, want %d", cad, len(slots), want)
	}
	left, last := 0, time.Time{}
	due := map[Slot]time.Time{}
	for _, s := range slots {
		o := cad.Due(s, cal, loc)
		if o.LeftOut {
			left++
			continue
		}
		if !o.Due.After(last) {
			t.Fatalf("%s in %s: %s is due %s, not after %s", cad, loc, s, o.Due, last)
		}
		if right := slowWall(s.Date, cad.minute(s), loc); !o.Due.Equal(right) {
			t.Fatalf("%s in %s: %s is due %s, the clock says %s", cad, loc, s, o.Due, right)
		}
		due[s], last = o.Due, o.Due
	}
	if left > 0 && loc.String() != "Pacific/Apia" && cad.cron == nil {
		t.Fatalf("%s in %s: %d slots are left out", cad, loc, left)
	}
	checkWindows(t, cad, cal, loc, due, from, to)
}

// checkWindows checks with windows of 17 days and 5 hours that each occurrence is returned once, in its window.
func checkWindows(t *testing.T, cad *Cadence, cal *period.Calendar, loc *time.Location, due map[Slot]time.Time, from, to period.Date) {
	t.Helper()
	const step = 17*24*time.Hour + 5*time.Hour
	seen, end := 0, to.In(loc).Add(-time.Nanosecond)
	for at := from.In(loc).Add(-time.Nanosecond); at.Before(end); at = at.Add(step) {
		until := at.Add(step)
		if until.After(end) {
			until = end
		}
		for _, o := range cad.DueBetween(at, until, cal, loc) {
			if !due[o.Slot].Equal(o.Due) || !o.Due.After(at) || o.Due.After(until) {
				t.Fatalf("%s in %s: %s planned for %s, due %s", cad, loc, o.Slot, o.Due, due[o.Slot])
			}
			seen++
		}
	}
	if seen != len(due) {
		t.Fatalf("%s in %s: %d planned, %d due", cad, loc, seen, len(due))
	}
}

// slowWall is LocalInstant by looking at the zone's clock in every minute of three days.
func slowWall(d period.Date, minute int, loc *time.Location) time.Time {
	wanted := d.Time().Add(time.Duration(minute) * time.Minute)
	shown := func(u time.Time) time.Time {
		l := u.In(loc)
		return time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), 0, 0, time.UTC)
	}
	_, before := wanted.Add(-36 * time.Hour).In(loc).Zone()
	_, after := wanted.Add(36 * time.Hour).In(loc).Zone()
	if before == after { // no change of the clock in these days, so the offset is known
		if u := wanted.Add(-time.Duration(before) * time.Second); shown(u).Equal(wanted) {
			return u
		}
	}
	for u := wanted.Add(-36 * time.Hour); ; u = u.Add(time.Minute) {
		if now := shown(u); now.Equal(wanted) || now.After(wanted) && shown(u.Add(-time.Minute)).Before(wanted) {
			return u
		}
	}
}

// TestShiftsLoseNothing moves slots over holidays and closures. Each is sent once, on a business day and in order, or
// another slot that is sent covers it.
func TestShiftsLoseNothing(t *testing.T) {
	cal := mustCalendar(t, period.Options{Holidays: "FR", Closures: [][2]period.Date{
		{day(t, "2012-08-06"), day(t, "2012-08-26")}, {day(t, "2015-12-24"), day(t, "2016-01-03")},
	}})
	loc := mustZone(t, "Europe/Paris")
	specs := []Spec{{Cron: "0 8,18 * * *"}, {Cron: "0 8 * * 1-5"}, {Cron: "0 8 * * 6"}}
	for _, c := range cadences {
		specs = append(specs, c.s)
	}
	for _, s := range specs {
		for _, policy := range []string{"next", "previous", "skip"} {
			s.IfHoliday = policy
			cad := mustParse(t, s)
			var last time.Time
			for _, slot := range cad.Between(period.NewDate(2010, 1, 1), period.NewDate(2020, 1, 1), cal) {
				o := cad.Due(slot, cal, loc)
				strictly := o.Due.After(last) || !cad.daily() && o.Due.Equal(last)
				if o.LeftOut || !strictly || cad.isDayOff(o.On, cal) {
					t.Fatalf("%s: %s is due %s on %s after %s", cad, slot, o.Due, o.On, last)
				}
				last = o.Due
			}
			checkCovered(t, cad, cal)
		}
	}
}

// checkCovered checks that cadences of weeks and longer lose no slot by moving it, and that a lost slot of a daily one
// has another near.
func checkCovered(t *testing.T, cad *Cadence, cal *period.Calendar) {
	t.Helper()
	s := SlotOn(period.NewDate(2010, 1, 1))
	for s.Date.Year < 2020 {
		s, _ = cad.ruleAfter(s, cal)
		if !cad.leftOut(s, cal) || cad.policy == Skip {
			continue
		}
		next, ok := cad.Next(s, cal)
		before, was := cad.Previous(s, cal)
		near := cad.policy == Next && ok && s.Date.Days(next.Date) < 30 || cad.policy == Previous && was && before.Date.Days(s.Date) < 30
		if !cad.daily() || !near {
			t.Fatalf("%s: %s is lost", cad, s)
		}
	}
}

// TestPeriodsFollowWithoutHoles checks that the periods of consecutive slots adjoin.
func TestPeriodsFollowWithoutHoles(t *testing.T) {
	cal := mustCalendar(t, period.Options{Holidays: "FR"})
	for words, specs := range map[string][]Spec{
		"yesterday":    {{Every: "day"}, {Every: "day", IfHoliday: "skip"}, {Every: "day", IfHoliday: "next"}, {Every: "day", IfHoliday: "previous"}, {Cron: "0 8 * * 1-5", IfHoliday: "skip"}},
		"last week":    {{Every: "week"}, {Every: "week", IfHoliday: "skip"}, {Every: "week", Day: "thursday", IfHoliday: "skip"}, {Cron: "0 8 * * 4", IfHoliday: "skip"}},
		"last month":   {{Every: "month"}, {Every: "month", IfHoliday: "skip"}, {Every: "month", Day: "business day 3"}},
		"last quarter": {{Every: "quarter", IfHoliday: "skip"}},
		"last year":    {{Every: "year"}},
	} {
		r, err := period.ParseRelative(words)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range specs {
			cad := mustParse(t, s)
			var end period.Date
			for _, slot := range cad.Between(period.NewDate(2012, 1, 1), period.NewDate(2022, 1, 1), cal) {
				p := cad.Resolve(r, slot, cal)
				if !end.IsZero() && p.Start != end {
					t.Fatalf("%s: %q for %s starts on %s, the one before ended on %s", cad, words, slot, p.Start, end)
				}
				end = p.End
			}
		}
	}
}

func FuzzCron(f *testing.F) {
	for _, s := range []string{"0 8 * * 1-5", "*/15 2 29 2 7", "TZ=0", "CRON_TZ=X", "0 8 L * *", "0 0 31 2,4 *", "5-7/2 * ? JAN-mar fri-SUN"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		cad, err := Parse(Spec{Cron: s})
		if err != nil {
			return
		}
		cal := mustCalendar(t, period.Options{})
		a, ok := cad.Next(SlotOn(period.NewDate(2026, 1, 1)), cal)
		b, again := cad.Next(a, cal)
		back, was := cad.Previous(b, cal)
		if !ok || !again || !was || b.Compare(a) <= 0 || back != a {
			t.Errorf("%q: %s, %s, back to %s", s, a, b, back)
		}
	})
}

func FuzzSpec(f *testing.F) {
	f.Add("month", "last business day", "", "08:00", "next")
	f.Add("quarter", "28", "3", "7h30", "")
	f.Fuzz(func(t *testing.T, every, on, month, at, policy string) {
		cad, err := Parse(Spec{Every: every, Day: on, Month: month, At: at, IfHoliday: policy})
		if err != nil {
			return
		}
		cal := mustCalendar(t, period.Options{Holidays: "FR"})
		a, ok := cad.Next(SlotOn(period.NewDate(2026, 1, 1)), cal)
		if back, was := cad.Previous(Slot{a.Date.AddDays(1), NoMinute}, cal); !ok || !was || back != a {
			t.Errorf("%s: %s, back to %s", cad, a, back)
		}
	})
}

// BenchmarkPlanner asks 500 cadences for what is due in the next minute.
func BenchmarkPlanner(b *testing.B) {
	cal, loc := mustCalendar(b, period.Options{Holidays: "FR"}), mustZone(b, "Europe/Paris")
	var cads []*Cadence
	for i := range 500 {
		s := cadences[i%len(cadences)].s
		s.At, s.IfHoliday = fmt.Sprintf("%02d:%02d", i%24, i%60), "next"
		cads = append(cads, mustParse(b, s))
	}
	now := time.Date(2026, time.November, 16, 8, 0, 0, 0, loc)
	for b.Loop() {
		for _, cad := range cads {
			cad.DueBetween(now, now.Add(time.Minute), cal, loc)
		}
	}
}

func BenchmarkNextDue(b *testing.B) {
	cal, loc := mustCalendar(b, period.Options{Holidays: "FR"}), mustZone(b, "Europe/Paris")
	now := time.Date(2026, time.November, 16, 8, 0, 0, 0, loc)
	for _, s := range []Spec{{Every: "week", IfHoliday: "next"}, {Every: "month", Day: "last business day"}, {Cron: "0 8 * * 1-5"}} {
		cad := mustParse(b, s)
		b.Run(cad.String(), func(b *testing.B) {
			for b.Loop() {
				cad.NextDue(now, cal, loc)
			}
		})
	}
}
