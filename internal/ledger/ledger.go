// Package ledger keeps everything that must survive a crash: up to when each report is planned, its slots, their
// editions, each message to each address with the server's answer, and every attempt. It does not know how reports are
// made or mailed.
//
// The state is an SQLite file, which only the process with the lock beside it uses, or a PostgreSQL database that
// several replicas share. The ledger's own tables are the truth. A job queue only wakes the workers: when a job runs
// twice, late or after a crash, the worker finds in the tables which work is left.
package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/store"
	"bilan/internal/ledger/worker"
)

// Options say where the ledger lives: in one of SQLite and Postgres.
type Options struct {
	SQLite   string // a file's path; made when it is missing
	Postgres string // a connection string with its password
	// Mark is a file outside the state's folder by which a state that was restored from a copy is recognised; "" for none. It is
	// kept for SQLite only.
	Mark string
	Log  *slog.Logger
	Now  func() time.Time // the clock, required
	// Later makes Open return without reaching the database, so that the caller can wait for one that is down. The
	// ledger must not be used before Prepare has returned without an error.
	Later    bool
	Existing bool // a file that was never begun is not made: Open answers ErrNoState

	silence time.Duration // how long a replica that does not show itself counts as alive [20 s]
}

// Errors that callers test for.
var (
	ErrNotFound  = database.ErrNotFound
	ErrNotLocked = worker.ErrNotLocked
	ErrOvertaken = worker.ErrOvertaken
	ErrBusy      = errors.New("it is being worked on right now")
	ErrDone      = errors.New("it is done already")
	ErrNoState   = store.ErrNoFile
	ErrGone      = store.ErrGone
)

// Ledger is safe for concurrent use. Close it.
type Ledger struct {
	*worker.Pool
	origin  *origin
	entries entry.Writer
	db      store.Store
	log     *slog.Logger
	now     func() time.Time
}

// Open opens the ledger and brings its tables up to this program's version, forward only. Several processes may do so at once. A
// ledger that a newer program has changed is refused.
func Open(ctx context.Context, o Options) (*Ledger, error) {
	if o.Now == nil {
		return nil, errors.New("the ledger needs a clock")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	o.silence = cmp.Or(o.silence, store.AliveFor)
	db, err := store.Open(ctx, store.Options{SQLite: o.SQLite, Existing: o.Existing, Postgres: o.Postgres, Silence: o.silence, Log: o.Log, Now: o.Now})
	if err != nil {
		return nil, fmt.Errorf("open the state: %w", err)
	}
	l := &Ledger{entries: entry.NewWriter(db.Queue(), o.Now), db: db, log: o.Log, now: o.Now, origin: newOrigin(db, o.Mark, o.Log)}
	l.Pool = worker.NewPool(db, l.origin, worker.Options{BeatEvery: o.silence / 4, Log: o.Log, Now: o.Now})
	if o.Later {
		return l, nil
	}
	if err := l.Prepare(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return l, nil
}

// Close lets go of the files, the connections and the lock. Work must have come back before.
func (l *Ledger) Close() error { return errors.Join(l.db.Close(), l.origin.close()) }

// TryLock takes the lock that only one process at a time has: its holder alone may Work and Drain. True when this
// process has it now. On PostgreSQL every process may work, and the answer is always true.
func (l *Ledger) TryLock() (bool, error) { return l.db.TryLock() }

// Worked reports whether another process is working the jobs right now: it holds the lock, or is a replica with a
// heartbeat in the last 20 seconds.
func (l *Ledger) Worked(ctx context.Context) (bool, error) { return l.db.WorkedByOthers(ctx, "") }

// Backup copies the whole state into a new file while others write. The copy is marked as a copy: a ledger that opens
// it is Behind from now on. For PostgreSQL there is pg_dump, and the error says so.
func (l *Ledger) Backup(ctx context.Context, file string) error {
	return l.db.Backup(ctx, file, l.now())
}

// Prepare reaches the database and brings its tables up to this program's version, where Open did not (Options.Later).
func (l *Ledger) Prepare(ctx context.Context) error {
	if err := l.db.Migrate(ctx); err != nil {
		return fmt.Errorf("open the state: %w", err)
	}
	if err := l.origin.compare(ctx); err != nil {
		return fmt.Errorf("open the state: %w", err)
	}
	return nil
}

// Away reports whether an error means that the database cannot be reached for now: it is off, starting, or the way to it is
// broken.
func Away(err error) bool { return store.Away(err) }

// Behind reports whether the state may lack what another copy of it did; nil if it does not.
func (l *Ledger) Behind(ctx context.Context) (*Behind, error) { return l.origin.Behind(ctx) }

// SetBehind records that the state was restored from a copy made at an instant; the zero instant means the last one
// recorded in the state. It does not change an existing record.
func (l *Ledger) SetBehind(ctx context.Context, since time.Time, why string) error {
	return l.origin.SetBehind(ctx, since, why)
}

// Settled ends the Behind state once the ledger contains everything that may have been sent. From now on the mark
// treats the state as a new one.
func (l *Ledger) Settled(ctx context.Context) error { return l.origin.Settled(ctx) }
