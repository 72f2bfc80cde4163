package ledger

import (
	"context"
	"errors"

	"bilan/internal/ledger/database"
)

// Tx is a transaction of the state for rooms that keep tables of their own in it. SQL is written once for both databases: placeholders
// are $1, instants are microseconds since 1970 (Micros), and "/*lock*/" after a SELECT locks its rows where there are such locks.
type Tx struct{ c database.Conn }

// Exec runs a statement and counts the rows that it changed.
func (t Tx) Exec(ctx context.Context, sql string, args ...any) (changed int64, err error) {
	return t.c.Exec(ctx, sql, args...)
}

// Query reads every row with scan.
func (t Tx) Query(ctx context.Context, sql string, args []any, scan func(func(...any) error) error) error {
	_, err := database.All(ctx, t.c, sql, args, func(s func(...any) error) (struct{}, error) { return struct{}{}, scan(s) })
	return err
}

// Read reads what is committed.
func (l *Ledger) Read(ctx context.Context, do func(Tx) error) error { return do(Tx{l.db.Reader()}) }

// Write commits what do did when it answers nil. do may be called again after a conflict.
func (l *Ledger) Write(ctx context.Context, do func(Tx) error) error {
	return l.db.Write(ctx, func(t database.Tx) error { return do(Tx{t}) })
}

// ErrOvertaken is what Outcome.Along answers when what it was made from is not in force any more: the turn is tried again at once.
var ErrOvertaken = errors.New("something else was kept meanwhile")
