package ledger

import (
	"context"
	"database/sql"
	"regexp"
	"sync"
)

type sqliteConn struct {
	c interface {
		ExecContext(context.Context, string, ...any) (sql.Result, error)
		QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	}
}

var (
	dollar = regexp.MustCompile(`\$(\d+)`)
	known  sync.Map // our statements are few
)

// question writes the placeholders as SQLite has them.
func question(q string) string {
	if s, ok := known.Load(q); ok {
		return s.(string)
	}
	s := dollar.ReplaceAllString(q, "?$1")
	known.Store(q, s)
	return s
}

func (c sqliteConn) exec(ctx context.Context, q string, args ...any) (int64, error) {
	r, err := c.c.ExecContext(ctx, question(q), args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (c sqliteConn) query(ctx context.Context, q string, args ...any) (rows, error) {
	r, err := c.c.QueryContext(ctx, question(q), args...)
	if err != nil {
		return nil, err
	}
	return sqlRows{r}, nil
}

type sqliteTx struct {
	sqliteConn
	t *sql.Tx
}

func (t sqliteTx) raw() any { return t.t }

type sqlRows struct{ *sql.Rows }

func (r sqlRows) close() { _ = r.Rows.Close() }
