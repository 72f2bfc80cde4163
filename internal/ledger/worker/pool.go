// Package worker produces slots and delivers messages with processes that may end at any moment. It claims a slot or a
// message, begins the attempt, stages its editions, and stores its outcome in one transaction. It also limits how many
// messages leave, recognises faults of the mail server itself, and decides when to notify an owner. Its caller provides
// the functions that make and send reports (Workers).
package worker

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/store"
	"bilan/internal/pace"
)

// Origin identifies the state and counts the messages that leave.
type Origin interface {
	// Check returns an error if the state was restored from a copy, so that nothing may be made or sent.
	Check(context.Context) error
	// CountLeaving counts, in a transaction, a message that begins to leave. WriteMark stores the count outside the
	// state after the commit.
	CountLeaving(context.Context, database.Tx) (sent int64, err error)
	WriteMark(sent int64)
}

// Pool is what the work of one process shares: the running jobs, the pace, and the number of its YAML. It is safe for
// concurrent use.
type Pool struct {
	db        store.Store
	entries   entry.Writer
	origin    Origin
	log       *slog.Logger
	now       func() time.Time
	beatEvery time.Duration

	mu      sync.Mutex
	running map[task]bool // the tasks that this process works on

	leaving *pace.Gate
	queue   pace.Queue // deliveries that wait because of Limits.Pace

	number atomic.Int64 // the number of the YAML that this process announced, or 0
}

// Options are the heartbeat interval, the log and the clock.
type Options struct {
	BeatEvery time.Duration
	Log       *slog.Logger
	Now       func() time.Time
}

// NewPool returns a Pool for a database.
func NewPool(db store.Store, o Origin, p Options) *Pool {
	return &Pool{db: db, entries: entry.NewWriter(db.Queue(), p.Now), origin: o, log: p.Log, now: p.Now, beatEvery: p.BeatEvery, running: map[task]bool{}, leaving: pace.NewGate()}
}

// task is a slot or a delivery that is worked on. The other ID is 0.
type task struct{ slot, delivery int64 }

// reconcile queues a job for all open work. This is needed after a backup was restored, or if the queue's tables lost
// jobs. A job that runs too early sleeps until its time.
func (p *Pool) reconcile(ctx context.Context) error {
	return p.db.Write(ctx, func(t database.Tx) error {
		open, err := entry.ReadSlots(ctx, t, "WHERE state IN ('planned', 'producing', 'held', 'retrying') ORDER BY id")
		if err != nil {
			return err
		}
		for _, s := range open {
			if err := p.entries.WakeSlot(ctx, t, s); err != nil {
				return err
			}
		}
		waiting, err := entry.ReadDeliveries(ctx, t, "WHERE state IN ('pending', 'sending', 'retrying') ORDER BY id")
		if err != nil {
			return err
		}
		for _, d := range waiting {
			if err := p.entries.WakeDelivery(ctx, t, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// markRunning marks a task as running in this process. It returns false if the task is already running.
func (p *Pool) markRunning(k task) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running[k] {
		return false
	}
	p.running[k] = true
	return true
}

func (p *Pool) markDone(k task) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.running, k)
}

// errLost reports that another process has taken over the work.
var errLost = errors.New("another process has taken over the work")

// busyWait is the wait before checking again work that another process is doing.
const busyWait = 5 * time.Second

// Process is a process that works: its name, functions and limits.
type Process struct {
	*Pool
	Name string
	Workers
	Limits
}
