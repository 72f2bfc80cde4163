package worker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/queue"
)

// Produce works on a slot if it is due. It returns the time at which to call it again, or the zero time if the slot is
// finished.
func (c *Process) Produce(ctx context.Context, id int64, done queue.Finish) (time.Time, error) {
	key := task{slot: id}
	if !c.markRunning(key) {
		return c.now().Add(busyWait), nil
	}
	defer c.markDone(key)
	job, next, err := c.claim(ctx, id, done)
	if job == nil || err != nil {
		return next, err
	}
	within, cancel := context.WithTimeout(ctx, c.ProduceTimeout)
	defer cancel()
	stage := &staging{Process: c, slot: job.Slot}
	job.stage = stage.add
	out := c.safeProduce(within, *job, stage)
	if ctx.Err() != nil && out.State != entry.Produced && out.State != entry.Skipped {
		// the program was stopped, so this is no failure of the report
		out = Outcome{State: entry.Retrying, Reason: Stopped, Next: c.now()}
	}
	if out.State == entry.Produced {
		if err = stage.complete(context.WithoutCancel(ctx), out.Made); errors.Is(err, ErrTwoBatches) {
			out, err = AsFailed(err.Error()), nil
		}
	}
	if err == nil {
		err = c.storeWithRetry(ctx, func(ctx context.Context) error { return c.commitOutcome(ctx, job, out, stage.made, done) })
	}
	if errors.Is(err, ErrOvertaken) {
		out = AsRetrying(err.Error(), c.now())
		err = c.storeWithRetry(ctx, func(ctx context.Context) error { return c.commitOutcome(ctx, job, out, nil, done) })
	}
	if errors.Is(err, errLost) {
		c.log.Warn("outcome discarded", "report", job.Slot.Report, "slot", job.Slot.Key.Slot, "err", err)
		return time.Time{}, nil
	}
	if err != nil || out.State.Final() {
		return time.Time{}, err
	}
	return out.Next, nil
}

// claim starts an attempt at a slot. If job is nil, next is the time to try again, or zero for never.
func (c *Process) claim(ctx context.Context, id int64, done queue.Finish) (job *Job, next time.Time, err error) {
	err = c.db.Write(ctx, func(t database.Tx) error {
		job, next = nil, time.Time{}
		s, err := entry.ReadSlot(ctx, t, "id = $1", id)
		if errors.Is(err, database.ErrNotFound) {
			return done(ctx, t)
		}
		if err != nil {
			return err
		}
		if next, err = c.dueTime(ctx, t, s, done); err != nil || s.State.Final() || !next.IsZero() {
			return err
		}
		if others, err := c.isLeftToOthers(ctx, t, s); err != nil || others {
			next = c.now().Add(busyWait)
			return err
		}
		job, err = c.beginSlotAttempt(ctx, t, s, done)
		return err
	})
	if err != nil {
		return nil, time.Time{}, err
	}
	return job, next, nil
}

// dueTime returns the time at which the slot is due, or the zero time if it is due now. It ends the job of a slot in a
// final state.
func (c *Process) dueTime(ctx context.Context, t database.Tx, s entry.SlotRow, done queue.Finish) (time.Time, error) {
	switch {
	case s.State.Final():
		return time.Time{}, done(ctx, t)
	case s.State == entry.Producing && s.Worker != c.Name:
		alive, err := c.db.Alive(ctx, t, s.Worker)
		if alive {
			return c.now().Add(busyWait), err
		}
		return time.Time{}, err
	case s.State != entry.Producing && s.Next.After(c.now()):
		return s.Next, nil
	}
	return time.Time{}, nil
}

// beginSlotAttempt records that an attempt begins. It returns nil if the report is paused.
func (c *Process) beginSlotAttempt(ctx context.Context, t database.Tx, s entry.SlotRow, done queue.Finish) (*Job, error) {
	if s.Kind == entry.Scheduled && s.State == entry.Planned {
		if reason, err := entry.PausedFor(ctx, t, s.Report); err != nil || reason != "" {
			return nil, errors.Join(err, c.entries.EndSlot(ctx, t, s.ID, entry.Skipped, reason), done(ctx, t))
		}
	}
	now := c.now().UTC()
	s.State, s.Attempts, s.Started = entry.Producing, s.Attempts+1, now
	_, err := t.Exec(ctx, "UPDATE bilan_slot SET state = $2, attempts = $3, started = $4, worker = $5 WHERE id = $1",
		s.ID, string(entry.Producing), s.Attempts, database.Micros(now), c.Name)
	if err != nil {
		return nil, err
	}
	if err := c.beginAttempt(ctx, t, "slot_id", s.ID, s.Attempts); err != nil {
		return nil, err
	}
	rows, err := database.All(ctx, t, "SELECT row_key FROM bilan_slot WHERE report = $1 AND slot = $2 AND extra = $3 AND row_key <> '' AND state = 'produced' ORDER BY row_key",
		[]any{s.Report, s.Key.Slot, s.Extra}, func(scan func(...any) error) (row string, err error) { return row, scan(&row) })
	return &Job{Slot: s.Slot, Rows: rows}, err
}

