// Package mysql reads MySQL and MariaDB databases in one read-only session on one connection.
package mysql

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"

	"bilan/internal/table"
	"bilan/sources/driver"
	"bilan/sources/params"
)

// session is one transaction on one connection. A second connection is opened only to stop a statement, because the
// server continues working if its client merely disconnects.
type session struct {
	driver.Pinned
	id      int64 // the server's number for the connection
	maria   bool
	dialect params.Dialect
	zone    *time.Location
	utc     bool // TIMESTAMP values arrive in UTC, because the server does not know the zone
	local   bool
	current string // the database of names without a database
}

const rollback = "ROLLBACK"

// Open opens a session. If that fails, it closes everything that it opened.
func Open(ctx context.Context, o driver.Opening) (driver.Session, error) {
	cfg, err := parseDSN(o.DSN)
	if err != nil {
		return nil, err
	}
	o.Mask.Add(cfg.Passwd)
	connector, err := mysql.NewConnector(cfg)
	if err != nil {
		return nil, driver.UnreadableDSN(refusalText("") + form)
	}
	s := &session{Pinned: driver.Pinned{DB: sql.OpenDB(connector)}, dialect: params.MySQL, zone: o.Zone, local: isLocal(cfg)}
	s.DB.SetMaxIdleConns(1)
	if err := s.Pin(ctx, rollback, func() error { return s.begin(ctx, o) }); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *session) begin(ctx context.Context, o driver.Opening) error {
	var version, mode string
	var current sql.NullString
	err := s.Conn.QueryRowContext(ctx, "SELECT VERSION(), CONNECTION_ID(), @@SESSION.sql_mode, DATABASE()").
		Scan(&version, &s.id, &mode, &current)
	if err != nil {
		return err
	}
	s.maria, s.current = strings.Contains(version, "MariaDB"), current.String
	s.dialect.ANSIQuotes = strings.Contains(mode, "ANSI_QUOTES")
	s.dialect.Backslash = !strings.Contains(mode, "NO_BACKSLASH_ESCAPES")
	if err := s.setZone(ctx, o); err != nil {
		return err
	}
	limit := fmt.Sprintf("SET SESSION max_execution_time = %d", o.Timeout.Milliseconds())
	if s.maria {
		limit = fmt.Sprintf("SET SESSION max_statement_time = %g", o.Timeout.Seconds())
	}
	for _, statement := range []string{limit,
		fmt.Sprintf("SET SESSION lock_wait_timeout = %d", max(1, int(o.Timeout.Seconds()))),
		"SET SESSION net_write_timeout = 600, SESSION wait_timeout = 28800",
		"SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
		"START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"} {
		if _, err := s.Conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// setZone lets the server write TIMESTAMP values as wall time in the zone, so that DATE(created_at) in a query is right
// too. A server without time zone tables sends them in UTC, and instant converts them.
func (s *session) setZone(ctx context.Context, o driver.Opening) error {
	name := o.Zone.String()
	if name == "UTC" {
		name = "+00:00"
	}
	_, err := s.Conn.ExecContext(ctx, "SET SESSION time_zone = ?", name)
	var server *mysql.MySQLError
	if !errors.As(err, &server) || server.Number != errUnknownZone {
		return err
	}
	s.utc = true
	_, err = s.Conn.ExecContext(ctx, "SET SESSION time_zone = '+00:00'")
	return err
}

// Query always prepares the statement. So values are bound, numbers arrive as numbers, and a second statement is
// refused.
func (s *session) Query(ctx context.Context, b *params.Bound) (table.Rows, error) {
	inner, cut := context.WithCancel(context.WithoutCancel(ctx))
	guard := driver.NewGuard(ctx, time.Second, s.kill, cut)
	statement, rows, err := s.start(inner, b)
	if err != nil {
		guard.Release()
		cut()
		return nil, err
	}
	finish := func(ended bool) error {
		if !ended {
			s.kill()
		}
		_ = rows.Close()
		_ = statement.Close()
		guard.Release()
		cut()
		return nil
	}
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, errors.Join(err, finish(false))
	}
	columns, read := make([]table.Column, len(types)), make([]driver.Reader, len(types))
	for i, t := range types {
		columns[i], read[i] = s.column(t)
	}
	return driver.NewRows(rows, columns, read, finish), nil
}

func (s *session) start(ctx context.Context, b *params.Bound) (*sql.Stmt, *sql.Rows, error) {
	args := make([]any, len(b.Args))
	for i, a := range b.Args {
		args[i] = a.ForDriver()
	}
	statement, err := s.Conn.PrepareContext(ctx, b.SQL)
	if err != nil {
		return nil, nil, err
	}
	rows, err := statement.QueryContext(ctx, args...)
	if err != nil {
		_ = statement.Close()
		return nil, nil, err
	}
	return statement, rows, nil
}

// kill stops the running statement through a second connection.
func (s *session) kill() {
	ctx, cancel := context.WithTimeout(context.Background(), driver.StopTimeout)
	defer cancel()
	_, _ = s.DB.ExecContext(ctx, fmt.Sprintf("KILL QUERY %d", s.id))
}

func (s *session) Dialect() params.Dialect { return s.dialect }

func (s *session) Close() error { return s.Unpin(rollback) }
