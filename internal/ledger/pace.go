package ledger

import (
	"context"
	"errors"
	"time"
)

// begin is when a delivery may begin, by Limits.PerMinute. One that is not granted only asks then.
type begin struct {
	at      time.Time
	granted bool
}

const (
	// grantAhead is how far ahead the shared instants are given out: what a killed process had is lost, and no more.
	grantAhead = time.Minute
	// clockAhead is how far ahead one can be by clocks that differ. One that is further ahead was given by a clock that was wrong.
	clockAhead = 2 * time.Minute
)

// reserve gives the instant at which a delivery may begin, or ask again, so that no more than PerMinute do so in all processes
// together. Zero means now.
func (c *process) reserve(ctx context.Context, id int64) (time.Time, error) {
	if c.PerMinute <= 0 {
		return time.Time{}, nil
	}
	at, granted := c.ownTurn(id)
	if granted || at.After(c.now()) {
		return at, nil
	}
	at, err := c.grant(ctx)
	if errors.Is(err, errNotGranted) {
		return c.askLater(id), nil
	}
	if err != nil {
		return time.Time{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !at.After(c.now()) {
		delete(c.Ledger.begin, id)
		return time.Time{}, nil
	}
	c.Ledger.begin[id] = begin{at, true}
	return at, nil
}

func (m Limits) spacing() time.Duration { return time.Minute / time.Duration(m.PerMinute) }

// ownTurn spreads the deliveries of this process, so that a thousand do not ask at once.
func (c *process) ownTurn(id int64) (at time.Time, granted bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	b, known := c.Ledger.begin[id]
	switch {
	case known && b.at.After(now):
		return b.at, false
	case known && b.granted:
		delete(c.Ledger.begin, id)
		return time.Time{}, true
	case known:
		return now, false
	}
	c.latest = later(c.latest.Add(c.spacing()), now)
	c.Ledger.begin[id] = begin{at: c.latest}
	return c.latest, false
}

func (c *process) askLater(id int64) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.latest = later(c.latest, c.now()).Add(c.spacing())
	c.Ledger.begin[id] = begin{at: c.latest}
	return c.latest
}

var errNotGranted = errors.New("too many others come before")

// grant takes the next instant that the processes share.
func (c *process) grant(ctx context.Context) (at time.Time, err error) {
	err = c.db.write(ctx, func(t tx) error {
		if _, err := t.exec(ctx, "INSERT INTO bilan_pace (only_row, latest) VALUES (1, 0) ON CONFLICT (only_row) DO NOTHING"); err != nil {
			return err
		}
		var us int64
		if err := one(ctx, t, "SELECT latest FROM bilan_pace /*lock*/", nil, &us); err != nil {
			return err
		}
		now, last := c.now(), instant(us)
		if last.After(now.Add(grantAhead + clockAhead)) {
			last = time.Time{}
		}
		if at = later(last.Add(c.spacing()), now); at.After(now.Add(grantAhead)) {
			return errNotGranted
		}
		_, err := t.exec(ctx, "UPDATE bilan_pace SET latest = $1", micros(at))
		return err
	})
	return at, err
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
