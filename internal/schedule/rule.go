package schedule

import (
	"time"

	"bilan/internal/period"
)

// rule names exactly one day in each unit of the calendar.
type rule struct {
	unit     period.Unit
	weekday  time.Weekday // the day of a week
	nth      int          // the month of a quarter, 1 to 3; 0 if not given
	month    time.Month   // the calendar month of a year, or of one of the four quarters; 0 if not given
	day      int          // 1 to 28, or −1 for the last
	business bool         // whether day counts business days
}

// dayIn returns the rule's day in a whole period of its unit.
func (r rule) dayIn(p period.Period, cal *period.Calendar) period.Date {
	switch r.unit {
	case period.Day:
		return p.Start
	case period.Week:
		return p.Start.AddDays((int(r.weekday) - int(p.Start.Weekday()) + 7) % 7)
	}
	span := r.span(p, cal)
	last := span.Close.AddDays(-1)
	switch {
	case r.business:
		// A month with too few business days (closed all August) still has its slot, on its last day.
		if d, ok := cal.NthBusinessDay(span, r.day); ok {
			return d
		}
		return last
	case r.day < 0:
		return last
	}
	return span.Start.AddDays(r.day - 1)
}

// span returns the period in which the rule's day is counted: the given month of the quarter or year p, or all of p.
func (r rule) span(p period.Period, cal *period.Calendar) period.Period {
	m := cal.Containing(period.Month, p.Start)
	switch {
	case r.unit == period.Month || r.nth == 0 && r.month == 0:
		return p
	case r.nth > 0:
		return cal.Shift(m, r.nth-1)
	}
	for range 12 {
		if _, n := cal.Number(m); r.hasMonth(n) {
			return m
		}
		m = cal.Shift(m, 1)
	}
	return p
}

func (r rule) hasMonth(month int) bool {
	if r.unit == period.Quarter {
		return (month-int(r.month))%3 == 0
	}
	return month == int(r.month)
}

// dayNear returns the rule's day in the period that is n units after the one that contains d.
func (r rule) dayNear(d period.Date, n int, cal *period.Calendar) period.Date {
	return r.dayIn(cal.Shift(cal.Containing(r.unit, d), n), cal)
}

// after returns the rule's first day after d.
func (r rule) after(d period.Date, cal *period.Calendar) period.Date {
	if e := r.dayNear(d, 0, cal); e.After(d) {
		return e
	}
	return r.dayNear(d, 1, cal)
}

// before returns the rule's last day before d.
func (r rule) before(d period.Date, cal *period.Calendar) period.Date {
	if e := r.dayNear(d, 0, cal); e.Before(d) {
		return e
	}
	return r.dayNear(d, -1, cal)
}
