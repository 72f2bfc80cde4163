package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/queue"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

// postgres is a state in a database that several processes share. Each process shows by a heartbeat that it is alive,
// with the time of the server's clock.
type postgres struct {
	pool *pgxpool.Pool
	jobs *queue.River[pgx.Tx]

	silence time.Duration
}

// connections is the most connections of a process, unless the connection string sets it: a few for work, and one that
// listens.
const connections = 8

// AliveFor is how long a worker counts as alive after its last heartbeat.
const AliveFor = 20 * time.Second

// openPostgres opens a database. silence is how long a worker counts as alive after its last heartbeat.
func openPostgres(ctx context.Context, dsn string, silence time.Duration, o queue.Options) (Store, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, errors.New("the connection string cannot be read (write postgres://user:password@host:5432/database)")
	}
	if !strings.Contains(dsn, "pool_max_conns") {
		cfg.MaxConns = connections
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	p := &postgres{pool: pool, silence: silence}
	p.jobs, err = queue.New(riverpgxv5.New(pool), false, o, func(t database.Tx) pgx.Tx { return t.Raw().(pgx.Tx) })
	if err != nil {
		pool.Close()
		return nil, err
	}
	return p, nil
}

func (p *postgres) Write(ctx context.Context, do func(database.Tx) error) error {
	for try := 0; ; try++ {
		err := pgx.BeginFunc(ctx, p.pool, func(t pgx.Tx) error { return do(pgTx{pgConn{t}, t}) })
		if try >= 5 || !isConflict(err) {
			return err
		}
	}
}

// isConflict reports whether a transaction failed because of a concurrent one, so that it can be repeated.
func isConflict(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}

func (p *postgres) Reader() database.Conn         { return pgConn{p.pool} }
func (p *postgres) Queue() queue.Queue            { return p.jobs }
func (p *postgres) TryLock() (bool, error)        { return true, nil }
func (p *postgres) Present() error                { return nil }
func (p *postgres) Locked() bool                  { return true }
func (p *postgres) Shared() bool                  { return true }
func (p *postgres) Compact(context.Context) error { return nil } // autovacuum does this

func (p *postgres) Close() error {
	p.pool.Close()
	return nil
}

func (p *postgres) Backup(context.Context, string, time.Time) error {
	return errors.New("the state is in PostgreSQL: back it up with pg_dump, and run bilan state restored after you restore a backup")
}

const serverClock = "cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)"

func (p *postgres) Beat(ctx context.Context, worker string) error {
	_, err := p.Reader().Exec(ctx, "INSERT INTO bilan_worker (id, seen) VALUES ($1, "+serverClock+") ON CONFLICT (id) DO UPDATE SET seen = excluded.seen", worker)
	return err
}

func (p *postgres) Gone(ctx context.Context, worker string) error {
	_, err := p.Reader().Exec(ctx, "DELETE FROM bilan_worker WHERE id = $1 OR seen < "+serverClock+" - 86400000000", worker)
	return err
}

func (p *postgres) Alive(ctx context.Context, c database.Conn, worker string) (bool, error) {
	var n int64
	err := database.One(ctx, c, fmt.Sprintf("SELECT count(*) FROM bilan_worker WHERE id = $1 AND seen > %s - %d", serverClock, p.silence.Microseconds()), []any{worker}, &n)
	return n > 0, err
}

func (p *postgres) WorkedByOthers(ctx context.Context, worker string) (bool, error) {
	var n int64
	err := database.One(ctx, p.Reader(), fmt.Sprintf("SELECT count(*) FROM bilan_worker WHERE id <> $1 AND seen > %s - %d", serverClock, p.silence.Microseconds()), []any{worker}, &n)
	return n > 0, err
}

type pgConn struct {
	c interface {
		Exec(context.Context, string, ...any) (pgconn.CommandTag, error)
		Query(context.Context, string, ...any) (pgx.Rows, error)
	}
}

func (c pgConn) Exec(ctx context.Context, q string, args ...any) (int64, error) {
	tag, err := c.c.Exec(ctx, withRowLocks(q), args...)
	return tag.RowsAffected(), err
}

func (c pgConn) Query(ctx context.Context, q string, args ...any) (database.Rows, error) {
	r, err := c.c.Query(ctx, withRowLocks(q), args...)
	if err != nil {
		return nil, err
	}
	return r, nil
}

func withRowLocks(q string) string { return strings.ReplaceAll(q, "/*lock*/", "FOR UPDATE") }

type pgTx struct {
	pgConn
	t pgx.Tx
}

func (t pgTx) Raw() any { return t.t }

// InPostgres reports whether a connection is a transaction of PostgreSQL.
func InPostgres(c database.Conn) bool {
	_, ok := c.(pgTx)
	return ok
}
