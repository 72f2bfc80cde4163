package schedule

import (
	"iter"
	"slices"

	"bilan/internal/period"
)

// CutOff returns the first day that a slot does not count: the slot's own day, or with through: today the day after.
func (c *Cadence) CutOff(s Slot) period.Date { return CutOff(s, c.spec.Through) }

// CutOff returns the first day that a slot does not count: the slot's own day, or the day after if through is "today".
func CutOff(s Slot, through string) period.Date {
	if through == today {
		return s.Date.AddDays(1)
	}
	return s.Date
}

// Next returns the cadence's first slot after s that is not left out; false if there is none.
func (c *Cadence) Next(s Slot, cal *period.Calendar) (Slot, bool) {
	for range maxLeftOut {
		var ok bool
		if s, ok = c.ruleAfter(s, cal); !ok {
			break
		}
		if !c.leftOut(s, cal) {
			return s, true
		}
	}
	return Slot{}, false
}

// Previous returns the cadence's last slot before s that is not left out; false if there is none.
func (c *Cadence) Previous(s Slot, cal *period.Calendar) (Slot, bool) {
	for range maxLeftOut {
		var ok bool
		if s, ok = c.ruleBefore(s, cal); !ok {
			break
		}
		if !c.leftOut(s, cal) {
			return s, true
		}
	}
	return Slot{}, false
}

// maxLeftOut is how many slots in a row a search passes that days off leave out.
const maxLeftOut = 4000

// LatestDay returns the day of the last slot on or before a day; false if there is none.
func (c *Cadence) LatestDay(onOrBefore period.Date, cal *period.Calendar) (period.Date, bool) {
	s, ok := c.Previous(Slot{onOrBefore.AddDays(1), NoMinute}, cal)
	return s.Date, ok
}

// Between lists the slots of the days [from, to), oldest first.
func (c *Cadence) Between(from, to period.Date, cal *period.Calendar) []Slot {
	return slices.Collect(c.slots(from, to, cal))
}

func (c *Cadence) slots(from, to period.Date, cal *period.Calendar) iter.Seq[Slot] {
	return func(yield func(Slot) bool) {
		s := Slot{from.AddDays(-1), 24 * 60}
		for {
			var ok bool
			s, ok = c.Next(s, cal)
			if !ok || !s.Date.Before(to) || !yield(s) {
				return
			}
		}
	}
}

// ruleAfter returns the rule's first slot after s, even if days off leave it out.
func (c *Cadence) ruleAfter(s Slot, cal *period.Calendar) (Slot, bool) {
	if c.cron == nil {
		return SlotOn(c.rule.after(s.Date, cal)), true
	}
	if c.cron.matches(s.Date) {
		i, hit := slices.BinarySearch(c.cron.minutes, s.Minute)
		if hit {
			i++
		}
		if i < len(c.cron.minutes) {
			return Slot{s.Date, c.cron.minutes[i]}, true
		}
	}
	d, ok := c.cron.seek(s.Date, 1)
	return Slot{d, c.cron.minutes[0]}, ok
}

// ruleBefore returns the rule's last slot before s, even if days off leave it out.
func (c *Cadence) ruleBefore(s Slot, cal *period.Calendar) (Slot, bool) {
	if c.cron == nil {
		return SlotOn(c.rule.before(s.Date, cal)), true
	}
	if c.cron.matches(s.Date) {
		if i, _ := slices.BinarySearch(c.cron.minutes, s.Minute); i > 0 {
			return Slot{s.Date, c.cron.minutes[i-1]}, true
		}
	}
	d, ok := c.cron.seek(s.Date, -1)
	return Slot{d, c.cron.minutes[len(c.cron.minutes)-1]}, ok
}
