package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Schedule is what Plan has to know of one report.
type Schedule struct {
	Report string
	// Rule is the schedule as text, hour and zone included. When it differs from the last one planned, what is due since
	// Today is listed again: an hour moved forward on the morning of the day is neither lost nor sent twice.
	Rule  string
	Start time.Time // where a report begins that was never planned: nothing before or at it is planned
	Today time.Time // the start of the current day in the report's zone
	// List gives what is due in (after, until], earliest first, with what the policy for missed runs makes of it. It must
	// be pure: it is called more than once.
	List func(after, until time.Time) []Turn
}

// Turn is one occurrence to plan. State is Planned ("" means it), Missed or Skipped.
type Turn struct {
	Slot   string
	On     string
	Due    time.Time
	State  State
	Reason string
}

// idleFor is how far a watermark may stay behind while nothing falls due, so that an idle program writes nothing.
const idleFor = 6 * time.Hour

// Mark says how far one report is planned.
type Mark struct {
	Until time.Time // everything due up to here is a slot
	Rule  string    // the schedule that it was planned by, as in Schedule
}

// Plan brings the ledger up to until (now and a minute, say): for each report in one transaction it locks the
// watermark, lists what is due since, keeps the new slots with their jobs and moves the watermark. It gives back the new
// slots. Any number of processes may do it at once. A slot that is known already is left alone, but one that is only planned
// moves to its new due instant.
func (l *Ledger) Plan(ctx context.Context, until time.Time, list ...Schedule) ([]Slot, error) {
	if err := l.db.present(); err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	if err := l.settled(ctx); err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	marks, err := watermarks(ctx, l.db.reader())
	if err != nil {
		return nil, fmt.Errorf("plan: %w", err)
	}
	var made []Slot
	for _, s := range list {
		if s.idle(marks, until) {
			continue
		}
		slots, err := l.plan(ctx, until, s)
		if err != nil {
			return made, fmt.Errorf("plan: report %q: %w", s.Report, err)
		}
		made = append(made, slots...)
	}
	return made, nil
}

// Marks tells how far each report is planned that ever was. While nothing falls due a mark stays behind for hours: a report is behind
// only where something is due after its mark.
func (l *Ledger) Marks(ctx context.Context) (map[string]Mark, error) {
	return watermarks(ctx, l.db.reader())
}

func watermarks(ctx context.Context, c conn) (map[string]Mark, error) {
	marks := map[string]Mark{}
	_, err := all(ctx, c, "SELECT report, until, rule FROM bilan_watermark", nil, func(scan func(...any) error) (struct{}, error) {
		var report, rule string
		var until int64
		err := scan(&report, &until, &rule)
		marks[report] = Mark{instant(until), rule}
		return struct{}{}, err
	})
	return marks, err
}

// idle tells, without a lock, whether there is nothing to write.
func (s Schedule) idle(marks map[string]Mark, until time.Time) bool {
	m, known := marks[s.Report]
	return known && m.Rule == s.Rule && until.Sub(m.Until) < idleFor && (!until.After(m.Until) || len(s.List(m.Until, until)) == 0)
}

func (l *Ledger) plan(ctx context.Context, until time.Time, s Schedule) ([]Slot, error) {
	var made []Slot
	err := l.db.write(ctx, func(t tx) error {
		made = nil
		_, err := t.exec(ctx, "INSERT INTO bilan_watermark (report, until, rule) VALUES ($1, $2, $3) ON CONFLICT (report) DO NOTHING",
			s.Report, micros(s.Start), s.Rule)
		if err != nil {
			return err
		}
		var at int64
		var rule string
		if err := one(ctx, t, "SELECT until, rule FROM bilan_watermark WHERE report = $1 /*lock*/", []any{s.Report}, &at, &rule); err != nil {
			return err
		}
		after := instant(at)
		if rule != s.Rule && s.Today.Before(after) {
			after = s.Today.Add(-time.Microsecond)
		}
		if !until.After(after) {
			return nil
		}
		if made, err = l.planTurns(ctx, t, s, s.List(after, until)); err != nil {
			return err
		}
		_, err = t.exec(ctx, "UPDATE bilan_watermark SET until = $2, rule = $3 WHERE report = $1", s.Report, max(at, micros(until)), s.Rule)
		return err
	})
	return made, err
}

func (l *Ledger) planTurns(ctx context.Context, t tx, s Schedule, turns []Turn) (made []Slot, err error) {
	paused, err := isPaused(ctx, t, s.Report)
	if err != nil {
		return nil, err
	}
	var jobs []wake
	for _, turn := range turns {
		slot, fresh, err := l.planTurn(ctx, t, s.Report, turn, paused)
		if err != nil {
			return nil, err
		}
		if fresh {
			made = append(made, slot)
		}
		if fresh && slot.State == Planned {
			jobs = append(jobs, wake{slot: slot.ID, at: slot.Due})
		}
	}
	return made, l.insertJobs(ctx, t, jobs)
}

// planTurn keeps one turn; fresh when its slot was unknown.
func (l *Ledger) planTurn(ctx context.Context, t tx, report string, turn Turn, paused string) (s Slot, fresh bool, err error) {
	s = Slot{Key: Key{Report: report, Slot: turn.Slot}, Kind: Scheduled, On: turn.On, Due: turn.Due.UTC(), State: turn.State, Reason: turn.Reason}
	if s.State == "" {
		s.State = Planned
	}
	if s.State == Planned && paused != "" {
		s.State, s.Reason = Skipped, paused
	}
	if s.State == Planned {
		s.Next = s.Due
	} else {
		s.Finished = l.now().UTC()
	}
	switch s.ID, err = insertSlot(ctx, t, s); {
	case errors.Is(err, ErrNotFound):
		if s.State == Planned {
			_, err = l.move(ctx, t, s.Key, s.Due, s.On)
		} else {
			err = nil
		}
		return s, false, err
	case err != nil:
		return s, false, err
	}
	return s, true, nil
}

// Reschedule moves a slot that is only planned to another due instant, after a change of the YAML. False when it has
// gone further or is unknown.
func (l *Ledger) Reschedule(ctx context.Context, k Key, due time.Time, on string) (moved bool, err error) {
	err = l.db.write(ctx, func(t tx) (err error) {
		moved, err = l.move(ctx, t, k, due, on)
		return err
	})
	return moved, err
}

// move sets a planned slot's due instant. Its job is woken: it goes back to sleep until then.
func (l *Ledger) move(ctx context.Context, t tx, k Key, due time.Time, on string) (bool, error) {
	s, err := slotBy(ctx, t, byKey, k.args()...)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err != nil || s.State != Planned || s.Attempts > 0 || s.Due.Equal(due.Truncate(time.Microsecond)) || !s.Next.Equal(s.Due) {
		return false, err
	}
	if _, err := t.exec(ctx, "UPDATE bilan_slot SET due = $2, next_at = $2, on_day = $3 WHERE id = $1", s.ID, micros(due), on); err != nil {
		return false, err
	}
	return true, l.wakeSlot(ctx, t, s)
}
