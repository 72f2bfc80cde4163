package schedule

import (
	"time"

	"bilan/internal/period"
)

// Edit is a change of a report's timetable. Old is in force up to the instant At, New after it. Old is nil if the report
// had no timetable, New if it has none any more.
type Edit struct {
	Old, New *Timetable
	At       time.Time
}

// EditEffect is the effect of an edit on a planned turn whose instant is in the future.
type EditEffect int

// The effects of an edit.
const (
	Dropped EditEffect = iota // the turn is not in the new timetable, or has another key there
	Stays                     // the turn is sent at its old instant, because its new instant has passed
	Moves                     // the turn is sent at its new instant
)

// KeptTurns returns the turns that are in the future by the old timetable and in the past by the new one, earliest first.
// They are sent at their old instants; otherwise the edit would lose them.
func (e Edit) KeptTurns() []Occurrence {
	if e.Old == nil || e.New == nil || e.Old.cadence.workUnit() == Instants || e.New.cadence.workUnit() == Instants {
		return nil // a turn whose key is its instant cannot be both in the future and in the past
	}
	list := e.newTurns(e.At.AddDate(0, 0, 2*e.mostDaysApart()))
	var out []Occurrence
	for _, o := range e.Old.DueBetween(e.At, e.At.AddDate(0, 0, e.mostDaysApart())) {
		if m := e.match(e.Old.Work(o), list); m.past && m.ahead == nil {
			out = append(out, o)
		}
	}
	return out
}

// EffectOn returns the effect on a planned turn and, if it moves, its new occurrence.
func (e Edit) EffectOn(w Work) (EditEffect, Occurrence) {
	if e.New == nil {
		return Dropped, Occurrence{}
	}
	until := w.Due
	if e.New.cadence.workUnit() != Instants {
		until = until.AddDate(0, 0, e.mostDaysApart())
	}
	m := e.match(w, e.newTurns(until))
	switch {
	case m.ahead == nil && m.past, m.ahead != nil && m.ahead.work.Key != w.Key && m.ahead.work.Due.Equal(w.Due):
		return Stays, Occurrence{}
	case m.ahead != nil && m.ahead.work.Key == w.Key:
		return Moves, m.ahead.Occurrence
	}
	return Dropped, Occurrence{}
}

// counterpart is a turn of the new timetable, with its work.
type counterpart struct {
	Occurrence
	work Work
}

// match is what corresponds to an old turn in the new timetable. A turn with the same key corresponds to it; if there is
// none, turns with the same work do.
type match struct {
	ahead *counterpart // the first corresponding turn in the future; nil if there is none
	past  bool         // whether there is a corresponding turn in the past
}

func (e Edit) match(w Work, list []counterpart) (m match) {
	for i := range list {
		c := &list[i]
		past, sameKey := !c.work.Due.After(e.At), c.work.Key == w.Key
		switch {
		case sameKey && past:
			return match{past: true}
		case sameKey:
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

// newTurns returns the new timetable's turns up to until, from the earliest that may correspond to a future turn of the
// old one.
func (e Edit) newTurns(until time.Time) (list []counterpart) {
	from := e.At.AddDate(0, 0, -e.mostDaysApart())
	if e.New.cadence.workUnit() == Instants {
		from = e.At
	}
	for _, o := range e.New.DueBetween(from, until) {
		list = append(list, counterpart{o, e.New.Work(o)})
	}
	return list
}

// mostDaysMoved is how many days apart two turns of the same work are at most, if days off move them.
const mostDaysMoved = 50

// mostDaysApart returns how many days apart two turns of the same work are at most, one from each timetable. Turns of
// the same unit of cadence may correspond by their periods, and are then about a unit apart.
func (e Edit) mostDaysApart() int {
	if e.Old != nil && e.Old.cadence.workUnit() != e.New.cadence.workUnit() {
		return mostDaysMoved
	}
	switch period.Unit(e.New.cadence.workUnit()) {
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
	return mostDaysMoved
}
