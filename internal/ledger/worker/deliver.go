package worker

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/queue"
	"bilan/internal/splice"
)

// Deliver works on a delivery if it is due. It returns the time at which to call it again, or the zero time if the
// delivery is finished.
func (c *Process) Deliver(ctx context.Context, id int64, done queue.Finish) (next time.Time, err error) {
	key := task{delivery: id}
	if !c.markRunning(key) {
		return c.now().Add(busyWait), nil
	}
	defer c.markDone(key)
	d, err := entry.ReadDelivery(ctx, c.db.Reader(), id)
	if errors.Is(err, database.ErrNotFound) || err == nil && d.State.Final() {
		return time.Time{}, c.db.Write(ctx, func(t database.Tx) error { return done(ctx, t) })
	}
	if err != nil {
		return time.Time{}, err
	}
	if d.State == entry.Sending {
		return c.resolveLost(ctx, d, done)
	}
	if d.Next.After(c.now()) {
		return d.Next, nil
	}
	if begin, err := c.Reserve(ctx, id); err != nil || begin.After(c.now()) {
		return begin, err
	}
	d.Attempts++
	answer := c.safeDeliver(ctx, d.Delivery)
	if ctx.Err() != nil && answer.State == entry.Waiting && !answer.Doubt {
		answer.Next = c.now() // the program was stopped, the server did not refuse
	}
	return c.finishAttempt(ctx, d, answer, done)
}

// safeDeliver attempts a delivery. A panic becomes an attempt to repeat, or an uncertain result if the message may have
// left.
func (c *Process) safeDeliver(ctx context.Context, d entry.Delivery) (a Answer) {
	within, cancel := context.WithTimeout(ctx, c.DeliverTimeout)
	defer cancel()
	begun, answered := false, func() {}
	defer func() { answered() }()
	p := &DueDelivery{
		Delivery: d,
		sending: func(ctx context.Context) (err error) {
			answered()
			answered, err = c.beginToLeave(ctx, d)
			begun = begun || err == nil
			return err
		},
		keep: func(ctx context.Context, raw []byte) error { return c.keepBytes(ctx, d, raw) },
	}
	defer func() {
		if r := recover(); r != nil {
			c.log.Error("panic while delivering", "report", d.Key.Report, "slot", d.Key.Slot, "err", r)
			a = Answer{State: entry.Waiting, Next: c.now().Add(time.Minute), Reply: fmt.Sprintf("a bug in bilan: %v", r)}
			if begun {
				a = c.uncertainAnswer(ctx, d, a.Reply)
			}
		}
	}()
	a = c.Workers.Deliver(within, p)
	if !a.State.Final() && a.State != entry.Waiting {
		panic(fmt.Sprintf("answer %q", a.State))
	}
	if a.State == entry.Waiting && a.Next.IsZero() {
		a.Next = c.now().Add(time.Minute)
	}
	return a
}

// keepBytes replaces the bytes of a message that has not begun to leave.
func (c *Process) keepBytes(ctx context.Context, d entry.Delivery, raw []byte) error {
	was, err := entry.ReadFullDelivery(ctx, c.db.Reader(), d.ID)
	if err != nil {
		return err
	}
	head, joints, shared := splice.Split(raw, was.Shared)
	if !shared {
		head, joints = raw, "[]"
	}
	return c.db.Write(ctx, func(t database.Tx) error {
		n, err := t.Exec(ctx, `UPDATE bilan_delivery SET head = $2, joints = $3, body = CASE WHEN $4 = 1 THEN body END
			WHERE id = $1 AND state IN ('pending', 'retrying') AND attempts = $5`, d.ID, head, joints, database.BoolNumber(shared), d.Attempts-1)
		if err == nil && n == 0 {
			err = errLost
		}
		return err
	})
}

// beginToLeave records that the message may leave, when its turn comes. The caller calls answered before it stores the
// server's answer.
func (c *Process) beginToLeave(ctx context.Context, d entry.Delivery) (answered func(), err error) {
	write := func() error { return c.recordSending(ctx, d) }
	if c.db.Shared() {
		return func() {}, write()
	}
	return c.leaving.Begin(ctx, write)
}

// recordSending records that the message may leave from now on.
func (c *Process) recordSending(ctx context.Context, d entry.Delivery) error {
	var count int64
	err := c.db.Write(ctx, func(t database.Tx) error {
		n, err := t.Exec(ctx, "UPDATE bilan_delivery SET state = 'sending', attempts = $2, worker = $3 WHERE id = $1 AND state IN ('pending', 'retrying') AND attempts = $4",
			d.ID, d.Attempts, c.Name, d.Attempts-1)
		if err != nil {
			return err
		}
		if n == 0 {
			return errLost
		}
		if count, err = c.origin.CountLeaving(ctx, t); err != nil {
			return err
		}
		return c.beginAttempt(ctx, t, "delivery", d.ID, d.Attempts)
	})
	if err == nil {
		c.origin.WriteMark(count)
	}
	return err
}

