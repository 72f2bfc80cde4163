package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// idleFor is how far a watermark may stay behind while nothing is due, so that an idle program does not write.
const idleFor = 6 * time.Hour

// Plan plans the reports up to the time until, normally a minute from now. In one transaction per report it locks the
// watermark, lists the turns due since then, stores the new slots with their jobs, and moves the watermark. It returns
// the new slots. Any number of processes may call it at once. Existing slots stay unchanged, but a planned one moves to
// its new due time.
func (l *Ledger) Plan(ctx context.Context, until time.Time, list ...Schedule) ([]Slot, error) {
	marks, err := l.Watermarks(ctx)
	if err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	return l.PlanFrom(ctx, marks, until, list...)
}

// PlanFrom is Plan for a caller that has just read the watermarks.
func (l *Ledger) PlanFrom(ctx context.Context, marks map[string]Watermark, until time.Time, list ...Schedule) ([]Slot, error) {
	if err := l.db.Present(); err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	if err := l.origin.Check(ctx); err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	var made []Slot
	for _, s := range list {
		if s.isIdle(marks, until) {
			continue
		}
		for more := true; more; {
			var slots []Slot
			var err error
			if slots, more, err = l.planReport(ctx, until, s); err != nil {
				return made, fmt.Errorf("plan: report %q: %w", s.Report, err)
			}
			made = append(made, slots...)
		}
	}
	return made, nil
}

// Watermarks returns the watermarks of all reports that were ever planned.
func (l *Ledger) Watermarks(ctx context.Context) (map[string]Watermark, error) {
	marks := map[string]Watermark{}
	_, err := database.All(ctx, l.db.Reader(), "SELECT report, until, rule, loaded FROM bilan_watermark", nil, func(scan func(...any) error) (struct{}, error) {
		var report, rule string
		var until, loaded int64
		err := scan(&report, &until, &rule, &loaded)
		marks[report] = Watermark{database.Instant(until), rule, database.Instant(loaded)}
		return struct{}{}, err
	})
	return marks, err
}

// isIdle reports, without a lock, whether Plan has nothing to write for the report.
func (s Schedule) isIdle(marks map[string]Watermark, until time.Time) bool {
	m, known := marks[s.Report]
	switch {
	case s.OnRemoved != nil || !known || m.Rule != s.Rule:
		return false
	case s.Rule == "":
		return true
	}
	return until.Sub(m.Until) < idleFor && (!until.After(m.Until) || len(s.List(m.Until, until)) == 0)
}

// maxTurnsPerWrite is the greatest number of turns that one transaction stores. SQLite has one writer, and a report
// that runs every minute may have to catch up on thousands.
const maxTurnsPerWrite = 200

// planReport stores the turns of a report that are due. more is true if a further call is needed.
func (l *Ledger) planReport(ctx context.Context, until time.Time, s Schedule) (made []Slot, more bool, err error) {
	err = l.db.Write(ctx, func(t database.Tx) error {
		until := until
		made, more = nil, false
		_, err := t.Exec(ctx, "INSERT INTO bilan_watermark (report, until, rule, loaded) VALUES ($1, $2, $3, $2) ON CONFLICT (report) DO NOTHING",
			s.Report, database.Micros(s.Loaded), s.Rule)
		if err != nil {
			return err
		}
		m, err := lockWatermark(ctx, t, s.Report)
		switch {
		case err != nil, l.outdated(m, s):
			return err
		case m.Rule != s.Rule || s.OnRemoved != nil:
			made, err = l.planEdit(ctx, t, s, m, until)
			m = Watermark{s.Loaded, s.Rule, s.Loaded}
		case s.Rule == "" || !until.After(m.Until):
			return nil
		default:
			var turns []Turn
			turns, until, more = firstTurns(s.List(m.Until, until), until)
			made, err = l.planTurns(ctx, t, s, turns)
		}
		if err != nil {
			return err
		}
		if until.After(m.Until) {
			m.Until = until
		}
		_, err = t.Exec(ctx, "UPDATE bilan_watermark SET until = $2, rule = $3, loaded = $4 WHERE report = $1", s.Report, database.Micros(m.Until), m.Rule, database.Micros(m.Loaded))
		return err
	})
	return made, more, err
}

