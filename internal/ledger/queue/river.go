// Package queue wakes workers. River stores the jobs in tables beside those of the state. The queue does not know which
// work remains, nor whether it may be done.
package queue

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"time"

	"bilan/internal/ledger/database"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"
)

// Queue wakes workers. Only the tables of the ledger say which work remains, and whether it may be done.
type Queue interface {
	Insert(ctx context.Context, t database.Tx, jobs []Job) ([]int64, error)
	// Again makes a job run now that is finished or waits. It returns false if the queue has deleted the job.
	Again(ctx context.Context, t database.Tx, job int64) (bool, error)
	// Asleep returns for each job whether it must be woken to run now: because it waits for a later time, is finished
	// or was deleted.
	Asleep(ctx context.Context, t database.Tx, jobs []int64) (map[int64]bool, error)
	Drop(ctx context.Context, t database.Tx, job int64) error
	Rescue(ctx context.Context, t database.Tx, dead func(worker string) (bool, error)) (int, error)
	Work(ctx context.Context, s Handlers) error
}

// Job is a job to insert. Either Slot or Delivery is the ID of its work.
type Job struct {
	Slot, Delivery int64
	At             time.Time
}

// Handlers do the jobs. Produce and Deliver return the time at which they must be called again; the zero time means
// never. They call finish to end the job in a transaction of theirs.
type Handlers struct {
	Worker           string
	Limits           Limits
	Produce, Deliver func(ctx context.Context, id int64, finish Finish) (time.Time, error)
	Persist          func(ctx context.Context, do func(context.Context) error) error // repeats do if it returns an error
}

// Limits are the most jobs at once, and the polling interval.
type Limits struct {
	Produce, Deliver      int
	Poll, Cooldown, Drain time.Duration
}

// Finish ends a job within a transaction.
type Finish func(context.Context, database.Tx) error

const (
	produceQueue = "produce"
	deliverQueue = "deliver"
	// maxAttempts is the most attempts that the queue itself allows. It is high because the code that produces and
	// delivers decides when to give up.
	maxAttempts = 30000
	// Finished jobs are kept so that people can look at the queue's own tables.
	keepCompleted, keepDiscarded = 90 * 24 * time.Hour, 400 * 24 * time.Hour
	// errorWait is the wait after an error of the ledger itself.
	errorWait = 5 * time.Second
)

type produceArgs struct {
	Slot int64 `json:"slot" river:"unique"`
}

func (produceArgs) Kind() string { return "bilan.produce" }

type deliverArgs struct {
	Delivery int64 `json:"delivery" river:"unique"`
}

func (deliverArgs) Kind() string { return "bilan.deliver" }

// River is a Queue in the database of a driver.
type River[T any] struct {
	driver riverdriver.Driver[T]
	client *river.Client[T] // it inserts jobs but does not run any
	unwrap func(database.Tx) T
	poll   bool
	log    *slog.Logger
	clock  riverClock
}

// riverClock gives the program's clock to the queue, which would otherwise ask SQLite for the time.
type riverClock struct{ now func() time.Time }

func (c riverClock) Now() time.Time { return c.now() }
func (c riverClock) NowOrNil() *time.Time {
	t := c.now().UTC()
	return &t
}

// Options are the settings of a queue besides its database.
type Options struct {
	Log *slog.Logger
	Now func() time.Time
}

// New returns a queue over a driver. unwrap returns the driver's transaction. poll is for a database without
// notifications.
func New[T any](d riverdriver.Driver[T], poll bool, o Options, unwrap func(database.Tx) T) (*River[T], error) {
	q := &River[T]{driver: steadyDriver[T]{d}, unwrap: unwrap, poll: poll, log: o.Log, clock: riverClock{o.Now}}
	var err error
	q.client, err = river.NewClient(q.driver, &river.Config{Logger: discardLog, Test: river.TestConfig{Time: q.clock}})
	return q, err
}

var discardLog = slog.New(slog.NewTextHandler(io.Discard, nil))

