package schedule

import (
	"bilan/internal/period"
)

// Resolve returns the period that a phrase means for a slot. It depends only on the slot, and not on a clock.
//
// A slot also shows the period of slots before it that were left out: "last week" after a skipped Monday is two weeks.
// In a daily report, "yesterday" starts where the slot before ended, so that Monday's report contains the weekend.
func (c *Cadence) Resolve(r period.Relative, s Slot, cal *period.Calendar) period.Period {
	p := cal.Resolve(r, c.CutOff(s))
	if !r.Single() {
		return p
	}
	before, ok := c.Previous(SlotOn(s.Date), cal)
	if !ok || !c.everyDay(r) && !c.leftOutBetween(before, s, cal) {
		return p
	}
	if from := cal.Resolve(r, c.CutOff(before)).End; from.Before(p.Start) {
		p.Start = from
	}
	return p
}

// everyDay reports whether the phrase means days and the cadence is daily.
func (c *Cadence) everyDay(r period.Relative) bool {
	if r.Unit() != period.Day {
		return false
	}
	if c.cron != nil {
		return c.cron.everyDay()
	}
	return c.rule.unit == period.Day
}

func (c *Cadence) leftOutBetween(a, b Slot, cal *period.Calendar) bool {
	next, ok := c.ruleAfter(a, cal)
	return ok && next.Date.Before(b.Date)
}

// SlotOf returns the last slot for which the phrase means the period, whole or cut; false if there is none.
func (c *Cadence) SlotOf(r period.Relative, p period.Period, cal *period.Calendar) (Slot, bool) {
	// A slot reports a period that ended at most one unit before it, or two if a slot between was left out.
	until := cal.Shift(cal.Containing(p.Unit, p.Close), 2).Start
	for s, ok := c.Previous(SlotOn(until), cal); ok && c.CutOff(s).After(p.Start); s, ok = c.Previous(s, cal) {
		got := c.Resolve(r, s, cal)
		if got.Start == p.Start && got.Close == p.Close {
			return s, true
		}
	}
	return Slot{}, false
}
