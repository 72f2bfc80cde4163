package schedule

import (
	"math/bits"
	"time"

	"bilan/internal/period"
)

// Work identifies what a turn does, independently of the text of its rule. Turns of two rules with the same Work are
// the same turn.
type Work struct {
	Key  string    // its name in the ledger: its day, or with several turns a day its instant
	Day  string    // the day that it reports, 2006-01-02: the rule's own, unmoved
	Unit string    // the cadence's: day, week, month, quarter or year; Instants; "" for a cron that is not one of these
	Span string    // its first period, as first and last day, when the turns before and after it show others; else ""
	Due  time.Time // its instant
}

// Instants is the unit of cadences with several turns a day. Only their turns are named by their instants.
const Instants = "instants"

// keyOfInstant is the name of a turn among several of its day.
const keyOfInstant = "2006-01-02T15:04Z"

// Same reports whether turns of two rules are the same work: of one instant; of one day, where neither rule has two turns on
// it; or of one unit of cadence and one first period.
func (w Work) Same(v Work) bool {
	if w.Due.Equal(v.Due) {
		return true
	}
	if w.Unit == Instants || v.Unit == Instants {
		return false
	}
	return w.Day == v.Day || w.Unit == v.Unit && w.Span == v.Span && w.Span != ""
}

// Key is an occurrence's name in the ledger.
func (t *Timetable) Key(o Occurrence) string {
	if t.cadence.unit() == Instants {
		return o.Due.UTC().Format(keyOfInstant)
	}
	return o.Slot.Date.String()
}

// InstantOf is the instant that a key names; false for one that names a day.
func InstantOf(key string) (time.Time, bool) {
	t, err := time.Parse(keyOfInstant, key)
	return t, err == nil
}

// Work identifies what an occurrence of the timetable does.
func (t *Timetable) Work(o Occurrence) Work {
	return Work{Key: t.Key(o), Day: o.Slot.Date.String(), Unit: t.cadence.unit(), Span: t.span(o.Slot), Due: o.Due}
}

// span is the first and last day of a slot's first period, also of an open one; "" when the slot before or after shows the
// same period.
func (t *Timetable) span(s Slot) string {
	if u := t.cadence.unit(); u == Instants || u == "" {
		return ""
	}
	p := t.cadence.Resolve(t.first.Relative, s, t.calendar)
	for _, neighbour := range []func(Slot, *period.Calendar) (Slot, bool){t.cadence.Previous, t.cadence.Next} {
		if n, ok := neighbour(s, t.calendar); ok {
			if q := t.cadence.Resolve(t.first.Relative, n, t.calendar); q.Start == p.Start && q.Close == p.Close {
				return ""
			}
		}
	}
	return p.Start.String() + "/" + p.Close.AddDays(-1).String()
}

// unit is how often the cadence comes, for Work.
func (c *Cadence) unit() string {
	if c.cron == nil {
		return string(c.rule.unit)
	}
	spec := c.cron.spec
	everyDay, everyMonth, everyWeekday := spec.Dom&starBit != 0, spec.Month&starBit != 0, spec.Dow&starBit != 0
	switch {
	case len(c.cron.minutes) > 1:
		return Instants
	case c.cron.everyDay():
		return string(period.Day)
	case everyDay && everyMonth && bits.OnesCount64(spec.Dow&0x7f) == 1:
		return string(period.Week)
	case everyWeekday && everyMonth && bits.OnesCount64(spec.Dom&0xfffffffe) == 1:
		return string(period.Month)
	}
	return ""
}
