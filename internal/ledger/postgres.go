package ledger

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

// postgres is a database that several processes share. They see each other by a heartbeat that the server's clock stamps.
type postgres struct {
	pool *pgxpool.Pool
	jobs *riverQueue[pgx.Tx]

	silence time.Duration
}

// connections is how many one process may open when the connection string does not say: a few for work, one that listens.
const connections = 8

// aliveFor is how long a worker that does not show itself counts as alive.
const aliveFor = 20 * time.Second

func openPostgres(ctx context.Context, o Options) (*postgres, error) {
	cfg, err := pgxpool.ParseConfig(o.Postgres)
	if err != nil {
		return nil, errors.New("the connection string cannot be read (write postgres://user:password@host:5432/database)")
	}
	if !strings.Contains(o.Postgres, "pool_max_conns") {
		cfg.MaxConns = connections
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, err
	}
	p := &postgres{pool: pool, silence: o.silence}
	p.jobs, err = newRiver(riverpgxv5.New(pool), false, o, func(t tx) pgx.Tx { return t.raw().(pgx.Tx) })
	if err != nil {
		pool.Close()
		return nil, err
	}
	return p, nil
}

func (p *postgres) write(ctx context.Context, do func(tx) error) error {
	for try := 0; ; try++ {
		err := pgx.BeginFunc(ctx, p.pool, func(t pgx.Tx) error { return do(pgTx{pgConn{t}, t}) })
		if try >= 5 || !conflict(err) {
			return err
		}
	}
}

// conflict recognises a transaction that lost against another and may simply be done again.
func conflict(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01")
}

func (p *postgres) reader() conn                  { return pgConn{p.pool} }
func (p *postgres) queue() queue                  { return p.jobs }
func (p *postgres) tryLock() (bool, error)        { return true, nil }
func (p *postgres) present() error                { return nil }
func (p *postgres) locked() bool                  { return true }
func (p *postgres) shared() bool                  { return true }
func (p *postgres) compact(context.Context) error { return nil } // autovacuum's work

func (p *postgres) close() error {
	p.pool.Close()
	return nil
}

func (p *postgres) backup(context.Context, string, time.Time) error {
	return errors.New("the state is in PostgreSQL: back it up with pg_dump, and say bilan state restored once a backup was put back")
}

const serverClock = "cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)"

func (p *postgres) beat(ctx context.Context, worker string) error {
	_, err := p.reader().exec(ctx, "INSERT INTO bilan_worker (id, seen) VALUES ($1, "+serverClock+") ON CONFLICT (id) DO UPDATE SET seen = excluded.seen", worker)
	return err
}

func (p *postgres) gone(ctx context.Context, worker string) error {
	_, err := p.reader().exec(ctx, "DELETE FROM bilan_worker WHERE id = $1 OR seen < "+serverClock+" - 86400000000", worker)
	return err
}

func (p *postgres) alive(ctx context.Context, c conn, worker string) (bool, error) {
	var n int64
	err := one(ctx, c, fmt.Sprintf("SELECT count(*) FROM bilan_worker WHERE id = $1 AND seen > %s - %d", serverClock, p.silence.Microseconds()), []any{worker}, &n)
	return n > 0, err
}

func (p *postgres) workedByOthers(ctx context.Context, worker string) (bool, error) {
	var n int64
	err := one(ctx, p.reader(), fmt.Sprintf("SELECT count(*) FROM bilan_worker WHERE id <> $1 AND seen > %s - %d", serverClock, p.silence.Microseconds()), []any{worker}, &n)
	return n > 0, err
}

type pgConn struct {
	c interface {
		Exec(context.Context, string, ...any) (pgconn.CommandTag, error)
		Query(context.Context, string, ...any) (pgx.Rows, error)
	}
}

func (c pgConn) exec(ctx context.Context, q string, args ...any) (int64, error) {
	tag, err := c.c.Exec(ctx, locking(q), args...)
	return tag.RowsAffected(), err
}

func (c pgConn) query(ctx context.Context, q string, args ...any) (rows, error) {
	r, err := c.c.Query(ctx, locking(q), args...)
	if err != nil {
		return nil, err
	}
	return pgRows{r}, nil
}

func locking(q string) string { return strings.ReplaceAll(q, "/*lock*/", "FOR UPDATE") }

type pgTx struct {
	pgConn
	t pgx.Tx
}

func (t pgTx) raw() any { return t.t }

type pgRows struct{ pgx.Rows }

func (r pgRows) close() { r.Rows.Close() }
