// Package period is the business calendar: dates, weeks, months, quarters, fiscal years, holidays and business days. It
// does not know what is reported.
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

// DateOf is the day that an instant falls on in its own location.
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

// Time is midnight UTC of the day.
func (d Date) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// In is the first instant of the day in a zone.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// AddDays moves n days.
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// Back moves some civil days, weeks, months, quarters or years back. In a month that is too short it is the last day.
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

// Days is the number of days from d to e (negative if e is earlier).
func (d Date) Days(e Date) int { return e.ordinal() - d.ordinal() }

// ordinal counts days from 1970-01-01.
func (d Date) ordinal() int {
	s := d.Time().Unix()
	return int(s / 86400) // midnight: the division is exact, before 1970 too
}

// Compare is −1, 0 or +1 as d is before, on or after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// Before reports whether d is before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is after e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// IsZero reports whether d is not a day.
func (d Date) IsZero() bool { return d == Date{} }

// Weekday is the day's weekday.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// String is 2006-01-02.
func (d Date) String() string { return d.Time().Format(time.DateOnly) }

// MarshalText writes 2006-01-02.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads 2006-01-02.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDate(string(text))
	return err
}

// Unit is a size of period.
type Unit string

// The units a business reports by.
const (
	Day     Unit = "day"
	Week    Unit = "week"
	Month   Unit = "month"
	Quarter Unit = "quarter"
	Year    Unit = "year"
)

// Period is a half-open range of days [Start, End). Close is the end of the whole calendar period that
// it belongs to: equal to End for a whole period, later for one that is cut ("month to date"). Periods are
// comparable and can key a map.
type Period struct {
	Unit  Unit // of which it may hold several: 13 weeks are one period of unit week
	Start Date
	End   Date // exclusive
	Close Date // exclusive end of the whole period
}

// Open reports whether the period is cut before its close.
func (p Period) Open() bool { return p.End.Before(p.Close) }

// Whole is the uncut period.
func (p Period) Whole() Period { p.End = p.Close; return p }

// Contains reports whether the day is counted in the period.
func (p Period) Contains(d Date) bool { return !d.Before(p.Start) && d.Before(p.End) }