// Insert implements Queue.
func (q *River[T]) Insert(ctx context.Context, t database.Tx, jobs []Job) ([]int64, error) {
	if len(jobs) == 0 {
		return nil, nil
	}
	list := make([]river.InsertManyParams, len(jobs))
	for i, j := range jobs {
		opts := &river.InsertOpts{Queue: produceQueue, MaxAttempts: maxAttempts, UniqueOpts: river.UniqueOpts{ByArgs: true}}
		if j.At.After(q.clock.Now()) { // with a past time it would wait up to five seconds for the queue's scheduler
			opts.ScheduledAt = j.At.UTC()
		}
		list[i] = river.InsertManyParams{Args: produceArgs{j.Slot}, InsertOpts: opts}
		if j.Delivery != 0 {
			opts.Queue = deliverQueue
			list[i].Args = deliverArgs{j.Delivery}
		}
	}
	res, err := q.client.InsertManyTx(ctx, q.unwrap(t), list)
	if err != nil {
		return nil, err
	}
	made := make([]int64, len(res))
	for i, r := range res {
		made[i] = r.Job.ID
	}
	return made, nil
}

// Again implements Queue.
func (q *River[T]) Again(ctx context.Context, t database.Tx, job int64) (bool, error) {
	_, err := q.client.JobRetryTx(ctx, q.unwrap(t), job)
	if errors.Is(err, rivertype.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Asleep implements Queue.
func (q *River[T]) Asleep(ctx context.Context, t database.Tx, jobs []int64) (map[int64]bool, error) {
	asleep := make(map[int64]bool, len(jobs))
	for _, id := range jobs {
		asleep[id] = true
	}
	list, err := q.driver.UnwrapExecutor(q.unwrap(t)).JobGetByIDMany(ctx, &riverdriver.JobGetByIDManyParams{ID: jobs})
	for _, j := range list {
		asleep[j.ID] = j.State != rivertype.JobStateAvailable && j.State != rivertype.JobStateRunning
	}
	return asleep, err
}

// Drop implements Queue. It deletes the job of finished work; a running job ends by itself.
func (q *River[T]) Drop(ctx context.Context, t database.Tx, job int64) error {
	_, err := q.client.JobDeleteTx(ctx, q.unwrap(t), job)
	if errors.Is(err, rivertype.ErrNotFound) || errors.Is(err, rivertype.ErrJobRunning) {
		return nil
	}
	return err
}

// Version returns the version of the queue's own tables.
func (q *River[T]) Version() int {
	m, err := q.migrator()
	if err != nil {
		return 0
	}
	list := m.AllVersions()
	return list[len(list)-1].Version
}

func (q *River[T]) migrator() (*rivermigrate.Migrator[T], error) {
	return rivermigrate.New(q.driver, &rivermigrate.Config{Logger: discardLog})
}

// Migrate migrates the queue's tables, in the transaction t if it is not nil.
func (q *River[T]) Migrate(ctx context.Context, t database.Tx) error {
	m, err := q.migrator()
	if err != nil {
		return err
	}
	if t != nil {
		//lint:ignore SA1019 only SQLite passes a transaction, and none of its steps needs one of its own
		_, err = m.MigrateTx(ctx, q.unwrap(t), rivermigrate.DirectionUp, nil) //nolint:staticcheck // as above
	} else {
		_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	}
	return err
}

// Rescue makes jobs run again whose worker has died, within milliseconds instead of the queue's own hour. The caller
// ensures by a lock or by heartbeats that a worker reported as dead is dead. It also ensures that one process at a time
// calls Rescue, because two could take a job from a worker that has just got it.
func (q *River[T]) Rescue(ctx context.Context, t database.Tx, dead func(worker string) (bool, error)) (int, error) {
	const batch = 1000
	exec, count := q.driver.UnwrapExecutor(q.unwrap(t)), 0
	horizon := q.clock.Now().UTC().Add(time.Second) // in the future, to include jobs that have just begun
	for after := int64(0); ; {
		list, err := exec.JobGetStuck(ctx, &riverdriver.JobGetStuckParams{AfterID: after, Max: batch, StuckHorizon: horizon})
		if err != nil {
			return count, err
		}
		p := riverdriver.JobRescueManyParams{StuckHorizon: horizon}
		for _, j := range list {
			after = j.ID
			if n := len(j.AttemptedBy); n > 0 {
				if isDead, err := dead(j.AttemptedBy[n-1]); err != nil {
					return count, err
				} else if !isDead {
					continue
				}
			}
			if err := q.addRescued(&p, j); err != nil {
				return count, err
			}
		}
		if len(p.ID) > 0 {
			if _, err := exec.JobRescueMany(ctx, &p); err != nil {
				return count, err
			}
			count += len(p.ID)
		}
		if len(list) < batch {
			return count, nil
		}
	}
}

// addRescued adds a job to those that JobRescueMany makes available.
func (q *River[T]) addRescued(p *riverdriver.JobRescueManyParams, j *rivertype.JobRow) error {
	now := q.clock.Now().UTC()
	trouble, err := json.Marshal(rivertype.AttemptError{At: now, Attempt: j.Attempt, Error: "its process ended"})
	p.ID = append(p.ID, j.ID)
	p.Error = append(p.Error, trouble)
	p.FinalizedAt = append(p.FinalizedAt, nil)
	p.ScheduledAt = append(p.ScheduledAt, now)
	p.State = append(p.State, string(rivertype.JobStateAvailable))
	return err
}

// Work runs jobs until ctx ends, and then waits for running jobs.
func (q *River[T]) Work(ctx context.Context, s Handlers) error {
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker[T, produceArgs]{q: q, id: func(a produceArgs) int64 { return a.Slot }, do: s.Produce})
	river.AddWorker(workers, &worker[T, deliverArgs]{q: q, id: func(a deliverArgs) int64 { return a.Delivery }, do: s.Deliver})
	m := s.Limits
	config := &river.Config{
		ID: s.Worker, Workers: workers, Logger: riverLog(q.log), Test: river.TestConfig{Time: q.clock}, PollOnly: q.poll,
		Queues:        map[string]river.QueueConfig{produceQueue: {MaxWorkers: m.Produce}, deliverQueue: {MaxWorkers: m.Deliver}},
		FetchCooldown: m.Cooldown, FetchPollInterval: m.Poll, SoftStopTimeout: m.Drain, MaxAttempts: maxAttempts, JobTimeout: -1,
		CompletedJobRetentionPeriod: keepCompleted, CancelledJobRetentionPeriod: keepCompleted, DiscardedJobRetentionPeriod: keepDiscarded,
		RetryPolicy: retryDelay{q.clock},
	}
	var client *river.Client[T]
	err := s.Persist(ctx, func(context.Context) (err error) {
		if client, err = river.NewClient(q.driver, config); err == nil {
			err = client.Start(ctx)
		}
		return err
	})
	if err != nil {
		return err
	}
	<-client.Stopped()
	return nil
}

// retryDelay is the wait after an error within the queue, usually a panic in this program's code.
type retryDelay struct{ clock riverClock }

func (s retryDelay) NextRetry(*rivertype.JobRow) time.Time {
	return s.clock.Now().UTC().Add(errorWait)
}

type worker[T any, A river.JobArgs] struct {
	river.WorkerDefaults[A]
	q  *River[T]
	id func(A) int64
	do func(context.Context, int64, Finish) (time.Time, error)
}

// Timeout disables the queue's own timeout. The worker has its own deadlines, and Rescue replaces the queue's rescuer.
func (w *worker[T, A]) Timeout(*river.Job[A]) time.Duration { return -1 }

func (w *worker[T, A]) Work(ctx context.Context, job *river.Job[A]) error {
	next, err := w.do(ctx, w.id(job.Args), func(ctx context.Context, t database.Tx) error {
		_, err := river.JobCompleteTx[riverdriver.Driver[T]](ctx, w.q.unwrap(t), job)
		if errors.Is(err, rivertype.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		w.q.log.Error("job could not be kept", "kind", job.Kind, "id", w.id(job.Args), "err", err)
		return river.JobSnooze(errorWait)
	}
	if !next.IsZero() {
		return river.JobSnooze(max(0, next.Sub(w.q.clock.Now())))
	}
	return nil
}

// riverLog returns a logger that passes on only warnings and errors of the queue.
func riverLog(log *slog.Logger) *slog.Logger {
	return slog.New(warnings{cmp.Or(log, discardLog).Handler()})
}

type warnings struct{ slog.Handler }

func (w warnings) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && w.Handler.Enabled(ctx, l)
}
func (w warnings) WithAttrs(a []slog.Attr) slog.Handler { return warnings{w.Handler.WithAttrs(a)} }
func (w warnings) WithGroup(n string) slog.Handler      { return warnings{w.Handler.WithGroup(n)} }
