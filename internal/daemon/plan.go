package daemon

import (
	"context"
	"fmt"
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/schedule"
)

// lookAhead is how far the planner looks: what is due before the next look is asked for in time.
const lookAhead = time.Minute

// schedules say for each report what falls due in a window, and what an edit of its schedule makes of its turns. A report
// that has no schedule any more has one without turns.
func (d *Daemon) schedules(ctx context.Context, g *generation, marks map[string]ledger.Watermark) ([]ledger.Schedule, error) {
	known, err := d.Ledger.Reports(ctx, marks)
	if err != nil {
		return nil, err
	}
	list := make([]ledger.Schedule, 0, len(g.tables))
	for name := range g.tables {
		list = append(list, g.schedule(name, d.since))
	}
	for _, name := range known {
		_, stays := g.cfg.Reports[name]
		if g.tables[name] != nil || !stays && d.overtaken == g {
			continue
		}
		s := g.schedule(name, d.since)
		if !stays {
			s.Left = func(open []ledger.Slot) []ledger.Delivery { return d.tellLeft(g, name, open) }
		}
		list = append(list, s)
	}
	return list, nil
}

func (g *generation) schedule(report string, loaded time.Time) ledger.Schedule {
	s := ledger.Schedule{
		Report: report, Loaded: loaded,
		List: func(after, until time.Time) []ledger.Turn { return g.turns(report, g.due(report, after, until), until) },
		Edit: func(before string, after, until time.Time) ledger.Edit {
			return g.edit(report, before, loaded, after, until)
		},
	}
	if t := g.tables[report]; t != nil {
		s.Rule = t.Text()
	}
	return s
}

// dueTurn is an occurrence with the timetable that has it.
type dueTurn struct {
	schedule.Occurrence
	table *schedule.Timetable
}

func (g *generation) due(report string, after, until time.Time) []dueTurn {
	return dueOf(g.tables[report], after, until)
}

func dueOf(t *schedule.Timetable, after, until time.Time) (list []dueTurn) {
	if t == nil || !until.After(after) {
		return nil
	}
	for _, o := range t.DueBetween(after, until) {
		list = append(list, dueTurn{o, t})
	}
	return list
}

// edit is what became of a report's turns when its timetable was changed: the one before judges what was due until then. One that cannot be
// read any more, as of an earlier version, is taken for the one in force.
func (g *generation) edit(report, before string, loaded, after, until time.Time) ledger.Edit {
	e := schedule.Edit{New: g.tables[report], At: loaded}
	var due []dueTurn
	if before != "" {
		var err error
		if e.Old, err = schedule.ParseTimetable(before); err != nil {
			e.Old = e.New
		}
		due = dueOf(e.Old, after, minTime(loaded, until))
	}
	out := ledger.Edit{Turns: g.turns(report, append(due, g.due(report, loaded, until)...), until)}
	for _, o := range e.Ahead() {
		t := turn(dueTurn{o, e.Old}, ledger.Planned, "")
		t.Edited = ledger.ByEdit
		out.Turns = append(out.Turns, t)
	}
	slices.SortStableFunc(out.Turns, func(a, b ledger.Turn) int { return a.Due.Compare(b.Due) })
	out.Fate = func(s ledger.Slot) (ledger.Fate, ledger.Turn) { return fate(e, s) }
	return out
}

func minTime(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// fate is what an edit makes of a planned slot.
func fate(e schedule.Edit, s ledger.Slot) (ledger.Fate, ledger.Turn) {
	switch f, o := e.Fate(schedule.Work{Key: s.Key.Slot, Day: s.Day, Unit: s.Unit, Span: s.Span, Due: s.Due}); f {
	case schedule.Moves:
		return ledger.Moves, turn(dueTurn{o, e.New}, ledger.Planned, "")
	case schedule.Stays:
		return ledger.Stays, ledger.Turn{}
	}
	return ledger.Dropped, ledger.Turn{}
}

// Of more turns than mostGivenUp that are given up together only the newest are kept, and tell of those before them: a report of every
// five minutes has 17,000 of them in 60 days.
const mostGivenUp, newestGivenUp = 100, 10

// turns are what becomes of what is due up to until, which lies lookAhead after now: what is further back than now was
// missed, and the report's policy says whether it is made up for.
func (g *generation) turns(report string, due []dueTurn, until time.Time) (turns []ledger.Turn) {
	r, stays := g.cfg.Reports[report]
	grace, now := time.Duration(r.Grace)*24*time.Hour, until.Add(-lookAhead)
	if !stays {
		grace = schedule.DefaultGrace
	}
	madeUp := func(i int) bool { return g.missed[report].MakesUp(due[i].Due, now, grace, i == len(due)-1) }
	givenUp := 0 // the oldest ones
	for givenUp < len(due) && !madeUp(givenUp) {
		givenUp++
	}
	left := 0 // how many are left out
	if givenUp > mostGivenUp {
		left = givenUp - newestGivenUp
	}
	for i := left; i < len(due); i++ {
		if madeUp(i) {
			turns = append(turns, turn(due[i], ledger.Planned, ""))
			continue
		}
		reason := "nobody was there when it was due (missed: " + r.Missed + ")"
		if i == left && left > 0 {
			reason += fmt.Sprintf("; nor for the %d turns before it, since %s", left, due[0].Due.In(g.zone(report)).Format("2006-01-02 15:04"))
		}
		turns = append(turns, turn(due[i], ledger.Missed, reason))
	}
	return turns
}

func turn(o dueTurn, s ledger.State, reason string) ledger.Turn {
	t := TurnOf(o.table, o.Occurrence)
	t.State, t.Reason = s, reason
	return t
}

// TurnOf is an occurrence of a timetable as the ledger knows it.
func TurnOf(t *schedule.Timetable, o schedule.Occurrence) ledger.Turn {
	w := t.Work(o)
	return ledger.Turn{Slot: w.Key, Work: ledger.Work{Day: w.Day, Unit: w.Unit, Span: w.Span, Rule: t.Hash()}, On: o.On.String(), Due: o.Due}
}
