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

// Options say where the ledger is stored: either SQLite or Postgres is set.
type Options struct {
	SQLite   string // the path of a file, which is created if it is missing
	Postgres string // a connection string with its password
	// Mark is the path of a file outside the state's folder. It shows whether the state was restored from a copy. With
	// "", and with PostgreSQL, there is no mark.
	Mark string
	Log  *slog.Logger
	Now  func() time.Time // the clock, required
	// Later makes Open return without connecting to the database, so that the caller can wait for a database that is
	// down. The ledger must not be used before Prepare has returned without an error.
	Later    bool
	Existing bool // do not create the file: Open returns ErrNoState if it is missing

	silence time.Duration // how long a replica counts as alive after its last heartbeat [20 s]
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

// Ledger is the state of a YAML: what is planned, made and sent. It is safe for concurrent use. The caller closes it.
type Ledger struct {
	*worker.Pool
	origin  *origin
	entries entry.Writer
	db      store.Store
	log     *slog.Logger
	now     func() time.Time
}

// Open opens the ledger and migrates its tables to this program's version. Several processes may do so at once. It
// refuses a ledger that a newer program has migrated.
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

// Close closes the files and connections and releases the lock. It must not be called before Work has returned.
func (l *Ledger) Close() error { return errors.Join(l.db.Close(), l.origin.close()) }

// TryLock takes the lock that one process at a time has, without waiting. Only its holder may call Work and Drain. It
// returns true if this process now has the lock. On PostgreSQL it always returns true, because every process may work.
func (l *Ledger) TryLock() (bool, error) { return l.db.TryLock() }

// WorkedByOthers reports whether another process works on the jobs now: it has the lock, or is a replica with a
// heartbeat in the last 20 seconds.
func (l *Ledger) WorkedByOthers(ctx context.Context) (bool, error) {
	return l.db.WorkedByOthers(ctx, "")
}

// Backup copies the state into a new file while others write. The copy is marked as a copy, so that a ledger that opens
// it is Behind. For PostgreSQL it returns an error that names pg_dump.
func (l *Ledger) Backup(ctx context.Context, file string) error {
	return l.db.Backup(ctx, file, l.now())
}

// Prepare connects to the database and migrates its tables, if Open did not because of Options.Later.
func (l *Ledger) Prepare(ctx context.Context) error {
	if err := l.db.Migrate(ctx); err != nil {
		return fmt.Errorf("open the state: %w", err)
	}
	if err := l.origin.compareMark(ctx); err != nil {
		return fmt.Errorf("open the state: %w", err)
	}
	return nil
}

// Unreachable reports whether an error means that the database cannot be reached for now: it is switched off, it is
// starting, or the connection is broken.
func Unreachable(err error) bool { return store.Unreachable(err) }

// Behind describes a state that was restored from a copy. It returns nil for any other state.
func (l *Ledger) Behind(ctx context.Context) (*Behind, error) { return l.origin.Behind(ctx) }

// SetBehind records that the state was restored from a copy made at the time since. The zero time means the last time
// recorded in the state. It does not change an existing record.
func (l *Ledger) SetBehind(ctx context.Context, since time.Time, why string) error {
	return l.origin.SetBehind(ctx, since, why)
}

// EndBehind ends the Behind state when the ledger contains everything that may have been sent. The mark then fits this
// state.
func (l *Ledger) EndBehind(ctx context.Context) error { return l.origin.EndBehind(ctx) }
