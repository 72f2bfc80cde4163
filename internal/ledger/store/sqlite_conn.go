package store

import (
	"context"
	"database/sql"
	"regexp"
	"sync"

	"bilan/internal/ledger/database"
)

type sqliteConn struct {
	c interface {
		ExecContext(context.Context, string, ...any) (sql.Result, error)
		QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	}
}

var (
	placeholder = regexp.MustCompile(`\$(\d+)`)
	converted   sync.Map // converted statements; there are few different ones
)

// sqlitePlaceholders converts the placeholders of a statement to those of SQLite.
func sqlitePlaceholders(q string) string {
	if s, ok := converted.Load(q); ok {
		return s.(string)
	}
	s := placeholder.ReplaceAllString(q, "?$1")
	converted.Store(q, s)
	return s
}

func (c sqliteConn) Exec(ctx context.Context, q string, args ...any) (int64, error) {
	r, err := c.c.ExecContext(ctx, sqlitePlaceholders(q), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (c sqliteConn) Query(ctx context.Context, q string, args ...any) (database.Rows, error) {
	r, err := c.c.QueryContext(ctx, sqlitePlaceholders(q), args...)
	if err != nil {
		return nil, err
	}
	return sqlRows{r}, nil
}

type sqliteTx struct {
	sqliteConn
	t *sql.Tx
}

func (t sqliteTx) Raw() any { return t.t }

type sqlRows struct{ *sql.Rows }

func (r sqlRows) Close() { _ = r.Rows.Close() }
