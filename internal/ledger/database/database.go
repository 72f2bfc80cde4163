// Package database runs statements on either of the two databases of the state, SQLite and PostgreSQL, and reads their
// rows.
package database

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrNotFound reports that the requested row does not exist in the state.
var ErrNotFound = errors.New("not in the state")

// Conn runs SQL that is the same for both databases. Placeholders are $1, times are numbers (see Micros), and
// "/*lock*/" after a SELECT locks its rows in a database that has row locks.
type Conn interface {
	Exec(ctx context.Context, sql string, args ...any) (changed int64, err error)
	Query(ctx context.Context, sql string, args ...any) (Rows, error)
}

// Tx is a transaction. Raw returns the transaction of the driver.
type Tx interface {
	Conn
	Raw() any
}

// Rows is the result of a query. The caller closes it.
type Rows interface {
	Next() bool
	Scan(...any) error
	Err() error
	Close()
}

// One reads a single row into dest. It returns ErrNotFound if there is none.
func One(ctx context.Context, c Conn, sql string, args []any, dest ...any) error {
	r, err := c.Query(ctx, sql, args...)
	if err != nil {
		return err
	}
	defer r.Close()
	if !r.Next() {
		if err := r.Err(); err != nil {
			return err
		}
		return ErrNotFound
	}
	if err := r.Scan(dest...); err != nil {
		return err
	}
	r.Close()
	return r.Err()
}

// All reads every row of a query with scan.
func All[T any](ctx context.Context, c Conn, sql string, args []any, scan func(func(...any) error) (T, error)) ([]T, error) {
	r, err := c.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var list []T
	for r.Next() {
		v, err := scan(r.Scan)
		if err != nil {
			return nil, fmt.Errorf("read a row: %w", err)
		}
		list = append(list, v)
	}
	return list, r.Err()
}

// Ids reads the first column of a query as numbers.
func Ids(ctx context.Context, c Conn, sql string, args ...any) ([]int64, error) {
	return All(ctx, c, sql, args, func(scan func(...any) error) (id int64, err error) {
		return id, scan(&id)
	})
}

// Micros converts a time to its stored form, microseconds since 1970. The zero time gives 0.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// Instant converts the stored form of a time back, in UTC. 0 gives the zero time.
func Instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// BoolNumber returns the stored form of a boolean: 1 for true, 0 for false.
func BoolNumber(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
