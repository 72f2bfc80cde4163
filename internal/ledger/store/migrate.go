package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"strings"

	"bilan/internal/ledger/database"

	"github.com/jackc/pgx/v5"
)

// schema/N.DATABASE.sql leads from version N-1 to version N. A file that was released is never edited.
//
//go:embed schema/*.sql
var schema embed.FS

// version is the tables' version that this program works with.
const version = 7

// lockKey is the advisory lock that migrations on PostgreSQL take: the bytes of "bilan".
const lockKey = 0x62696c616e

// current reports whether nothing is to be done; an error when the state is from a newer program.
func current(ctx context.Context, c database.Conn, queue int) (at int, done bool, err error) {
	var ours, theirs int
	if err := database.One(ctx, c, "SELECT version, queue FROM bilan_schema", nil, &ours, &theirs); errors.Is(err, database.ErrNotFound) {
		return 0, false, nil
	} else if err != nil {
		return 0, false, err
	}
	if ours > version || theirs > queue {
		return 0, false, fmt.Errorf("the state was changed by a newer program (its version is %d.%d, this program knows %d.%d): install the newer one again",
			ours, theirs, version, queue)
	}
	return ours, ours == version && theirs == queue, nil
}

// upgrade runs the files that are missing in c.
func upgrade(ctx context.Context, c database.Conn, database string, from int) error {
	return upgradeTo(ctx, c, database, from, version)
}

func upgradeTo(ctx context.Context, c database.Conn, database string, from, to int) error {
	for v := from + 1; v <= to; v++ {
		text, err := schema.ReadFile(fmt.Sprintf("schema/%d.%s.sql", v, database))
		if err != nil {
			return err
		}
		for _, statement := range strings.Split(string(text), ";\n") {
			if strings.TrimSpace(statement) == "" {
				continue
			}
			if _, err := c.Exec(ctx, statement); err != nil {
				return fmt.Errorf("bring the state to version %d: %w", v, err)
			}
		}
	}
	return nil
}

func record(ctx context.Context, c database.Conn, queue int) error {
	_, err := c.Exec(ctx, `INSERT INTO bilan_schema (only_row, version, queue) VALUES (1, $1, $2)
		ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, queue = excluded.queue`, version, queue)
	return err
}

const schemaTable = "CREATE TABLE IF NOT EXISTS bilan_schema (only_row INTEGER NOT NULL PRIMARY KEY, version INTEGER NOT NULL, queue INTEGER NOT NULL)"

// Migrate does everything in one transaction. A second caller waits, for up to some minutes because a large state takes
// long, and then finds nothing to do.
func (s *sqlite) Migrate(ctx context.Context) error {
	for tries := 0; ; tries++ {
		if err := s.migrate(ctx); !isBusy(err) || tries == migrateTries {
			return err
		}
	}
}

// migrateTries is how often a writer is waited for, five seconds each.
const migrateTries = 120

func (s *sqlite) migrate(ctx context.Context) error {
	if has, err := s.hasSchema(ctx); err != nil {
		return err
	} else if has {
		if _, done, err := current(ctx, s.Reader(), s.jobs.Version()); done || err != nil {
			return err
		}
	}
	return s.Write(ctx, func(t database.Tx) error {
		if _, err := t.Exec(ctx, schemaTable); err != nil {
			return err
		}
		at, done, err := current(ctx, t, s.jobs.Version())
		if done || err != nil {
			return err
		}
		if err := upgrade(ctx, t, "sqlite", at); err != nil {
			return err
		}
		if err := s.jobs.Migrate(ctx, t); err != nil {
			return err
		}
		return record(ctx, t, s.jobs.Version())
	})
}

func (s *sqlite) hasSchema(ctx context.Context) (bool, error) {
	var n int
	err := database.One(ctx, s.Reader(), "SELECT count(*) FROM sqlite_schema WHERE name = 'bilan_schema'", nil, &n)
	return n > 0, err
}

// Migrate holds an advisory lock, because the queue's own migrations need a transaction each.
func (p *postgres) Migrate(ctx context.Context) error {
	var n int
	if err := database.One(ctx, p.Reader(), "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('bilan_schema')", nil, &n); err != nil {
		return err
	}
	if n > 0 {
		if _, done, err := current(ctx, p.Reader(), p.jobs.Version()); done || err != nil {
			return err
		}
	}
	held, err := p.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer held.Release()
	if _, err := held.Exec(ctx, "SELECT pg_advisory_lock($1)", lockKey); err != nil {
		return err
	}
	defer func() { _, _ = held.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", lockKey) }()
	if _, err := held.Exec(ctx, schemaTable); err != nil {
		return err
	}
	at, done, err := current(ctx, pgConn{held}, p.jobs.Version())
	if done || err != nil {
		return err
	}
	err = pgx.BeginFunc(ctx, held, func(t pgx.Tx) error {
		if err := upgrade(ctx, pgConn{t}, "postgres", at); err != nil {
			return err
		}
		return record(ctx, pgConn{t}, 0) // our tables exist, those of the queue are still missing
	})
	if err != nil {
		return err
	}
	if err := p.jobs.Migrate(ctx, nil); err != nil {
		return err
	}
	return record(ctx, pgConn{held}, p.jobs.Version())
}
