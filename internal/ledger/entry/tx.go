package entry

import (
	"context"

	"bilan/internal/ledger/database"
)

// Tx is a transaction of the state, for packages with tables of their own in it. The SQL is the same for both
// databases: placeholders are $1, times are microseconds since 1970 (see database.Micros), and "/*lock*/" after a
// SELECT locks its rows in a database that has row locks.
type Tx struct{ c database.Conn }

// NewTx returns a Tx that uses the connection.
func NewTx(c database.Conn) Tx { return Tx{c} }

// Exec runs a statement and returns the number of rows that it changed.
func (t Tx) Exec(ctx context.Context, sql string, args ...any) (changed int64, err error) {
	return t.c.Exec(ctx, sql, args...)
}

// Query calls scan for every row of a query.
func (t Tx) Query(ctx context.Context, sql string, args []any, scan func(func(...any) error) error) error {
	_, err := database.All(ctx, t.c, sql, args, func(s func(...any) error) (struct{}, error) { return struct{}{}, scan(s) })
	return err
}
