// Package sqlite reads SQLite databases in one read-only session on one connection.
package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"bilan/internal/regular"
	"bilan/internal/table"
	"bilan/sources/driver"
	"bilan/sources/params"
)

// session is one read transaction on one file that is opened read-only.
type session struct {
	db     *sql.DB
	conn   *sql.Conn
	handle uintptr // SQLite's handle of the connection, which interrupts statements
	file   string
	zone   *time.Location
	rows   int64 // largest number of rows in an answer
}

// Open opens a session. If that fails, it closes everything that it opened.
func Open(ctx context.Context, o driver.Opening) (driver.Session, error) {
	if err := looksLikeSQLite(o.DSN); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(o.DSN)
	if err != nil {
		return nil, err
	}
	dsn := "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=ro&_pragma=busy_timeout(5000)&_pragma=query_only(1)"
	s := &session{file: o.DSN, zone: o.Zone, rows: o.MaxRows}
	if s.db, err = sql.Open("sqlite", dsn); err != nil {
		return nil, err
	}
	if s.conn, err = s.db.Conn(ctx); err == nil {
		err = s.begin(ctx)
	}
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// looksLikeSQLite checks the file's first bytes, because its error is clearer than the driver's.
func looksLikeSQLite(path string) error {
	f, err := regular.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 16)
	n, err := io.ReadFull(f, head)
	var file *fs.PathError
	switch {
	case errors.As(err, &file):
		return err
	case n == 0 && errors.Is(err, io.EOF):
		return fmt.Errorf("%s is empty", path)
	case !bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return fmt.Errorf("%s is not an SQLite database, or it is encrypted", path)
	}
	return nil
}

// begin opens the transaction. SQLite takes the snapshot at the first read.
func (s *session) begin(ctx context.Context) error {
	if _, err := s.conn.ExecContext(ctx, "BEGIN"); err != nil {
		return err
	}
	var n int
	if err := s.conn.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n); err != nil {
		return err
	}
	return s.conn.Raw(func(conn any) error {
		field := reflect.Indirect(reflect.ValueOf(conn)).FieldByName("db")
		if field.Kind() != reflect.Uintptr {
			return errors.New("the SQLite driver has changed: statements could not be stopped")
		}
		s.handle = uintptr(field.Uint())
		return nil
	})
}

// interrupt stops the running statement, if any. The driver itself interrupts only before the first row.
func (s *session) interrupt() { sqlite3.Xsqlite3_interrupt(nil, s.handle) }

// declaredTypes returns the declared types of a query's columns, without running the query.
func (s *session) declaredTypes(query string) (infos []sqlite.ColumnInfo, err error) {
	err = s.conn.Raw(func(conn any) error {
		infos, err = conn.(interface {
			ColumnInfo(string) ([]sqlite.ColumnInfo, error)
		}).ColumnInfo(query)
		return err
	})
	return infos, err
}

// Query reads every value before it decides the types of the columns, because an SQLite column may contain values of
// any type. A small result is kept meanwhile. A large one is queried a second time in the same snapshot.
func (s *session) Query(ctx context.Context, b *params.Bound) (table.Rows, error) {
	infos, err := s.declaredTypes(b.SQL)
	if err != nil {
		return nil, err
	}
	statement := withoutDeclaredTypes(b.SQL, infos)
	args := make([]any, len(b.Args))
	for i, a := range b.Args {
		args[i] = a.ForDriver()
	}
	survey := newSurvey(infos)
	if err := s.eachRow(ctx, statement, args, survey.row); err != nil {
		return nil, err
	}
	columns, read := survey.decide(s.zone)
	if survey.complete {
		return &keptRows{rows: survey.kept, columns: columns, read: read}, nil
	}
	rows, guard, err := s.run(ctx, statement, args)
	if err != nil {
		return nil, err
	}
	return driver.NewRows(rows, columns, read, func(bool) error {
		_ = rows.Close()
		guard.Release()
		return nil
	}), nil
}

// withoutDeclaredTypes wraps a query such that no column has a declared type. The driver would parse dates and times in declared
// columns, and would lose whether a zone was written.
func withoutDeclaredTypes(query string, infos []sqlite.ColumnInfo) string {
	names, plus := make([]string, len(infos)), make([]string, len(infos))
	timed := false
	for i, info := range infos {
		names[i] = fmt.Sprintf("c%d", i)
		plus[i] = "+" + names[i]
		switch strings.ToUpper(info.DeclType) {
		case "DATE", "DATETIME", "TIMESTAMP":
			timed = true
		}
	}
	if !timed {
		return query
	}
	return fmt.Sprintf("WITH bilan_query(%s) AS (\n%s\n) SELECT %s FROM bilan_query",
		strings.Join(names, ", "), query, strings.Join(plus, ", "))
}

func (s *session) run(ctx context.Context, statement string, args []any) (*sql.Rows, driver.Guard, error) {
	g := driver.NewGuard(ctx, 10*time.Millisecond, s.interrupt, func() {})
	rows, err := s.conn.QueryContext(context.WithoutCancel(ctx), statement, args...)
	if err != nil {
		g.Release()
	}
	return rows, g, err
}

func (s *session) Dialect() params.Dialect { return params.SQLite }

func (s *session) Close() error {
	if s.conn != nil {
		_, _ = s.conn.ExecContext(context.Background(), "ROLLBACK")
		_ = s.conn.Close()
	}
	return s.db.Close()
}
