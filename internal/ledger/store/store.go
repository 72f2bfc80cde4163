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

// Store is the database of the state, with its queue of jobs. It is safe for concurrent use.
type Store interface {
	// Write commits the changes of do if it returns nil. It may call do again after a conflict.
	Write(ctx context.Context, do func(database.Tx) error) error
	// Reader returns a connection that sees committed data and never waits for a writer.
	Reader() database.Conn
	Queue() queue.Queue
	Migrate(ctx context.Context) error
	Backup(ctx context.Context, file string, at time.Time) error
	Compact(ctx context.Context) error
	// Present returns an error if the file of the state was removed or replaced.
	Present() error
	Shared() bool // whether several processes may work on it
	TryLock() (bool, error)
	Locked() bool
	// Beat records that a worker is alive, and Gone that it has ended. Alive reports whether a worker has recorded a
	// beat recently.
	Beat(ctx context.Context, worker string) error
	Gone(ctx context.Context, worker string) error
	Alive(ctx context.Context, c database.Conn, worker string) (bool, error)
	WorkedByOthers(ctx context.Context, worker string) (bool, error)
	// ServerTime returns the time of the database server's clock. It returns ErrNoServer if there is no server.
	ServerTime(ctx context.Context) (time.Time, error)
	// Announce records the YAML of a replica. It returns the number of the YAML and the other living replicas. Newest
	// returns the number of the newest YAML that a living replica has, and that of the newest that one had recently.
	Announce(ctx context.Context, name, hash string) (number int64, others []Replica, now time.Time, err error)
	Withdraw(ctx context.Context, name string) error
	Newest(ctx context.Context, c database.Conn) (live, recent int64, err error)
	Close() error
}

// Options say where the state is stored: either SQLite or Postgres is set.
type Options struct {
	SQLite   string        // the path of a file
	Existing bool          // do not create the file: ErrNoFile if it is missing
	Postgres string        // a connection string with its password
	Silence  time.Duration // how long a replica counts as alive after its last heartbeat
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

// WaitToBeAlone waits until no other transaction that has called it is running.
func WaitToBeAlone(ctx context.Context, t database.Tx) error {
	var held int
	return database.One(ctx, t, "SELECT version FROM bilan_schema /*lock*/", nil, &held)
}
