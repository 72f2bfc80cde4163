package schedule

import (
	"iter"
	"slices"

	"bilan/internal/period"
)

// CutOff is the first day that a slot does not count: its own one, or with through: today the one after.
func (c *Cadence) CutOff(s Slot) period.Date { return CutOff(s, c.spec.Through) }

// CutOff is the first day that a slot of a report does not count, by the report's through.
func CutOff(s Slot, through string) period.Date {
	if through == today {
		return s.Date.AddDays(1)
	}
	return s.Date
}

// Next is the cadence's first slot after s that is not left out, with false when none comes.
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

// Previous is the cadence's last slot before s that is not left out; false if there is none.
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

// maxLeftOut ends the search for a slot when days off leave all of them out.
const maxLeftOut = 4000

// Latest is the day of the last slot on or before a day.
func (c *Cadence) Latest(onOrBefore period.Date, cal *period.Calendar) (period.Date, bool) {
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

// ruleAfter is the rule's first slot after s, left out or not.
func (c *Cadence) ruleAfter(s Slot, cal *period.Calendar) (Slot, bool) {
	if c.cron == nil {
		return On(c.rule.after(s.Date, cal)), true
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

// ruleBefore is the rule's last slot before s, left out or not.
func (c *Cadence) ruleBefore(s Slot, cal *period.Calendar) (Slot, bool) {
	if c.cron == nil {
		return On(c.rule.before(s.Date, cal)), true
	}
	if c.cron.matches(s.Date) {
		if i, _ := slices.BinarySearch(c.cron.minutes, s.Minute); i > 0 {
			return Slot{s.Date, c.cron.minutes[i-1]}, true
		}
	}
	d, ok := c.cron.seek(s.Date, -1)
	return Slot{d, c.cron.minutes[len(c.cron.minutes)-1]}, ok
}
