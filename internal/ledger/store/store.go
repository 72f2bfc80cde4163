// Package store opens the database of the state: an SQLite file, which only the process with the lock beside it uses,
// or a PostgreSQL database that several replicas share. It creates the tables and migrates them to this program's
// version.
package store

import (
	"context"
	"log/slog"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/queue"
)

// Store is one database with its queue of jobs.
type Store interface {
	// Write commits the changes of do if it returns nil. It may call do again after a conflict.
	Write(ctx context.Context, do func(database.Tx) error) error
	// Reader sees committed data and never waits for a writer.
	Reader() database.Conn
	Queue() queue.Queue
	Migrate(ctx context.Context) error
	Backup(ctx context.Context, file string, at time.Time) error
	Compact(ctx context.Context) error
	// Present fails if the opened database is no longer at its place.
	Present() error
	Shared() bool // several processes may work it
	TryLock() (bool, error)
	Locked() bool
	// Beat shows that a worker is alive, Gone that it has ended; Alive reports whether one was seen lately.
	Beat(ctx context.Context, worker string) error
	Gone(ctx context.Context, worker string) error
	Alive(ctx context.Context, c database.Conn, worker string) (bool, error)
	WorkedByOthers(ctx context.Context, worker string) (bool, error)
	// ServerTime returns the database server's clock; ErrNoServer if there is none.
	ServerTime(ctx context.Context) (time.Time, error)
	// Announce gives the number of a YAML and the other replicas that are alive; Newest the numbers of the newest YAML that one has
	// now, and had of late.
	Announce(ctx context.Context, name, hash string) (number int64, others []Replica, now time.Time, err error)
	Withdraw(ctx context.Context, name string) error
	Newest(ctx context.Context, c database.Conn) (live, recent int64, err error)
	Close() error
}

// Options say where the state is: in one of SQLite and Postgres.
type Options struct {
	SQLite   string        // a file's path
	Existing bool          // a file that is missing is not made: ErrNoFile
	Postgres string        // a connection string with its password
	Silence  time.Duration // how long a replica that does not show itself counts as alive
	Log      *slog.Logger
	Now      func() time.Time
}

// Open opens the database. The caller migrates it before any other use, and closes it.
func Open(ctx context.Context, o Options) (Store, error) {
	q := queue.Options{Log: o.Log, Now: o.Now}
	if o.Postgres != "" {
		return openPostgres(ctx, o.Postgres, o.Silence, q)
	}
	return openSQLite(ctx, o.SQLite, o.Existing, q)
}

// Alone waits until no other process is in a transaction that must be alone.
func Alone(ctx context.Context, t database.Tx) error {
	var held int
	return database.One(ctx, t, "SELECT version FROM bilan_schema /*lock*/", nil, &held)
}
