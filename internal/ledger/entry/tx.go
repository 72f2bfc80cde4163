package entry

import (
	"context"

	"bilan/internal/ledger/database"
)

// Tx is a transaction of the state for rooms that keep tables of their own in it. SQL is written once for both databases: placeholders
// are $1, instants are microseconds since 1970 (database.Micros), and "/*lock*/" after a SELECT locks its rows where there are such locks.
type Tx struct{ c database.Conn }

// NewTx lends a connection.
func NewTx(c database.Conn) Tx { return Tx{c} }

// Exec runs a statement and counts the rows that it changed.
func (t Tx) Exec(ctx context.Context, sql string, args ...any) (changed int64, err error) {
	return t.c.Exec(ctx, sql, args...)
}

// Query reads every row with scan.
func (t Tx) Query(ctx context.Context, sql string, args []any, scan func(func(...any) error) error) error {
	_, err := database.All(ctx, t.c, sql, args, func(s func(...any) error) (struct{}, error) { return struct{}{}, scan(s) })
	return err
}