// finishAttempt stores an answer. It returns the time of the next attempt, or the zero time for none.
func (c *Process) finishAttempt(ctx context.Context, d entry.DeliveryRow, a Answer, done queue.Finish) (time.Time, error) {
	err := c.storeWithRetry(ctx, func(ctx context.Context) error { return c.storeAnswer(ctx, d, &a, done) })
	switch {
	case errors.Is(err, errLost):
		c.log.Warn("answer discarded", "report", d.Key.Report, "slot", d.Key.Slot, "err", err)
		return time.Time{}, nil
	case err != nil || a.State.Final():
		return time.Time{}, err
	}
	return a.Next, nil
}

func (c *Process) storeAnswer(ctx context.Context, d entry.DeliveryRow, answer *Answer, done queue.Finish) error {
	return c.db.Write(ctx, func(t database.Tx) error {
		a := *answer
		if err := c.noteFault(ctx, t, d.ID, &a); err != nil {
			return err
		}
		if err := c.endReplaced(ctx, t, d, &a); err != nil {
			return err
		}
		// A report that the message was sent always wins; any other result only applies to its own attempt.
		where := "id = $1 AND (state = 'sending' AND attempts = $4 OR state IN ('pending', 'retrying') AND attempts = $4 - 1)"
		if a.State == entry.Sent {
			where = "id = $1 AND state <> 'sent'"
		}
		doubts, sentAt := int64(0), int64(0)
		if a.State == entry.Uncertain || a.State == entry.Waiting && a.Doubt {
			doubts = 1
		}
		if a.State == entry.Sent {
			sentAt = database.Micros(c.now())
		}
		n, err := t.Exec(ctx, `UPDATE bilan_delivery SET state = $2, code = $3, attempts = CASE WHEN attempts > $4 THEN attempts ELSE $4 END, reply = $5,
			next_at = $6, doubts = doubts + $7, sent_at = $8, worker = $9 WHERE `+where,
			d.ID, string(a.State), a.Code, d.Attempts, a.Reply, database.Micros(a.Next), doubts, sentAt, c.Name)
		if err != nil {
			return err
		}
		if n == 0 {
			return errLost
		}
		end := attemptEnd{outcome: string(a.State), reason: a.Reply, code: a.Code, detail: a.Detail}
		if err := c.endAttempt(ctx, t, "delivery", d.ID, d.Attempts, end); err != nil {
			return err
		}
		if err := c.entries.InsertDeliveries(ctx, t, entry.Slot{ID: d.Slot, Key: d.Key}, 0, a.Notices); err != nil {
			return err
		}
		*answer = a
		if a.State.Final() {
			return done(ctx, t)
		}
		return nil
	})
}

// endReplaced cancels the next attempt of a message whose edition was replaced while it was leaving, because it must
// not arrive after its correction. The transaction that seals a correction also locks the slot, so that one of the two
// sees the other.
func (c *Process) endReplaced(ctx context.Context, t database.Tx, d entry.DeliveryRow, a *Answer) error {
	if a.State != entry.Waiting || d.Edition == 0 || d.Purpose != entry.ForReport {
		return nil
	}
	if _, err := entry.ReadSlot(ctx, t, "id = $1", d.Slot); err != nil {
		return err
	}
	f, err := entry.ReadValidity(ctx, t, d.Edition)
	if err != nil || f != entry.Replaced {
		return err
	}
	a.State = entry.Cancelled
	if a.Doubt {
		a.State = entry.Uncertain
	}
	a.Reply = strings.TrimSpace("not tried again, because a correction replaces it. " + a.Reply)
	return nil
}

// resolveLost handles a message that was being sent when its process ended.
func (c *Process) resolveLost(ctx context.Context, d entry.DeliveryRow, done queue.Finish) (time.Time, error) {
	var worker string
	if err := database.One(ctx, c.db.Reader(), "SELECT worker FROM bilan_delivery WHERE id = $1", []any{d.ID}, &worker); err != nil {
		return time.Time{}, err
	}
	if worker != c.Name {
		if alive, err := c.db.Alive(ctx, c.db.Reader(), worker); err != nil || alive {
			return c.now().Add(busyWait), err
		}
	}
	return c.finishAttempt(ctx, d, c.uncertainAnswer(ctx, d.Delivery, "the program ended while the message was being sent: it may or may not have arrived"), done)
}

// uncertainAnswer returns the answer for a message that may or may not have arrived.
func (c *Process) uncertainAnswer(ctx context.Context, d entry.Delivery, why string) Answer {
	a := Answer{State: entry.Uncertain}
	if c.DecideLost != nil {
		a = c.DecideLost(ctx, d)
	}
	if a.State == entry.Waiting {
		a.Doubt = true
		if a.Next.IsZero() {
			a.Next = c.now()
		}
	} else {
		a.State = entry.Uncertain
	}
	if a.Reply == "" {
		a.Reply = why
	}
	return a
}
