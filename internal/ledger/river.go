package ledger

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"
)

// queue wakes workers. Which work is left, and whether it may be done, only the tables say.
type queue interface {
	insert(ctx context.Context, t tx, jobs []jobRequest) ([]int64, error)
	// again makes a job that is over or waits run now; false when the queue has forgotten it.
	again(ctx context.Context, t tx, job int64) (bool, error)
	drop(ctx context.Context, t tx, job int64) error
	rescue(ctx context.Context, t tx, dead func(worker string) (bool, error)) (int, error)
	work(ctx context.Context, s jobHandlers) error
}

// jobRequest is a job to insert: of a slot or of a delivery, by id.
type jobRequest struct {
	slot, delivery int64
	at             time.Time
}

// jobHandlers is what works jobs. Both functions give the instant at which they want to be called again, zero for never. finish
// ends the job within a transaction.
type jobHandlers struct {
	worker           string
	limits           Limits
	produce, deliver func(ctx context.Context, id int64, finish finish) (time.Time, error)
	persist          func(ctx context.Context, do func(context.Context) error) error // tries again when do fails
}

type finish func(context.Context, tx) error

const (
	produceQueue = "produce"
	deliverQueue = "deliver"
	// attempts is what the queue may do by itself; who gives up is decided by what produces and delivers.
	attempts = 30000
	// Completed jobs are kept for a look at the queue's own tables; -1 would delete them at once in this version.
	keepDone, keepDiscarded = 90 * 24 * time.Hour, 400 * 24 * time.Hour
	// stumble is the wait after a failure of the ledger itself.
	stumble = 5 * time.Second
)

type produceArgs struct {
	Slot int64 `json:"slot" river:"unique"`
}

func (produceArgs) Kind() string { return "bilan.produce" }

type deliverArgs struct {
	Delivery int64 `json:"delivery" river:"unique"`
}

func (deliverArgs) Kind() string { return "bilan.deliver" }

type riverQueue[T any] struct {
	driver riverdriver.Driver[T]
	client *river.Client[T] // inserts, and works nothing
	unwrap func(tx) T
	poll   bool
	log    *slog.Logger
	clock  riverClock
}

// riverClock gives the queue our clock: it would ask SQLite for the time otherwise.
type riverClock struct{ now func() time.Time }

func (c riverClock) Now() time.Time { return c.now() }
func (c riverClock) NowOrNil() *time.Time {
	t := c.now().UTC()
	return &t
}

