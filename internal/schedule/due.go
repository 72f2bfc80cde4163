package schedule

import (
	"fmt"
	"slices"
	"time"

	"bilan/internal/period"
)

// Occurrence says when a slot is sent, by its rule, the calendar and the zone.
type Occurrence struct {
	Slot    Slot
	On      period.Date // the day on which it is sent
	Due     time.Time   // the instant, in the zone; zero if LeftOut
	LeftOut bool        // whether it is not sent
	Reasons []string    // why it is moved or left out, in English
}

// Due returns the occurrence of a slot in a zone.
func (c *Cadence) Due(s Slot, cal *period.Calendar, loc *time.Location) Occurrence {
	o := Occurrence{Slot: s}
	var goes bool
	if o.On, goes = c.sendingDay(s, cal); !goes {
		o.LeftOut = true
		o.Reasons = []string{c.whyLeftOut(s, cal)}
		return o
	}
	if o.On != s.Date {
		o.Reasons = append(o.Reasons, fmt.Sprintf("%s is %s: moved to %s", longDate(s.Date), dayOff(s.Date, cal), longDate(o.On)))
	}
	c.setDue(&o, cal, loc)
	return o
}

// setDue sets the instant of the occurrence's local time, or leaves it out.
func (c *Cadence) setDue(o *Occurrence, cal *period.Calendar, loc *time.Location) {
	minute := c.minute(o.Slot)
	due, fold := LocalInstant(o.On, minute, loc)
	at := fmt.Sprintf("%s on %s in %s", clockText(minute), longDate(o.On), loc)
	switch {
	case fold == Gap && c.daily() && c.nextReplacesIt(o.Slot, due, cal):
		o.LeftOut = true
		o.Reasons = append(o.Reasons, at+" does not exist: the next one takes its place")
		return
	case fold == Gap:
		o.Reasons = append(o.Reasons, at+" does not exist: the first instant after it")
	case fold == Double:
		o.Reasons = append(o.Reasons, at+" comes twice: the first time")
	}
	o.Due = due
}

func (c *Cadence) minute(s Slot) int {
	if c.cron != nil {
		return s.Minute
	}
	return c.at
}

// nextReplacesIt reports whether the slot after s is sent at or before due, the instant that replaces the local time of
// s, which does not exist.
func (c *Cadence) nextReplacesIt(s Slot, due time.Time, cal *period.Calendar) bool {
	next, ok := c.Next(s, cal)
	if !ok {
		return false
	}
	day, _ := c.sendingDay(next, cal)
	landed := Slot{period.DateOf(due), due.Hour()*60 + due.Minute()}
	return Slot{day, c.minute(next)}.Compare(landed) <= 0
}

func (c *Cadence) whyLeftOut(s Slot, cal *period.Calendar) string {
	why := fmt.Sprintf("%s is %s", longDate(s.Date), dayOff(s.Date, cal))
	switch c.policy {
	case Next:
		return why + ": the next one takes its place"
	case Previous:
		return why + ": the one before took its place"
	}
	return why + ": skipped"
}

func dayOff(d period.Date, cal *period.Calendar) string {
	if name, ok := cal.Holiday(d); ok {
		return name
	}
	return "no working day"
}

// DueBetween returns the occurrences due in (after, until], earliest first.
func (c *Cadence) DueBetween(after, until time.Time, cal *period.Calendar, loc *time.Location) []Occurrence {
	from, to := c.widen(period.DateOf(after.In(loc)), period.DateOf(until.In(loc)), cal)
	var out []Occurrence
	for s := range c.slots(from, to, cal) {
		if o := c.Due(s, cal, loc); !o.LeftOut && o.Due.After(after) && !o.Due.After(until) {
			out = append(out, o)
		}
	}
	slices.SortStableFunc(out, func(a, b Occurrence) int { return a.Due.Compare(b.Due) })
	return out
}

// widen returns the half-open range of days with all slots that may be due within the days from and to. A slot before or
// after them may be moved into them from a day off. One more day at each side is for gaps of the clock.
func (c *Cadence) widen(from, to period.Date, cal *period.Calendar) (period.Date, period.Date) {
	from, to = from.AddDays(-1), to.AddDays(1)
	for n := 0; c.policy == Next && n < maxReach && !cal.IsBusinessDay(from.AddDays(-1)); n++ {
		from = from.AddDays(-1)
	}
	for n := 0; c.policy == Previous && n < maxReach && !cal.IsBusinessDay(to); n++ {
		to = to.AddDays(1)
	}
	return from, to.AddDays(1)
}

// maxReach is how many days the calendar searches for a business day.
const maxReach = 731

// LatestDue returns the last occurrence due at or before now; false if there is none.
func (c *Cadence) LatestDue(now time.Time, cal *period.Calendar, loc *time.Location) (Occurrence, bool) {
	_, to := c.widen(period.DateOf(now.In(loc)), period.DateOf(now.In(loc)), cal)
	s, ok := c.Previous(SlotOn(to), cal)
	for ; ok; s, ok = c.Previous(s, cal) {
		if o := c.Due(s, cal, loc); !o.LeftOut && !o.Due.After(now) {
			return o, true
		}
	}
	return Occurrence{}, false
}

// NextDue returns the first occurrence due after an instant; false if there is none.
func (c *Cadence) NextDue(after time.Time, cal *period.Calendar, loc *time.Location) (Occurrence, bool) {
	from, _ := c.widen(period.DateOf(after.In(loc)), period.DateOf(after.In(loc)), cal)
	s, ok := c.Next(Slot{from.AddDays(-1), 24 * 60}, cal)
	for ; ok; s, ok = c.Next(s, cal) {
		if o := c.Due(s, cal, loc); !o.LeftOut && o.Due.After(after) {
			return o, true
		}
	}
	return Occurrence{}, false
}
