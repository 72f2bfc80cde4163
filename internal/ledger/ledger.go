// Package ledger keeps everything that must outlive a crash: how far each report is planned, its slots, what they
// produced, each message to each address with the server's answer, and every attempt. It knows how to keep and to
// queue, not how reports are made or mailed.
//
// It lives in an SQLite file, worked by the one process that holds the lock beside it, or in a PostgreSQL database that
// several replicas share. Its own tables are the truth. A job queue wakes the workers and no more: a job that comes
// twice, late or after a crash finds in the tables what is left to do.
package ledger

import (
	"context"
	"log/slog"
	"time"
)

// Options say where the ledger lives: in one of SQLite and Postgres.
type Options struct {
	SQLite   string // a file's path; made when it is missing
	Postgres string // a connection string with its password
	Log      *slog.Logger
	Now      func() time.Time // the clock, required
}

// Open opens the ledger and brings its tables up to this program's version, forward only. Several processes may do so at once. A
// ledger that a newer program has changed is refused.
func Open(ctx context.Context, o Options) (*Ledger, error) { return nil, errStub }

// Ledger is safe for concurrent use. Close it.
type Ledger struct{}

// Close lets go of the files, the connections and the lock. Work must have come back before.
func (l *Ledger) Close() error { return errStub }
