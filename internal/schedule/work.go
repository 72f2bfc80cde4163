package schedule

import (
	"math/bits"
	"time"

	"bilan/internal/period"
)

// Work identifies what a turn reports, independently of the text of its rule. It shows whether turns of two rules are the
// same turn.
type Work struct {
	Key  string    // its name in the ledger: its day or, if the cadence has several turns a day, its instant
	Day  string    // the day that the rule names, 2006-01-02
	Unit string    // of the cadence: day, week, month, quarter, year or Instants; "" for any other cron expression
	Span string    // its first period, as first and last day; "" if the turn before or after has the same one
	Due  time.Time // the instant at which it is due
}

// Instants is the Unit of cadences with several turns a day. The keys of their turns are instants.
const Instants = "instants"

// keyOfInstant is the layout of a key that is an instant, in UTC.
const keyOfInstant = "2006-01-02T15:04Z"

// Same reports whether turns of two rules are the same work: they have the same instant; or the same day, if neither
// rule has several turns a day; or the same unit of cadence and first period.
func (w Work) Same(v Work) bool {
	if w.Due.Equal(v.Due) {
		return true
	}
	if w.Unit == Instants || v.Unit == Instants {
		return false
	}
	return w.Day == v.Day || w.Unit == v.Unit && w.Span == v.Span && w.Span != ""
}

// Key returns an occurrence's name in the ledger.
func (t *Timetable) Key(o Occurrence) string {
	if t.cadence.workUnit() == Instants {
		return o.Due.UTC().Format(keyOfInstant)
	}
	return o.Slot.Date.String()
}

// InstantOf returns the instant that a key names; false if the key names a day.
func InstantOf(key string) (time.Time, bool) {
	t, err := time.Parse(keyOfInstant, key)
	return t, err == nil
}

// Work returns what identifies an occurrence of the timetable across edits.
func (t *Timetable) Work(o Occurrence) Work {
	return Work{Key: t.Key(o), Day: o.Slot.Date.String(), Unit: t.cadence.workUnit(), Span: t.periodSpan(o.Slot), Due: o.Due}
}

// periodSpan returns the first and last day of a slot's first period, the last day of the whole period if it is cut. It
// is "" if the slot before or after shows the same period.
func (t *Timetable) periodSpan(s Slot) string {
	if u := t.cadence.workUnit(); u == Instants || u == "" {
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

// workUnit returns the unit of the cadence, as in Work.Unit.
func (c *Cadence) workUnit() string {
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
