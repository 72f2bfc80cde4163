package worker

import (
	"context"
	"errors"
	"sync"

	"bilan/internal/clock"
	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// Drain does the work that is due now, without the queue, and returns when no more is due. The zero Key means all work;
// any other key means the slots of that turn and their deliveries. Later attempts stay queued. On SQLite the lock must
// be held.
func (p *Pool) Drain(ctx context.Context, k entry.Key, w Workers, m Limits) error {
	if err := p.origin.Check(ctx); err != nil {
		return err
	}
	return p.drainNow(ctx, k, w, m)
}

// DrainNotice delivers the notice with this Dedupe even if the state is Behind, because the notice says so.
func (p *Pool) DrainNotice(ctx context.Context, dedupe string, w Workers, m Limits) error {
	if !p.db.Locked() {
		return ErrNotLocked
	}
	c := p.NewProcess(w, m)
	list, err := entry.ReadDeliveries(ctx, p.db.Reader(), "WHERE dedupe = $1 AND purpose = 'notice' AND state IN ('pending', 'retrying')", dedupe)
	for _, d := range list {
		_, failed := c.Deliver(ctx, d.ID, func(ctx context.Context, t database.Tx) error { return c.dropJob(ctx, t, d.Job) })
		err = errors.Join(err, failed)
	}
	return err
}

func (p *Pool) drainNow(ctx context.Context, k entry.Key, w Workers, m Limits) error {
	if !p.db.Locked() {
		return ErrNotLocked
	}
	c := p.NewProcess(w, m)
	if err := p.db.Beat(ctx, c.Name); err != nil {
		return err
	}
	alive, stop := context.WithCancel(context.WithoutCancel(ctx))
	var maintain sync.WaitGroup
	maintain.Go(func() { c.keepAlive(alive) })
	defer func() {
		stop()
		maintain.Wait()
		_ = p.db.Gone(context.WithoutCancel(ctx), c.Name) // the heartbeat ends soon anyway
	}()
	if err := c.Discard(ctx); err != nil {
		return err
	}
	return errors.Join(c.drain(ctx, k), c.Discard(ctx))
}

// keepAlive records heartbeats until ctx ends.
func (c *Process) keepAlive(ctx context.Context) {
	clock.Every(ctx, c.beatEvery, func() {
		if err := c.db.Beat(ctx, c.Name); err != nil && ctx.Err() == nil {
			c.log.Warn("the state's database does not answer", "err", err)
		}
	})
}

// drain does everything that is due once, and then the work that results from it.
func (c *Process) drain(ctx context.Context, k entry.Key) error {
	seen := map[task]bool{}
	for {
		due, err := c.Due(ctx, k, seen)
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
			if asked, err := c.NotifyUndelivered(ctx, k, true); err != nil || asked == 0 {
				return err
			}
			continue
		}
		for _, d := range due {
			seen[d.task] = true
		}
		if err := c.DoTasks(ctx, due); err != nil {
			return err
		}
	}
}

// DueTask is a slot or a delivery that may be worked on now.
type DueTask struct {
	task
	job int64
}

// Due returns the work that is due now and not in seen. It returns deliveries only if no slots are due, because slots
// create deliveries.
func (c *Process) Due(ctx context.Context, k entry.Key, seen map[task]bool) ([]DueTask, error) {
	only, args := "", []any{database.Micros(c.now())}
	if k != (entry.Key{}) {
		only, args = " AND report = $2 AND slot = $3 AND extra = $4", append(args, k.Report, k.Slot, k.Extra)
	}
	list, err := entry.ReadSlots(ctx, c.db.Reader(), "WHERE state IN ('planned', 'producing', 'held', 'retrying') AND (next_at <= $1 OR state = 'producing')"+only+" ORDER BY next_at, id", args...)
	if err != nil {
		return nil, err
	}
	var due []DueTask
	add := func(k task, job int64) {
		if !seen[k] {
			due = append(due, DueTask{k, job})
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

// DoTasks works on the tasks, with as many at once as the limits allow.
func (c *Process) DoTasks(ctx context.Context, list []DueTask) error {
	var mu sync.Mutex
	var errs []error
	var wait sync.WaitGroup
	slots, messages := make(chan struct{}, c.Limits.Produce), make(chan struct{}, c.Limits.Deliver)
	for _, d := range list {
		do, id, free := c.Deliver, d.delivery, messages
		if d.slot != 0 {
			do, id, free = c.Produce, d.slot, slots
		}
		free <- struct{}{}
		wait.Go(func() {
			defer func() { <-free }()
			if ctx.Err() != nil {
				return
			}
			_, err := do(ctx, id, func(ctx context.Context, t database.Tx) error { return c.dropJob(ctx, t, d.job) })
			mu.Lock()
			defer mu.Unlock()
			errs = append(errs, err)
		})
	}
	wait.Wait()
	return errors.Join(errs...)
}

// dropJob deletes the job of work that was done without the queue.
func (c *Process) dropJob(ctx context.Context, t database.Tx, job int64) error {
	if job == 0 {
		return nil
	}
	return c.db.Queue().Drop(ctx, t, job)
}
