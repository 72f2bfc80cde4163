package schedule

import (
	"bilan/internal/period"
)

// daily reports whether slots that are moved to the same day become one mail: the Saturday and Sunday slots of a daily
// report become part of Monday's. Slots of weeks and longer units keep their own mail.
func (c *Cadence) daily() bool { return c.cron != nil || c.rule.unit == period.Day }

// isDayOff reports whether a slot's day is no business day, so that the policy applies. A weekly report on a weekday on
// which the company never works is moved only by holidays and closures.
func (c *Cadence) isDayOff(d period.Date, cal *period.Calendar) bool {
	if c.cron == nil && c.rule.unit == period.Week && !cal.IsWorkday(d.Weekday()) {
		_, holiday := cal.Holiday(d)
		return holiday
	}
	return !cal.IsBusinessDay(d)
}

// sendingDay returns the day on which a slot's report is sent; false if it is not sent.
func (c *Cadence) sendingDay(s Slot, cal *period.Calendar) (period.Date, bool) {
	if c.policy == Send || !c.isDayOff(s.Date, cal) {
		return s.Date, true
	}
	d, ok := c.movedDay(s.Date, cal)
	if !ok || c.daily() && c.isTaken(s.Date, d, cal) {
		return period.Date{}, false
	}
	return d, true
}

// movedDay returns the nearest business day in the policy's direction. For a weekly report on a weekday on which the
// company never works, it returns the next day of the rule that is no holiday, if that is nearer.
func (c *Cadence) movedDay(from period.Date, cal *period.Calendar) (period.Date, bool) {
	step, find := 1, cal.NextBusinessDay
	switch c.policy {
	case Skip:
		return period.Date{}, false
	case Previous:
		step, find = -1, cal.PreviousBusinessDay
	}
	d, ok := find(from)
	if c.daily() || c.rule.unit != period.Week || cal.IsWorkday(c.rule.weekday) {
		return d, ok
	}
	for e := from.AddDays(7 * step); ok && e.Compare(d) == -step; e = e.AddDays(7 * step) {
		if !c.isDayOff(e, cal) {
			return e, true
		}
	}
	return d, ok
}

// isTaken reports whether the rule has another day after d, up to and including the day to to which d is moved.
func (c *Cadence) isTaken(d, to period.Date, cal *period.Calendar) bool {
	if d.Before(to) {
		s, ok := c.ruleAfter(Slot{d, 24 * 60}, cal)
		return ok && !s.Date.After(to)
	}
	s, ok := c.ruleBefore(SlotOn(d), cal)
	return ok && !s.Date.Before(to)
}

// leftOut reports whether the policy drops the slot.
func (c *Cadence) leftOut(s Slot, cal *period.Calendar) bool {
	_, goes := c.sendingDay(s, cal)
	return !goes
}
