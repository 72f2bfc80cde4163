// Package period is the business calendar: dates, weeks, months, quarters, fiscal years, holidays and business days. It
// knows nothing about reports.
package period

import (
	"cmp"
	"fmt"
	"time"
)

// Date is a day of the proleptic Gregorian calendar, without a zone. The zero Date is not a day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day of an instant, in the instant's own location.
func DateOf(t time.Time) Date { y, m, d := t.Date(); return Date{y, m, d} }

// NewDate makes a Date, normalising overflow as time.Date does.
func NewDate(y int, m time.Month, d int) Date {
	return DateOf(time.Date(y, m, d, 0, 0, 0, 0, time.UTC))
}

// ParseDate reads 2006-01-02.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date (write 2026-01-31)", s)
	}
	return DateOf(t), nil
}

// Time returns the day's midnight in UTC.
func (d Date) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// In returns the day's midnight in a zone. If a clock change skips midnight, time.Date decides.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// AddDays returns the day n days later, or earlier for a negative n.
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// Back returns the day n civil days, weeks, months, quarters or years earlier. If the month is too short for the day, it
// returns the month's last day.
func (d Date) Back(n int, u Unit) Date {
	switch u {
	case Day:
		return d.AddDays(-n)
	case Week:
		return d.AddDays(-7 * n)
	}
	first := NewDate(d.Year, d.Month-time.Month(n*monthsIn[u]), 1)
	last := NewDate(first.Year, first.Month+1, 0).Day
	return NewDate(first.Year, first.Month, min(d.Day, last))
}

// Days returns the number of days from d to e, negative if e is earlier.
func (d Date) Days(e Date) int { return e.ordinal() - d.ordinal() }

// ordinal returns the number of days from 1970-01-01 to d.
func (d Date) ordinal() int {
	s := d.Time().Unix()
	return int(s / 86400) // exact, before 1970 too, because s is a midnight
}

// Compare returns −1, 0 or +1 if d is before, on or after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is after e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// IsZero reports whether d is the zero Date, which is not a day.
func (d Date) IsZero() bool { return d == Date{} }

// Weekday is the day's weekday.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// String returns the date in the form 2006-01-02.
func (d Date) String() string { return d.Time().Format(time.DateOnly) }

// MarshalText writes 2006-01-02.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads 2006-01-02.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDate(string(text))
	return err
}

// Unit is a unit of the calendar, by which a period is measured.
type Unit string

// The units of the calendar.
const (
	Day     Unit = "day"
	Week    Unit = "week"
	Month   Unit = "month"
	Quarter Unit = "quarter"
	Year    Unit = "year"
)

// Period is a half-open range of days [Start, End). A whole period ends at its Close. A cut period, such as month to
// date, ends earlier. Periods are comparable and can key a map.
type Period struct {
	Unit  Unit // a period may hold several units: 13 weeks are one period of unit week
	Start Date
	End   Date // exclusive end
	Close Date // exclusive end of the whole period
}

// Open reports whether the period is cut before its close.
func (p Period) Open() bool { return p.End.Before(p.Close) }

// Whole returns the period up to its close.
func (p Period) Whole() Period { p.End = p.Close; return p }

// Contains reports whether the day is in [Start, End).
func (p Period) Contains(d Date) bool { return !d.Before(p.Start) && d.Before(p.End) }