// safeProduce makes the editions of a slot. A panic becomes an attempt to repeat.
func (c *Process) safeProduce(ctx context.Context, job Job, stage *staging) (out Outcome) {
	defer func() {
		if p := recover(); p != nil {
			c.log.Error("panic while producing", "report", job.Slot.Report, "slot", job.Slot.Key.Slot, "err", p)
			out = AsRetrying(fmt.Sprintf("a bug in bilan: %v", p), c.now().Add(time.Minute))
		}
	}()
	out = c.Workers.Produce(ctx, job)
	switch {
	case out.State == entry.Produced && len(out.Made)+len(stage.made) == 0 && out.Along == nil:
		return AsFailed("nothing was made")
	case out.State == entry.Held, out.State == entry.Retrying:
		if out.Next.IsZero() {
			out.Next = c.now().Add(time.Minute)
		}
		return out
	case out.State == entry.Produced, out.State == entry.Failed, out.State == entry.Skipped:
		return out
	}
	return AsFailed(fmt.Sprintf("a bug in bilan: outcome %q", out.State))
}

// storeWithRetry stores a result even if the database is unavailable for a while or the program is stopping. Without
// its result the work would be done again.
func (c *Process) storeWithRetry(ctx context.Context, do func(context.Context) error) error {
	return c.persist(context.WithoutCancel(ctx), do)
}

// persist repeats do for about half a minute, or until ctx ends.
func (c *Process) persist(ctx context.Context, do func(context.Context) error) error {
	wait := 100 * time.Millisecond
	for try := 0; ; try++ {
		err := do(ctx)
		if err == nil || errors.Is(err, errLost) || errors.Is(err, ErrOvertaken) || try >= 8 {
			return err
		}
		c.log.Warn("the state's database does not answer, trying again", "attempt", try+1, "err", err)
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
		wait *= 2
	}
}

// commitOutcome stores an outcome with the deliveries and records that belong to it, and seals the staged parts.
func (c *Process) commitOutcome(ctx context.Context, job *Job, out Outcome, made []staged, done queue.Finish) error {
	return c.db.Write(ctx, func(t database.Tx) error {
		s, err := c.lockOwnSlot(ctx, t, job.Slot)
		if err != nil {
			return err
		}
		if err := c.storeOutcome(ctx, t, s, out, made); err != nil {
			return err
		}
		if out.Along != nil {
			if err := out.Along(ctx, entry.NewTx(t)); err != nil {
				return err
			}
		}
		if err := c.entries.InsertDeliveries(ctx, t, s.Slot, 0, out.Notices); err != nil {
			return err
		}
		if err := c.endAttempt(ctx, t, "slot_id", s.ID, s.Attempts, attemptEnd{string(out.State), out.Reason, 0, out.Detail}); err != nil {
			return err
		}
		if out.State.Final() {
			return done(ctx, t)
		}
		return nil
	})
}

// storeOutcome stores the effect of an outcome on the slot.
func (c *Process) storeOutcome(ctx context.Context, t database.Tx, s entry.SlotRow, out Outcome, made []staged) error {
	if out.State == entry.Produced {
		for i := range made {
			made[i].withheld = out.Withhold
		}
		if err := c.seal(ctx, t, s.Slot, made); err != nil {
			return err
		}
	}
	if out.State.Final() {
		return c.entries.EndSlot(ctx, t, s.ID, out.State, out.Reason)
	}
	heldSince := s.HeldSince
	if out.State == entry.Held && heldSince.IsZero() {
		heldSince = c.now()
	}
	_, err := t.Exec(ctx, "UPDATE bilan_slot SET state = $2, reason = $3, next_at = $4, held_since = $5, deadline = $6 WHERE id = $1",
		s.ID, string(out.State), out.Reason, database.Micros(out.Next), database.Micros(heldSince), database.Micros(out.Deadline))
	return err
}
