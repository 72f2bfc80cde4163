// Package driver contains what the database packages share: the contract of a session, the cancelling of statements,
// the conversion of values to cells, and the texts of errors.
package driver

import (
	"context"
	"time"

	"bilan/internal/table"
	"bilan/sources/params"
)

// Session is one read-only session, opened by a driver. Its errors are the driver's own; package sources explains them
// and hides passwords. Not for several goroutines.
type Session interface {
	Query(context.Context, *params.Bound) (table.Rows, error)
	Tables(context.Context) ([]table.Info, error)
	Warnings(context.Context) ([]string, error)
	Dialect() params.Dialect
	Close() error
}

// Opening has everything that a driver needs to open a session.
type Opening struct {
	DSN     string         // the connection string
	Zone    *time.Location // zone in which instants become wall time
	Timeout time.Duration  // limit for one statement on the server
	MaxRows int64
	Mask    *Mask // receives the passwords that must be masked in messages
}

// RowBytes is the largest size of a row in bytes. A larger row is an error.
const RowBytes = 16 << 20
