package schedule

import (
	"bilan/internal/period"
)

// daily reports whether slots that land on one day are one mail: a daily report moved from Saturday and from
// Sunday to Monday is Monday's. Weeks and longer each keep their own.
func (c *Cadence) daily() bool { return c.cron != nil || c.rule.unit == period.Day }

// off reports whether a slot's day is one on which the policy acts: no business day. A report that is asked for on
// a weekday which the company never works is only moved by holidays and closures.
func (c *Cadence) off(d period.Date, cal *period.Calendar) bool {
	if c.cron == nil && c.rule.unit == period.Week && !cal.IsWorkday(d.Weekday()) {
		_, holiday := cal.Holiday(d)
		return holiday
	}
	return !cal.IsBusinessDay(d)
}

// day is the day on which a slot's report is sent; false if it is not sent.
func (c *Cadence) day(s Slot, cal *period.Calendar) (period.Date, bool) {
	if c.policy == Send || !c.off(s.Date, cal) {
		return s.Date, true
	}
	d, ok := c.move(s.Date, cal)
	if !ok || c.daily() && c.taken(s.Date, d, cal) {
		return period.Date{}, false
	}
	return d, true
}

// move is the nearest business day in the policy's direction, but never beyond a day on which the cadence is due anyway
// (for example, a Saturday report of a company that works Monday to Friday).
func (c *Cadence) move(from period.Date, cal *period.Calendar) (period.Date, bool) {
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
		if !c.off(e, cal) {
			return e, true
		}
	}
	return d, ok
}

// taken reports whether the rule has another day from d, not counted, to where d is moved, counted.
func (c *Cadence) taken(d, to period.Date, cal *period.Calendar) bool {
	if d.Before(to) {
		s, ok := c.ruleAfter(Slot{d, 24 * 60}, cal)
		return ok && !s.Date.After(to)
	}
	s, ok := c.ruleBefore(On(d), cal)
	return ok && !s.Date.Before(to)
}

// leftOut reports whether the policy drops the slot.
func (c *Cadence) leftOut(s Slot, cal *period.Calendar) bool {
	_, goes := c.day(s, cal)
	return !goes
}
