package ledger

import (
	"context"
	"errors"
	"sync"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// Drain does inline what can be done now, without the queue: the slots of k that are due and their deliveries; all that is due
// for the zero Key. It comes back when nothing is due at this instant any more. Later attempts stay asked for. On SQLite
// the lock must be held.
func (l *Ledger) Drain(ctx context.Context, k Key, w Workers, m Limits) error {
	if err := l.settled(ctx); err != nil {
		return err
	}
	return l.drainNow(ctx, k, w, m)
}

// DrainNotice delivers one notice also while the state is Behind: nobody could hear of it otherwise.
func (l *Ledger) DrainNotice(ctx context.Context, dedupe string, w Workers, m Limits) error {
	c, err := l.newProcess(w, m)
	if err != nil {
		return err
	}
	list, err := entry.ReadDeliveries(ctx, l.db.Reader(), "WHERE dedupe = $1 AND purpose = 'notice' AND state IN ('pending', 'retrying')", dedupe)
	for _, d := range list {
		_, failed := c.deliver(ctx, d.ID, func(ctx context.Context, t database.Tx) error { return c.forget(ctx, t, d.Job) })
		err = errors.Join(err, failed)
	}
	return err
}

func (l *Ledger) drainNow(ctx context.Context, k Key, w Workers, m Limits) error {
	c, err := l.newProcess(w, m)
	if err != nil {
		return err
	}
	if err := l.db.Beat(ctx, c.name); err != nil {
		return err
	}
	alive, stop := context.WithCancel(context.WithoutCancel(ctx))
	var heart sync.WaitGroup
	heart.Go(func() { c.pulse(alive) })
	defer func() {
		stop()
		heart.Wait()
		_ = l.db.Gone(context.WithoutCancel(ctx), c.name) // it is forgotten soon anyway
	}()
	if err := c.discard(ctx); err != nil {
		return err
	}
	return errors.Join(c.drain(ctx, k), c.discard(ctx))
}

// pulse only shows that the process is alive.
func (c *process) pulse(ctx context.Context) {
	tick := time.NewTicker(c.beatEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := c.db.Beat(ctx, c.name); err != nil && ctx.Err() == nil {
				c.log.Warn("the ledger does not answer", "err", err)
			}
		}
	}
}

// drain works everything once that is due, and what follows from it.
func (c *process) drain(ctx context.Context, k Key) error {
	seen := map[task]bool{}
	for {
		due, err := c.due(ctx, k, seen)
		if err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if len(due) == 0 {
			if err := c.watchRelay(ctx); err != nil {
				return err
			}
			if asked, err := c.tell(ctx, k, true); err != nil || asked == 0 {
				return err
			}
			continue
		}
		for _, d := range due {
			seen[d.task] = true
		}
		if err := c.each(ctx, due); err != nil {
			return err
		}
	}
}

type dueTask struct {
	task
	job int64
}

// due lists what may be worked now and was not seen: slots first, since deliveries come from them.
func (c *process) due(ctx context.Context, k Key, seen map[task]bool) ([]dueTask, error) {
	only, args := "", []any{database.Micros(c.now())}
	if k != (Key{}) {
		only, args = " AND report = $2 AND slot = $3 AND extra = $4", append(args, k.Report, k.Slot, k.Extra)
	}
	list, err := entry.ReadSlots(ctx, c.db.Reader(), "WHERE state IN ('planned', 'producing', 'held', 'retrying') AND (next_at <= $1 OR state = 'producing')"+only+" ORDER BY next_at, id", args...)
	if err != nil {
		return nil, err
	}
	var due []dueTask
	add := func(k task, job int64) {
		if !seen[k] {
			due = append(due, dueTask{k, job})
		}
	}
	for _, s := range list {
		add(task{slot: s.ID}, s.Job)
	}
	if len(due) > 0 {
		return due, nil
	}
	messages, err := entry.ReadDeliveries(ctx, c.db.Reader(), "WHERE state IN ('pending', 'sending', 'retrying') AND (next_at <= $1 OR state = 'sending')"+only+" ORDER BY next_at, id", args...)
	for _, d := range messages {
		add(task{delivery: d.ID}, d.Job)
	}
	return due, err
}

// each works tasks, as many at once as the limits allow.
func (c *process) each(ctx context.Context, list []dueTask) error {
	var mu sync.Mutex
	var errs []error
	var wait sync.WaitGroup
	slots, messages := make(chan struct{}, c.Limits.Produce), make(chan struct{}, c.Limits.Deliver)
	for _, d := range list {
		do, id, free := c.deliver, d.delivery, messages
		if d.slot != 0 {
			do, id, free = c.produce, d.slot, slots
		}
		free <- struct{}{}
		wait.Go(func() {
			defer func() { <-free }()
			if ctx.Err() != nil {
				return
			}
			_, err := do(ctx, id, func(ctx context.Context, t database.Tx) error { return c.forget(ctx, t, d.job) })
			mu.Lock()
			defer mu.Unlock()
			errs = append(errs, err)
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

// forget drops the job of what was done without it.
func (c *process) forget(ctx context.Context, t database.Tx, job int64) error {
	if job == 0 {
		return nil
	}
	return c.db.Queue().Drop(ctx, t, job)
}
