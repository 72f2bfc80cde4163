package timetable

import (
	"fmt"
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/schedule"
)

// LookAhead is how far ahead the planner requests turns. It is longer than the time until the planner runs again.
const LookAhead = time.Minute

// ScheduleOf returns the schedule of a report in the ledger's form. It is in force since the instant loaded.
func (t *Timetable) ScheduleOf(report string, loaded time.Time) ledger.Schedule {
	s := ledger.Schedule{
		Report: report, Loaded: loaded,
		List: func(after, until time.Time) []ledger.Turn {
			return t.decideTurns(report, t.dueTurns(report, after, until), until)
		},
		Edit: func(before string, after, until time.Time) ledger.Edit {
			return t.effectOfEdit(report, before, loaded, after, until)
		},
	}
	if table := t.Tables[report]; table != nil {
		s.Rule = table.Text()
	}
	return s
}

// dueTurn is an occurrence and its timetable.
type dueTurn struct {
	schedule.Occurrence
	table *schedule.Timetable
}

func (t *Timetable) dueTurns(report string, after, until time.Time) []dueTurn {
	return dueTurnsOf(t.Tables[report], after, until)
}

func dueTurnsOf(t *schedule.Timetable, after, until time.Time) (list []dueTurn) {
	if t == nil || !until.After(after) {
		return nil
	}
	for _, o := range t.DueBetween(after, until) {
		list = append(list, dueTurn{o, t})
	}
	return list
}

// effectOfEdit returns the effect of a changed timetable on a report's turns. The old timetable, whose text is before,
// applies to turns due until the new one was loaded. If it can no longer be parsed, the new one applies to all.
func (t *Timetable) effectOfEdit(report, before string, loaded, after, until time.Time) ledger.Edit {
	e := schedule.Edit{New: t.Tables[report], At: loaded}
	var due []dueTurn
	if before != "" {
		var err error
		if e.Old, err = schedule.ParseTimetable(before); err != nil {
			e.Old = e.New
		}
		due = dueTurnsOf(e.Old, after, EarlierOf(loaded, until))
	}
	out := ledger.Edit{Turns: t.decideTurns(report, append(due, t.dueTurns(report, loaded, until)...), until)}
	for _, o := range e.KeptTurns() {
		kept := ledgerTurn(dueTurn{o, e.Old}, ledger.Planned, "")
		kept.Edited = ledger.ByEdit
		out.Turns = append(out.Turns, kept)
	}
	slices.SortStableFunc(out.Turns, func(a, b ledger.Turn) int { return a.Due.Compare(b.Due) })
	out.EditEffect = func(s ledger.Slot) (ledger.EditEffect, ledger.Turn) { return effectOn(e, s) }
	return out
}

// EarlierOf returns the earlier of two instants.
func EarlierOf(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// effectOn returns the effect of an edit on a planned slot and, if it moves, its new turn.
func effectOn(e schedule.Edit, s ledger.Slot) (ledger.EditEffect, ledger.Turn) {
	switch f, o := e.EffectOn(schedule.Work{Key: s.Key.Slot, Day: s.Day, Unit: s.Unit, Span: s.Span, Due: s.Due}); f {
	case schedule.Moves:
		return ledger.Moves, ledgerTurn(dueTurn{o, e.New}, ledger.Planned, "")
	case schedule.Stays:
		return ledger.Stays, ledger.Turn{}
	}
	return ledger.Dropped, ledger.Turn{}
}

// If more than mostGivenUp turns are given up together, only the NewestGivenUp latest ones are recorded, and the first of
// them mentions the others. A report that is due every five minutes has 17,000 turns in 60 days.
const mostGivenUp, NewestGivenUp = 100, 10

// decideTurns decides about the turns due up to until, which is LookAhead after now. Turns due before now were missed;
// the report's policy says whether they are still made.
func (t *Timetable) decideTurns(report string, due []dueTurn, until time.Time) (turns []ledger.Turn) {
	r, stays := t.cfg.Reports[report]
	grace, now := time.Duration(r.Grace)*24*time.Hour, until.Add(-LookAhead)
	if !stays {
		grace = schedule.DefaultGrace
	}
	madeUp := func(i int) bool {
		return t.cfg.Reports[report].Missed.RunsLate(due[i].Due, now, grace, i == len(due)-1)
	}
	givenUp := 0 // the number of turns that are given up: the oldest ones
	for givenUp < len(due) && !madeUp(givenUp) {
		givenUp++
	}
	unrecorded := 0 // the number of turns that are not recorded
	if givenUp > mostGivenUp {
		unrecorded = givenUp - NewestGivenUp
	}
	for i := unrecorded; i < len(due); i++ {
		if madeUp(i) {
			turns = append(turns, ledgerTurn(due[i], ledger.Planned, ""))
			continue
		}
		reason := ledger.NotRunning + " (missed: " + string(r.Missed) + ")"
		if i == unrecorded && unrecorded > 0 {
			reason += fmt.Sprintf("; nor at the %d turns before it, since %s", unrecorded, due[0].Due.In(t.ZoneOf(report)).Format("2006-01-02 15:04"))
		}
		turns = append(turns, ledgerTurn(due[i], ledger.Missed, reason))
	}
	return turns
}

func ledgerTurn(o dueTurn, s ledger.State, reason string) ledger.Turn {
	t := TurnOf(o.table, o.Occurrence)
	t.State, t.Reason = s, reason
	return t
}

// TurnOf returns an occurrence of a timetable in the ledger's form.
func TurnOf(t *schedule.Timetable, o schedule.Occurrence) ledger.Turn {
	w := t.Work(o)
	return ledger.Turn{Slot: w.Key, Work: ledger.Work{Day: w.Day, Unit: w.Unit, Span: w.Span, Rule: t.Hash()}, On: o.On.String(), Due: o.Due}
}