// firstTurns returns the turns that one transaction stores, and the time up to which they are complete. Turns due at
// the same time are not separated.
func firstTurns(turns []Turn, until time.Time) (first []Turn, upTo time.Time, more bool) {
	for n := maxTurnsPerWrite; n < len(turns); n++ {
		if before := turns[n].Due.Add(-time.Microsecond); turns[n-1].Due.Before(before) {
			return turns[:n], before, true
		}
	}
	return turns, until, false
}

func lockWatermark(ctx context.Context, t database.Tx, report string) (m Watermark, err error) {
	var until, loaded int64
	err = database.One(ctx, t, "SELECT until, rule, loaded FROM bilan_watermark WHERE report = $1 /*lock*/", []any{report}, &until, &m.Rule, &loaded)
	m.Until, m.Loaded = database.Instant(until), database.Instant(loaded)
	return m, err
}

func (l *Ledger) planTurns(ctx context.Context, t database.Tx, s Schedule, turns []Turn) (made []Slot, err error) {
	paused, err := entry.PausedFor(ctx, t, s.Report)
	if err != nil {
		return nil, err
	}
	var planned []Slot
	for _, turn := range turns {
		slot, fresh, err := l.planTurn(ctx, t, s.Report, turn, paused)
		if err != nil {
			return nil, err
		}
		if fresh {
			made = append(made, slot)
		}
		if fresh && slot.State == Planned {
			planned = append(planned, slot)
		}
	}
	return made, l.entries.QueueSlots(ctx, t, planned...)
}

// planTurn stores one turn. fresh is true if the turn had no slot yet.
func (l *Ledger) planTurn(ctx context.Context, t database.Tx, report string, turn Turn, paused string) (s Slot, fresh bool, err error) {
	s = Slot{Key: Key{Report: report, Slot: turn.Slot}, Work: turn.Work, Edited: turn.Edited, Kind: Scheduled, On: turn.On, Due: turn.Due.UTC(),
		State: turn.State, Reason: turn.Reason}
	if s.State == "" {
		s.State = Planned
	}
	// a turn that is sent at its old time may be far ahead, so the pause is not applied to it
	if s.State == Planned && paused != "" && s.Edited == Untouched {
		s.State, s.Reason = Skipped, paused
	}
	known, err := findSameWork(ctx, t, s)
	switch {
	case err == nil && known.Key == s.Key:
		if s.State == Planned {
			_, err = l.moveSlot(ctx, t, known, turn)
		}
		return s, false, err
	case err == nil && known.Due.Equal(s.Due):
		return s, false, nil
	case err == nil:
		s.State, s.Edited = Skipped, ByEdit
		s.Reason = "it is the same as " + known.Key.Slot + ", of the schedule before it was edited"
	case !errors.Is(err, ErrNotFound):
		return s, false, err
	}
	if s.State == Planned {
		s.Next = s.Due
	} else {
		s.Finished = l.now().UTC()
	}
	s.ID, err = entry.InsertSlot(ctx, t, s)
	if errors.Is(err, ErrNotFound) { // an edit had left it out
		return s, false, l.restoreTurn(ctx, t, s)
	}
	return s, err == nil, err
}

// moveSlot changes the due time of a planned slot. It wakes the slot's job, which then sleeps until the new time.
func (l *Ledger) moveSlot(ctx context.Context, t database.Tx, s entry.SlotRow, turn Turn) (bool, error) {
	due := turn.Due.Truncate(time.Microsecond)
	if s.State != Planned || s.Attempts > 0 || s.Due.Equal(due) && s.Rule == turn.Rule || !s.Next.Equal(s.Due) {
		return false, nil
	}
	_, err := t.Exec(ctx, "UPDATE bilan_slot SET due = $2, next_at = $2, on_day = $3, day = $4, unit = $5, span = $6, rule = $7, edited = $8 WHERE id = $1",
		s.ID, database.Micros(due), turn.On, turn.Day, turn.Unit, turn.Span, turn.Rule, int64(turn.Edited))
	if err != nil || s.Due.Equal(due) {
		return false, err
	}
	return true, l.entries.WakeSlot(ctx, t, s)
}
