// Package database runs statements on either of the two databases of the state, SQLite and PostgreSQL, and reads their
// rows.
package database

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrNotFound reports that the requested row does not exist.
var ErrNotFound = errors.New("not in the state")

// Conn runs SQL. It is written once for both databases: placeholders are $1, instants are numbers, and "/*lock*/" after
// a SELECT locks its rows where the database has such locks.
type Conn interface {
	Exec(ctx context.Context, sql string, args ...any) (changed int64, err error)
	Query(ctx context.Context, sql string, args ...any) (Rows, error)
}

// Tx is one transaction. Raw is the driver's own.
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

// One reads a single row into dest; ErrNotFound if there is none.
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

// All reads every row with scan.
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

// Ids reads a column of numbers.
func Ids(ctx context.Context, c Conn, sql string, args ...any) ([]int64, error) {
	return All(ctx, c, sql, args, func(scan func(...any) error) (id int64, err error) {
		return id, scan(&id)
	})
}

// Micros converts an instant to its stored form, 0 for none.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// Instant converts the stored form back to an instant.
func Instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// Number is a truth as it is stored.
func Number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
