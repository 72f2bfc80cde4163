package ledger

import (
	"context"
	"fmt"
	"time"
)

// conn runs SQL. It is written once for both databases: placeholders are $1, instants are numbers, and "/*lock*/" after
// a SELECT locks its rows where the database has such locks.
type conn interface {
	exec(ctx context.Context, sql string, args ...any) (changed int64, err error)
	query(ctx context.Context, sql string, args ...any) (rows, error)
}

// tx is one transaction. raw is the driver's own.
type tx interface {
	conn
	raw() any
}

type rows interface {
	Next() bool
	Scan(...any) error
	Err() error
	close()
}

// store is one database with its queue of jobs.
type store interface {
	// write commits what do did when it answers nil. do may be called again after a conflict.
	write(ctx context.Context, do func(tx) error) error
	// reader sees what is committed and never waits for a writer.
	reader() conn
	queue() queue
	migrate(ctx context.Context) error
	backup(ctx context.Context, file string, at time.Time) error
	compact(ctx context.Context) error
	// present fails when what was opened is no longer what stands in its place.
	present() error
	shared() bool // several processes may work it
	tryLock() (bool, error)
	locked() bool
	// beat shows that a worker is alive, gone that it has ended; alive tells whether one was seen lately.
	beat(ctx context.Context, worker string) error
	gone(ctx context.Context, worker string) error
	alive(ctx context.Context, c conn, worker string) (bool, error)
	workedByOthers(ctx context.Context, worker string) (bool, error)
	// serverTime is the database server's clock; errNoServer where there is none.
	serverTime(ctx context.Context) (time.Time, error)
	// announce gives the number of a YAML and the other replicas that are alive; newest the numbers of the newest YAML that one has
	// now, and had of late.
	announce(ctx context.Context, name, hash string) (number int64, others []Replica, now time.Time, err error)
	withdraw(ctx context.Context, name string) error
	newest(ctx context.Context, c conn) (live, recent int64, err error)
	close() error
}

// one reads a single row into dest; ErrNotFound when there is none.
func one(ctx context.Context, c conn, sql string, args []any, dest ...any) error {
	r, err := c.query(ctx, sql, args...)
	if err != nil {
		return err
	}
	defer r.close()
	if !r.Next() {
		if err := r.Err(); err != nil {
			return err
		}
		return ErrNotFound
	}
	if err := r.Scan(dest...); err != nil {
		return err
	}
	r.close()
	return r.Err()
}

// all reads every row with scan.
func all[T any](ctx context.Context, c conn, sql string, args []any, scan func(func(...any) error) (T, error)) ([]T, error) {
	r, err := c.query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	defer r.close()
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

// ids reads a column of numbers.
func ids(ctx context.Context, c conn, sql string, args ...any) ([]int64, error) {
	return all(ctx, c, sql, args, func(scan func(...any) error) (id int64, err error) {
		return id, scan(&id)
	})
}

// micros and instant turn instants into what is stored and back.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func instant(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

func number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
