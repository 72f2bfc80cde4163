package worker

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"bilan/internal/clock"
	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/queue"
	"bilan/internal/ledger/store"
)

func (m Limits) withDefaults() Limits {
	m.Produce, m.Deliver = cmp.Or(m.Produce, 1), cmp.Or(m.Deliver, 10)
	m.ProduceTimeout, m.DeliverTimeout = cmp.Or(m.ProduceTimeout, 30*time.Minute), cmp.Or(m.DeliverTimeout, 2*time.Minute)
	m.Drain, m.RelayWait = cmp.Or(m.Drain, 30*time.Second), cmp.Or(m.RelayWait, 30*time.Minute)
	m.Poll, m.Cooldown = cmp.Or(m.Poll, 500*time.Millisecond), cmp.Or(m.Cooldown, 10*time.Millisecond)
	return m
}

// ErrNotLocked reports that another process has the lock, so that this one may not work.
var ErrNotLocked = errors.New("another process uses this state")

// NewProcess returns a Process with a unique name. It may work only while the lock is held.
func (p *Pool) NewProcess(w Workers, m Limits) *Process {
	return &Process{Pool: p, Name: ProcessName(), Workers: w, Limits: m.withDefaults()}
}

// ProcessName returns a unique name made of the machine, the process and a random part.
func ProcessName() string {
	host, _ := os.Hostname()
	return fmt.Sprintf("%.40s-%d-%s", host, os.Getpid(), strings.ToLower(rand.Text()[:8]))
}

// Work produces and delivers until ctx ends. It then waits for running jobs, up to Limits.Drain. It first resumes the
// work of processes that crashed. On SQLite the lock must be held.
func (p *Pool) Work(ctx context.Context, w Workers, m Limits) error {
	if err := p.origin.Check(ctx); err != nil {
		return err
	}
	if !p.db.Locked() {
		return ErrNotLocked
	}
	c := p.NewProcess(w, m)
	err := c.persist(ctx, func(ctx context.Context) error {
		return errors.Join(p.db.Beat(ctx, c.Name), c.Recover(ctx), p.reconcile(ctx))
	})
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("resume unfinished work: %w", err)
	}
	// the heartbeat continues until the last job has ended
	alive, stop := context.WithCancel(context.WithoutCancel(ctx))
	var maintain sync.WaitGroup
	maintain.Go(func() { c.maintain(alive) })
	err = p.db.Queue().Work(ctx, queue.Handlers{Worker: c.Name, Limits: queue.Limits{Produce: c.Limits.Produce, Deliver: c.Limits.Deliver, Poll: c.Limits.Poll, Cooldown: c.Limits.Cooldown, Drain: c.Limits.Drain}, Produce: c.Produce, Deliver: c.Deliver, Persist: c.persist})
	stop()
	maintain.Wait()
	if ctx.Err() != nil {
		err = nil
	}
	return errors.Join(err, p.db.Gone(context.WithoutCancel(ctx), c.Name))
}

// Recover makes the jobs of dead processes run again. It waits until no other process does this.
func (c *Process) Recover(ctx context.Context) error {
	var n int
	err := c.db.Write(ctx, func(t database.Tx) error {
		if err := store.WaitToBeAlone(ctx, t); err != nil {
			return err
		}
		var err error
		n, err = c.db.Queue().Rescue(ctx, t, func(worker string) (bool, error) {
			if worker == c.Name {
				return false, nil
			}
			alive, err := c.db.Alive(ctx, t, worker)
			return !alive, err
		})
		return err
	})
	if n > 0 && err == nil {
		c.log.Info("resumed the work of an ended process", "jobs", n)
	}
	return err
}

// maintain records heartbeats, takes over the work of dead processes, wakes jobs that should already run, and notifies
// owners about messages that did not arrive.
func (c *Process) maintain(ctx context.Context) {
	clock.Every(ctx, c.beatEvery, func() {
		within, cancel := context.WithTimeout(ctx, c.beatEvery)
		err := c.db.Beat(within, c.Name)
		if err == nil {
			err = c.watchRelay(within)
			_, untold := c.NotifyUndelivered(within, entry.Key{}, false)
			err = errors.Join(err, c.Recover(within), c.wakeOverdue(within), untold, c.Discard(within))
		}
		cancel()
		if err != nil && ctx.Err() == nil {
			c.log.Warn("the state's database does not answer", "err", err)
		}
	})
}

// wakeOverdue wakes jobs that are overdue and asleep, for example because a request arrived when the job was going to
// sleep. It does not wake jobs that only wait for a free worker, as most do when many are due at once.
func (c *Process) wakeOverdue(ctx context.Context) error {
	const atMost = 200
	before := database.Micros(c.now().Add(-c.beatEvery))
	late, err := entry.ReadSlots(ctx, c.db.Reader(), "WHERE state IN ('planned', 'held', 'retrying') AND next_at < $1 ORDER BY next_at LIMIT $2", before, atMost)
	if err != nil {
		return err
	}
	waiting, err := entry.ReadDeliveries(ctx, c.db.Reader(), "WHERE state IN ('pending', 'retrying') AND next_at < $1 ORDER BY next_at LIMIT $2", before, atMost)
	if err != nil || len(late)+len(waiting) == 0 {
		return err
	}
	var jobs []int64
	for _, s := range late {
		jobs = append(jobs, s.Job)
	}
	for _, d := range waiting {
		jobs = append(jobs, d.Job)
	}
	return c.db.Write(ctx, func(t database.Tx) error {
		asleep, err := c.db.Queue().Asleep(ctx, t, jobs)
		if err != nil {
			return err
		}
		for _, s := range late {
			if !asleep[s.Job] {
				continue
			}
			if err := c.entries.WakeSlot(ctx, t, s); err != nil {
				return err
			}
		}
		for _, d := range waiting {
			if !asleep[d.Job] {
				continue
			}
			if err := c.entries.WakeDelivery(ctx, t, d); err != nil {
				return err
			}
		}
		return nil
	})
}
