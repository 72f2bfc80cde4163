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

// schema has the statements that migrate the tables. N.DATABASE.sql leads from version N-1 to version N. A released
// file is never changed.
//
//go:embed schema/*.sql
var schema embed.FS

// version is the version of the tables that this program uses.
const version = 7

// lockKey identifies the advisory lock of migrations on PostgreSQL. It is the bytes of "bilan".
const lockKey = 0x62696c616e

// schemaVersion returns the version of the tables, and whether they need no migration. It returns an error if a newer
// program has migrated them.
func schemaVersion(ctx context.Context, c database.Conn, queue int) (at int, done bool, err error) {
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

// upgrade runs the migrations that follow the version from.
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

func recordVersion(ctx context.Context, c database.Conn, queue int) error {
	_, err := c.Exec(ctx, `INSERT INTO bilan_schema (only_row, version, queue) VALUES (1, $1, $2)
		ON CONFLICT (only_row) DO UPDATE SET version = excluded.version, queue = excluded.queue`, version, queue)
	return err
}

const schemaTable = "CREATE TABLE IF NOT EXISTS bilan_schema (only_row INTEGER NOT NULL PRIMARY KEY, version INTEGER NOT NULL, queue INTEGER NOT NULL)"

// Migrate runs all migrations in one transaction. A second process waits for several minutes, because a large state
// takes long to migrate, and then finds nothing to do.
func (s *sqlite) Migrate(ctx context.Context) error {
	for tries := 0; ; tries++ {
		if err := s.migrate(ctx); !isBusy(err) || tries == migrateTries {
			return err
		}
	}
}

// migrateTries is how often Migrate waits for another writer. Each time it waits for up to five seconds.
const migrateTries = 120

func (s *sqlite) migrate(ctx context.Context) error {
	if has, err := s.hasSchema(ctx); err != nil {
		return err
	} else if has {
		if _, done, err := schemaVersion(ctx, s.Reader(), s.jobs.Version()); done || err != nil {
			return err
		}
	}
	return s.Write(ctx, func(t database.Tx) error {
		if _, err := t.Exec(ctx, schemaTable); err != nil {
			return err
		}
		at, done, err := schemaVersion(ctx, t, s.jobs.Version())
		if done || err != nil {
			return err
		}
		if err := upgrade(ctx, t, "sqlite", at); err != nil {
			return err
		}
		if err := s.jobs.Migrate(ctx, t); err != nil {
			return err
		}
		return recordVersion(ctx, t, s.jobs.Version())
	})
}

func (s *sqlite) hasSchema(ctx context.Context) (bool, error) {
	var n int
	err := database.One(ctx, s.Reader(), "SELECT count(*) FROM sqlite_schema WHERE name = 'bilan_schema'", nil, &n)
	return n > 0, err
}

// Migrate brings the schema to the newest version. It holds an advisory lock instead of one transaction, because the
// migrations of the queue need transactions of their own.
func (p *postgres) Migrate(ctx context.Context) error {
	var n int
	if err := database.One(ctx, p.Reader(), "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('bilan_schema')", nil, &n); err != nil {
		return err
	}
	if n > 0 {
		if _, done, err := schemaVersion(ctx, p.Reader(), p.jobs.Version()); done || err != nil {
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
	at, done, err := schemaVersion(ctx, pgConn{held}, p.jobs.Version())
	if done || err != nil {
		return err
	}
	err = pgx.BeginFunc(ctx, held, func(t pgx.Tx) error {
		if err := upgrade(ctx, pgConn{t}, "postgres", at); err != nil {
			return err
		}
		return recordVersion(ctx, pgConn{t}, 0) // the ledger's tables exist, those of the queue do not yet
	})
	if err != nil {
		return err
	}
	if err := p.jobs.Migrate(ctx, nil); err != nil {
		return err
	}
	return recordVersion(ctx, pgConn{held}, p.jobs.Version())
}