func newRiver[T any](d riverdriver.Driver[T], poll bool, o Options, unwrap func(tx) T) (*riverQueue[T], error) {
	q := &riverQueue[T]{driver: steadyDriver[T]{d}, unwrap: unwrap, poll: poll, log: o.Log, clock: riverClock{o.Now}}
	var err error
	q.client, err = river.NewClient(q.driver, &river.Config{Logger: quiet, Test: river.TestConfig{Time: q.clock}})
	return q, err
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

func (q *riverQueue[T]) insert(ctx context.Context, t tx, jobs []jobRequest) ([]int64, error) {
	if len(jobs) == 0 {
		return nil, nil
	}
	list := make([]river.InsertManyParams, len(jobs))
	for i, j := range jobs {
		opts := &river.InsertOpts{Queue: produceQueue, MaxAttempts: attempts, UniqueOpts: river.UniqueOpts{ByArgs: true}}
		if j.at.After(q.clock.Now()) { // any instant at all would make it wait for the queue's scheduler, five seconds
			opts.ScheduledAt = j.at.UTC()
		}
		list[i] = river.InsertManyParams{Args: produceArgs{j.slot}, InsertOpts: opts}
		if j.delivery != 0 {
			opts.Queue = deliverQueue
			list[i].Args = deliverArgs{j.delivery}
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

func (q *riverQueue[T]) again(ctx context.Context, t tx, job int64) (bool, error) {
	_, err := q.client.JobRetryTx(ctx, q.unwrap(t), job)
	if errors.Is(err, rivertype.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// drop forgets a job whose work is done; one that runs ends by itself.
func (q *riverQueue[T]) drop(ctx context.Context, t tx, job int64) error {
	_, err := q.client.JobDeleteTx(ctx, q.unwrap(t), job)
	if errors.Is(err, rivertype.ErrNotFound) || errors.Is(err, rivertype.ErrJobRunning) {
		return nil
	}
	return err
}

// version is that of the queue's own tables.
func (q *riverQueue[T]) version() int {
	m, err := q.migrator()
	if err != nil {
		return 0
	}
	list := m.AllVersions()
	return list[len(list)-1].Version
}

func (q *riverQueue[T]) migrator() (*rivermigrate.Migrator[T], error) {
	return rivermigrate.New(q.driver, &rivermigrate.Config{Logger: quiet})
}

// migrate brings the queue's tables up, within t when there is one.
func (q *riverQueue[T]) migrate(ctx context.Context, t tx) error {
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

// rescue makes jobs run again whose worker has died, in milliseconds instead of the queue's own hour. What is alive must not be
// called dead: the caller knows by a lock or by heartbeats, and lets only one process at a time do this. Two could meet so that one
// takes from a living worker what the other has just given it.
func (q *riverQueue[T]) rescue(ctx context.Context, t tx, dead func(worker string) (bool, error)) (int, error) {
	const batch = 1000
	exec, count := q.driver.UnwrapExecutor(q.unwrap(t)), 0
	horizon := q.clock.Now().UTC().Add(time.Second) // also what has just begun
	for after := int64(0); ; {
		list, err := exec.JobGetStuck(ctx, &riverdriver.JobGetStuckParams{AfterID: after, Max: batch, StuckHorizon: horizon})
		if err != nil {
			return count, err
		}
		p := riverdriver.JobRescueManyParams{StuckHorizon: horizon}
		for _, j := range list {
			after = j.ID
			if n := len(j.AttemptedBy); n > 0 {
				if gone, err := dead(j.AttemptedBy[n-1]); err != nil {
					return count, err
				} else if !gone {
					continue
				}
			}
			if err := q.release(&p, j); err != nil {
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

// release adds a job to those that become available.
func (q *riverQueue[T]) release(p *riverdriver.JobRescueManyParams, j *rivertype.JobRow) error {
	now := q.clock.Now().UTC()
	trouble, err := json.Marshal(rivertype.AttemptError{At: now, Attempt: j.Attempt, Error: "its process ended"})
	p.ID = append(p.ID, j.ID)
	p.Error = append(p.Error, trouble)
	p.FinalizedAt = append(p.FinalizedAt, nil)
	p.ScheduledAt = append(p.ScheduledAt, now)
	p.State = append(p.State, string(rivertype.JobStateAvailable))
	return err
}

// work runs until ctx ends and then waits for what runs.
func (q *riverQueue[T]) work(ctx context.Context, s jobHandlers) error {
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker[T, produceArgs]{q: q, id: func(a produceArgs) int64 { return a.Slot }, do: s.produce})
	river.AddWorker(workers, &worker[T, deliverArgs]{q: q, id: func(a deliverArgs) int64 { return a.Delivery }, do: s.deliver})
	m := s.limits
	config := &river.Config{
		ID: s.worker, Workers: workers, Logger: riverLog(q.log), Test: river.TestConfig{Time: q.clock}, PollOnly: q.poll,
		Queues:        map[string]river.QueueConfig{produceQueue: {MaxWorkers: m.Produce}, deliverQueue: {MaxWorkers: m.Deliver}},
		FetchCooldown: m.Cooldown, FetchPollInterval: m.Poll, SoftStopTimeout: m.Drain, MaxAttempts: attempts, JobTimeout: -1,
		CompletedJobRetentionPeriod: keepDone, CancelledJobRetentionPeriod: keepDone, DiscardedJobRetentionPeriod: keepDiscarded,
		RetryPolicy: retryDelay{q.clock},
	}
	var client *river.Client[T]
	err := s.persist(ctx, func(context.Context) (err error) {
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

// retryDelay is the wait after what the queue itself calls a failure, a panic in our own code above all.
type retryDelay struct{ clock riverClock }

func (s retryDelay) NextRetry(*rivertype.JobRow) time.Time { return s.clock.Now().UTC().Add(stumble) }

type worker[T any, A river.JobArgs] struct {
	river.WorkerDefaults[A]
	q  *riverQueue[T]
	id func(A) int64
	do func(context.Context, int64, finish) (time.Time, error)
}

// Timeout is none: our own deadlines are, and our own rescue instead of the queue's.
func (w *worker[T, A]) Timeout(*river.Job[A]) time.Duration { return -1 }

func (w *worker[T, A]) Work(ctx context.Context, job *river.Job[A]) error {
	next, err := w.do(ctx, w.id(job.Args), func(ctx context.Context, t tx) error {
		_, err := river.JobCompleteTx[riverdriver.Driver[T]](ctx, w.q.unwrap(t), job)
		if errors.Is(err, rivertype.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		w.q.log.Error("job could not be kept", "kind", job.Kind, "id", w.id(job.Args), "err", err)
		return river.JobSnooze(stumble)
	}
	if !next.IsZero() {
		return river.JobSnooze(max(0, next.Sub(w.q.clock.Now())))
	}
	return nil
}

// riverLog lets through what somebody should act on.
func riverLog(log *slog.Logger) *slog.Logger { return slog.New(warnings{cmp.Or(log, quiet).Handler()}) }

type warnings struct{ slog.Handler }

func (w warnings) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelWarn && w.Handler.Enabled(ctx, l)
}
func (w warnings) WithAttrs(a []slog.Attr) slog.Handler { return warnings{w.Handler.WithAttrs(a)} }
func (w warnings) WithGroup(n string) slog.Handler      { return warnings{w.Handler.WithGroup(n)} }
