package period

import (
	"testing"
	"time"
)

var units = []Unit{Day, Week, Month, Quarter, Year}

// TestThirtyYears checks each day of thirty years in each calendar.
func TestThirtyYears(t *testing.T) {
	for name, cal := range calendars(t) {
		var open [5]Period
		for d := NewDate(2009, time.December, 1); d.Year < 2040; d = d.AddDays(1) {
			for i, u := range units {
				p := cal.Containing(u, d)
				if p == open[i] {
					continue
				}
				if !p.Contains(d) || p.Open() {
					t.Fatalf("%s: the %s of %s is %+v", name, u, d, p)
				}
				if !open[i].Start.IsZero() && open[i].End != p.Start {
					t.Fatalf("%s: %+v does not follow %+v", name, p, open[i])
				}
				checkPeriod(t, name, cal, p)
				open[i] = p
			}
		}
	}
}

// checkPeriod checks the properties of a whole period that are true in every calendar.
func checkPeriod(t *testing.T, name string, cal *Calendar, p Period) {
	t.Helper()
	id := cal.ID(p)
	if again, err := cal.ParsePeriod(id); err != nil || again != p {
		t.Fatalf("%s: %+v has the ID %s, which reads as %+v, %v", name, p, id, again, err)
	}
	if next := cal.Shift(p, 1); next.Start != p.End || cal.Shift(next, -1) != p {
		t.Fatalf("%s: %+v and its next %+v", name, p, next)
	}
	if prev, ok := cal.Previous(p); !ok || prev.End != p.Start {
		t.Fatalf("%s: before %+v comes %+v", name, p, prev)
	}
	far := cal.Shift(p, 7)
	for range 7 {
		far = cal.Shift(far, -1)
	}
	if far != p {
		t.Fatalf("%s: seven %ss there and back from %+v is %+v", name, p.Unit, p, far)
	}
	twin, ok := cal.LastYear(p)
	_, n := cal.Number(p)
	switch {
	case !ok && n != 53 && p.Unit != Day:
		t.Fatalf("%s: %s has no twin", name, id)
	case ok && p.Unit == Day && twin.Start.Weekday() != p.Start.Weekday():
		t.Fatalf("%s: %s is set against %s", name, id, twin.Start)
	case ok && p.Unit != Day:
		y, _ := cal.Number(p)
		ty, tn := cal.Number(twin)
		if ty != y-1 || tn != n {
			t.Fatalf("%s: %s is set against %s", name, id, cal.ID(twin))
		}
	}
}

// TestBusinessDaysAddUp compares BusinessDays with a count day by day.
func TestBusinessDaysAddUp(t *testing.T) {
	for name, cal := range calendars(t) {
		start, n := NewDate(2015, time.March, 3), 0
		for d := start; d.Year < 2027; d = d.AddDays(1) {
			if got := cal.BusinessDays(start, d); got != n {
				t.Fatalf("%s: %d business days before %s, want %d", name, got, d, n)
			}
			if cal.IsBusinessDay(d) {
				n++
				if nth, ok := cal.NthBusinessDay(wholePeriod(Day, start, NewDate(2036, 1, 1)), n); !ok || nth != d {
					t.Fatalf("%s: business day %d is %v, want %s", name, n, nth, d)
				}
			}
		}
	}
}

// easterSunday computes Easter by Gauss' algorithm, another one than the library's.
func easterSunday(y int) Date {
	a, b, c := y%19, y%4, y%7
	k := y / 100
	p := (13 + 8*k) / 25
	q := k / 4
	m := (15 - p + k - q) % 30
	n := (4 + k - q) % 7
	d := (19*a + m) % 30
	e := (2*b + 4*c + 6*d + n) % 7
	switch {
	case d == 29 && e == 6:
		return NewDate(y, time.April, 19)
	case d == 28 && e == 6 && (11*m+11)%30 < 19:
		return NewDate(y, time.April, 18)
	}
	return NewDate(y, time.March, 22+d+e)
}

// TestHolidaysOfFranceAndTarget compares both lists, for sixty years, with dates computed from the text of the laws.
func TestHolidaysOfFranceAndTarget(t *testing.T) {
	rules := map[string]struct{ fixed, easter []int }{
		"FR":        {[]int{101, 501, 508, 714, 815, 1101, 1111, 1225}, []int{1, 39, 50}},
		"FR-ALSACE": {[]int{101, 501, 508, 714, 815, 1101, 1111, 1225, 1226}, []int{-2, 1, 39, 50}},
		"BE":        {[]int{101, 501, 721, 815, 1101, 1111, 1225}, []int{1, 39, 50}},
		"TARGET":    {[]int{101, 501, 1225, 1226}, []int{-2, 1}},
	}
	for code, rule := range rules {
		cal := mustCalendar(t, Options{Holidays: code})
		for y := 2000; y < 2060; y++ {
			want := map[Date]bool{}
			for _, md := range rule.fixed {
				want[NewDate(y, time.Month(md/100), md%100)] = true
			}
			for _, n := range rule.easter {
				want[easterSunday(y).AddDays(n)] = true
			}
			for d := NewDate(y, 1, 1); d.Year == y; d = d.AddDays(1) {
				if name, ok := cal.Holiday(d); ok != want[d] {
					t.Errorf("%s: %s is %q", code, d, name)
				}
			}
		}
	}
}

// TestISOWeeks compares our week numbers with those of the standard library.
func TestISOWeeks(t *testing.T) {
	cal := mustCalendar(t, Options{})
	for d := NewDate(1990, 1, 1); d.Year < 2040; d = d.AddDays(1) {
		y, n := d.Time().ISOWeek()
		if p, ok := cal.nthWeek(y, n); !ok || !p.Contains(d) {
			t.Fatalf("%s is not in week %d of %d", d, n, y)
		}
	}
}

func BenchmarkBusinessDaysOfTenYears(b *testing.B) {
	cal := mustCalendar(b, Options{Holidays: "FR"})
	from, to := NewDate(2016, time.March, 3), NewDate(2026, time.November, 16)
	for b.Loop() {
		cal.BusinessDays(from, to)
	}
}

func BenchmarkLastYearOfCutMonth(b *testing.B) {
	cal := mustCalendar(b, Options{Holidays: "FR"})
	p := Period{Month, NewDate(2026, 11, 1), NewDate(2026, 11, 16), NewDate(2026, 12, 1)}
	for b.Loop() {
		cal.LastYear(p)
	}
}

func TestBack(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		unit Unit
		want string
	}{
		{"2026-11-16", 12, Month, "2025-11-16"}, {"2026-05-31", 3, Month, "2026-02-28"}, {"2024-02-29", 1, Year, "2023-02-28"}, {"2026-01-31", 1, Quarter, "2025-10-31"},
		{"2026-03-02", 2, Week, "2026-02-16"}, {"2026-03-01", 1, Day, "2026-02-28"},
	} {
		d, err := ParseDate(c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Back(c.n, c.unit).String(); got != c.want {
			t.Errorf("%d %ss back from %s: %s, want %s", c.n, c.unit, c.from, got, c.want)
		}
	}
}
