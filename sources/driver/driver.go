// Package driver contains what the database packages share: the contract of a session, the cancelling of statements,
// the conversion of values to cells, and the texts of errors.
package driver

import (
	"context"
	"time"

	"bilan/internal/table"
	"bilan/sources/params"
)

// Session is one read-only session, as a driver opens it. Its errors are the driver's own: package sources explains them
// and hides passwords. Not safe for concurrent use.
type Session interface {
	Query(context.Context, *params.Bound) (table.Rows, error)
	Tables(context.Context) ([]table.Info, error)
	Warnings(context.Context) ([]string, error)
	Dialect() params.Dialect
	Close() error
}

// Opening is all that a driver needs to open a session.
type Opening struct {
	DSN     string         // the connection string
	Zone    *time.Location // in which instants become wall time
	Timeout time.Duration  // of a statement, on the server
	MaxRows int64
	Mask    *Mask // learns the passwords that no message may show
}

// RowBytes is the length of a row in bytes above which it is not a row of a report.
const RowBytes = 16 << 20
