package worker

import (
	"context"
	"errors"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/pace"
)

// Reserve returns the time at which a delivery may begin or must ask again, so that all processes together keep
// Limits.Pace. The zero time means now.
func (c *Process) Reserve(ctx context.Context, id int64) (time.Time, error) {
	return c.queue.Reserve(c.Pace, id, c.now, func() (at time.Time, granted bool, err error) {
		err = c.db.Write(ctx, func(t database.Tx) error {
			at, granted, err = c.reserveInstant(ctx, t)
			return err
		})
		return at, granted, err
	})
}

// reserveInstant reserves the next time for a message in the state. If none is free, granted is false, and at is when
// to ask again.
func (c *Process) reserveInstant(ctx context.Context, t database.Tx) (at time.Time, granted bool, err error) {
	if _, err := t.Exec(ctx, "INSERT INTO bilan_pace (only_row, latest) VALUES (1, 0) ON CONFLICT (only_row) DO NOTHING"); err != nil {
		return at, false, err
	}
	var last, free int64
	if err := database.One(ctx, t, "SELECT latest FROM bilan_pace /*lock*/", nil, &last); err != nil {
		return at, false, err
	}
	if c.Pace.PerDay > 0 {
		err := database.One(ctx, t, "SELECT sent_at FROM bilan_delivery WHERE sent_at > $1 ORDER BY sent_at DESC LIMIT 1 OFFSET $2",
			[]any{database.Micros(c.now().Add(-pace.Day)), c.Pace.MaxPerDay() - 1}, &free)
		if err != nil && !errors.Is(err, database.ErrNotFound) {
			return at, false, err
		}
	}
	if at, granted = c.Pace.Next(database.Instant(last), database.Instant(free).Add(pace.Day), c.now()); !granted {
		return at, false, nil
	}
	_, err = t.Exec(ctx, "UPDATE bilan_pace SET latest = $1", database.Micros(at))
	return at, true, err
}

// Outflow returns the number of messages that wait, and the time at which the last of them will leave. Both are zero if
// none waits.
func (p *Pool) Outflow(ctx context.Context, m pace.Limits) (waiting int, last time.Time, err error) {
	err = database.One(ctx, p.db.Reader(), "SELECT count(*) FROM bilan_delivery WHERE state IN ('pending', 'sending', 'retrying')", nil, &waiting)
	if err != nil || waiting == 0 {
		return 0, time.Time{}, err
	}
	sent, err := p.SentWithinDay(ctx, m)
	return waiting, m.LastOut(p.now(), waiting, sent), err
}

// SentWithinDay returns the times of the sent messages that count for PerDay, oldest first. It returns nil if there is
// no daily limit.
func (p *Pool) SentWithinDay(ctx context.Context, m pace.Limits) (sent []time.Time, err error) {
	if m.PerDay <= 0 {
		return nil, nil
	}
	list, err := database.Ids(ctx, p.db.Reader(), "SELECT sent_at FROM bilan_delivery WHERE sent_at > $1 ORDER BY sent_at", database.Micros(p.now().Add(-pace.Day)))
	for _, us := range list {
		sent = append(sent, database.Instant(us))
	}
	return sent, err
}
