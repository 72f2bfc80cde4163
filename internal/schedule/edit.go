package schedule

import (
	"time"

	"bilan/internal/period"
)

// Edit is a change of a report's timetable: at and before At the old one was in force, after it the new one. Old is nil
// for a report that had none, New for one that has none any more.
type Edit struct {
	Old, New *Timetable
	At       time.Time
}

// EditEffect is the effect of an edit on a planned turn whose instant is in the future.
type EditEffect int

// The fates.
const (
	Dropped EditEffect = iota // the new timetable has no such turn, or names it otherwise
	Stays                     // it is sent at its old instant, because its new instant has passed
	Moves                     // it is sent at its new instant
)

// Ahead lists the turns that are still ahead by the old timetable and already past by the new one, earliest first. They go out at
// their old instants: else an edit would lose them.
func (e Edit) Ahead() []Occurrence {
	if e.Old == nil || e.New == nil || e.Old.cadence.unit() == Instants || e.New.cadence.unit() == Instants {
		return nil // turns that are named by their instants cannot be ahead and past
	}
	list := e.works(e.At.AddDate(0, 0, 2*e.reach()))
	var out []Occurrence
	for _, o := range e.Old.DueBetween(e.At, e.At.AddDate(0, 0, e.reach())) {
		if m := e.match(e.Old.Work(o), list); m.past && m.ahead == nil {
			out = append(out, o)
		}
	}
	return out
}

// EditEffect returns the effect on a planned turn, and its new place.
func (e Edit) EditEffect(w Work) (EditEffect, Occurrence) {
	if e.New == nil {
		return Dropped, Occurrence{}
	}
	until := w.Due
	if e.New.cadence.unit() != Instants {
		until = until.AddDate(0, 0, e.reach())
	}
	m := e.match(w, e.works(until))
	switch {
	case m.ahead == nil && m.past, m.ahead != nil && m.ahead.work.Key != w.Key && m.ahead.work.Due.Equal(w.Due):
		return Stays, Occurrence{}
	case m.ahead != nil && m.ahead.work.Key == w.Key:
		return Moves, m.ahead.Occurrence
	}
	return Dropped, Occurrence{}
}

// counterpart is a turn of the new timetable.
type counterpart struct {
	Occurrence
	work Work
}

// match is the counterpart of a turn in the new timetable: the turn with the same name, else the first future turn with
// the same work, and whether there is a past one.
type match struct {
	ahead *counterpart
	past  bool
}

func (e Edit) match(w Work, list []counterpart) (m match) {
	for i := range list {
		c := &list[i]
		past, named := !c.work.Due.After(e.At), c.work.Key == w.Key
		switch {
		case named && past:
			return match{past: true}
		case named:
			return match{ahead: c}
		case !c.work.Same(w):
		case past:
			m.past = true
		case m.ahead == nil:
			m.ahead = c
		}
	}
	return m
}

// works lists the new timetable's turns from those that may have been ahead by the old one.
func (e Edit) works(until time.Time) (list []counterpart) {
	from := e.At.AddDate(0, 0, -e.reach())
	if e.New.cadence.unit() == Instants {
		from = e.At
	}
	for _, o := range e.New.DueBetween(from, until) {
		list = append(list, counterpart{o, e.New.Work(o)})
	}
	return list
}

// farthest is the largest number of days by which days off can move a turn.
const farthest = 50

// reach is the largest number of days between two turns of the same work, one from each timetable. Only turns with the
// same unit of cadence can match by their periods, and then they are about a unit apart.
func (e Edit) reach() int {
	if e.Old != nil && e.Old.cadence.unit() != e.New.cadence.unit() {
		return farthest
	}
	switch period.Unit(e.New.cadence.unit()) {
	case Instants:
		return 1
	case period.Day:
		return 10
	case period.Month:
		return 90
	case period.Quarter:
		return 200
	case period.Year:
		return 750
	}
	return farthest
}
