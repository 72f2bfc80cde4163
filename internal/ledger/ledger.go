// Package ledger keeps everything that must outlive a crash: how far each report is planned, its slots, what they
// produced, each message to each address with the server's answer, and every attempt. It knows how to keep and to
// queue, not how reports are made or mailed.
//
// It lives in an SQLite file, worked by the one process that holds the lock beside it, or in a PostgreSQL database that
// several replicas share. Its own tables are the truth. A job queue wakes the workers and no more: a job that comes
// twice, late or after a crash finds in the tables what is left to do.
package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/queue"
	"bilan/internal/ledger/store"
	"bilan/internal/mark"
	"bilan/internal/pace"
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
	// Later has Open reach no database, so that one that is off can be waited for: nothing may be asked of the ledger before
	// Prepare has come back without an error.
	Later    bool
	Existing bool // a file that was never begun is not made: Open answers ErrNoState

	silence time.Duration // how long a replica that does not show itself counts as alive [20 s]
}

// What callers ask errors for.
var (
	ErrNotFound  = database.ErrNotFound
	ErrNotLocked = errors.New("another process works this state")
	ErrBusy      = errors.New("it is being worked on right now")
	ErrDone      = errors.New("it is done already")
	ErrNoState   = store.ErrNoFile
	ErrGone      = store.ErrGone
)

// Ledger is safe for concurrent use. Close it.
type Ledger struct {
	entries entry.Writer
	db      store.Store
	log     *slog.Logger
	now     func() time.Time

	id       string // which state this is
	mark     mark.File
	unmarked atomic.Bool // that the mark cannot be written was logged

	beatEvery time.Duration

	mu      sync.Mutex
	running map[task]bool // what this process works on

	leaving pace.Gate
	queue   pace.Queue // of deliveries that wait for their turn, by Limits.Pace

	number atomic.Int64 // of the YAML that this process announced, 0 for none
}

// task is a slot or a delivery in work.
type task struct{ slot, delivery int64 }

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
	db, err := openStore(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("open the state: %w", err)
	}
	l := &Ledger{entries: entry.NewWriter(db.Queue(), o.Now), db: db, log: o.Log, now: o.Now, beatEvery: o.silence / 4, running: map[task]bool{}}
	if o.Postgres == "" {
		l.mark.Path = o.Mark
	}
	if o.Later {
		return l, nil
	}
	if err := l.Prepare(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return l, nil
}

func openStore(ctx context.Context, o Options) (store.Store, error) {
	if o.Postgres != "" {
		return store.OpenPostgres(ctx, o.Postgres, o.silence, queue.Options{Log: o.Log, Now: o.Now})
	}
	return store.OpenSQLite(ctx, o.SQLite, o.Existing, queue.Options{Log: o.Log, Now: o.Now})
}

// Close lets go of the files, the connections and the lock. Work must have come back before.
func (l *Ledger) Close() error { return errors.Join(l.db.Close(), l.mark.Close()) }

// TryLock takes the lock that only one process at a time has: its holder alone may Work and Drain. True when this
// process has it now. On PostgreSQL every process may work, and the answer is always true.
func (l *Ledger) TryLock() (bool, error) { return l.db.TryLock() }

// Worked tells whether another process works the jobs right now: it holds the lock, or is a replica that showed
// itself within the last 20 seconds.
func (l *Ledger) Worked(ctx context.Context) (bool, error) { return l.db.WorkedByOthers(ctx, "") }

// Backup copies the whole state into a new file while others write. The copy knows that it is one: a ledger that opens it is
// Behind since now. PostgreSQL has pg_dump for that, and the error says so.
func (l *Ledger) Backup(ctx context.Context, file string) error {
	return l.db.Backup(ctx, file, l.now())
}

// Prepare reaches the database and brings its tables up to this program's version, where Open did not (Options.Later).
func (l *Ledger) Prepare(ctx context.Context) error {
	if err := l.db.Migrate(ctx); err != nil {
		return fmt.Errorf("open the state: %w", err)
	}
	if err := l.compareMark(ctx); err != nil {
		return fmt.Errorf("open the state: %w", err)
	}
	return nil
}

// Away tells whether an error means that the database cannot be reached for now: it is off, starting, or the way to it is
// broken.
func Away(err error) bool { return store.Away(err) }
