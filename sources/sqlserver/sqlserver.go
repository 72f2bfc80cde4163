// Package sqlserver reads SQL Server databases in one read-only session on one connection.
package sqlserver

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/msdsn"

	"bilan/internal/table"
	"bilan/sources/driver"
	"bilan/sources/params"
)

// session is one transaction on one connection. Its isolation is SNAPSHOT if the database allows that, else READ
// COMMITTED. SQL Server has no read-only transaction, so it is always rolled back.
type session struct {
	driver.Pinned
	dialer     *cuttableDialer
	config     msdsn.Config
	zone       *time.Location
	noSnapshot bool // the database does not allow snapshots
}

func parseDSN(dsn string) (msdsn.Config, error) {
	if err := driver.CheckURL(dsn, "sqlserver"); err != nil {
		return msdsn.Config{}, err
	}
	cfg, err := msdsn.Parse(dsn)
	if err != nil {
		return cfg, driver.UnreadableDSN("write sqlserver://user:password@host:1433?database=name; a value in it was refused")
	}
	cfg.LogFlags = 0
	cfg.ReadOnlyIntent = cfg.Database != ""
	cfg.DisableRetry = true
	cfg.Encoding.Timezone = time.UTC
	if u, err := url.Parse(dsn); err != nil || !u.Query().Has("app name") {
		cfg.AppName = "bilan"
	}
	return cfg, nil
}

const rollback = "IF @@TRANCOUNT > 0 ROLLBACK"

// Open opens a session. If that fails, it closes everything that it opened.
func Open(ctx context.Context, o driver.Opening) (driver.Session, error) {
	cfg, err := parseDSN(o.DSN)
	if err != nil {
		return nil, err
	}
	o.Mask.Add(cfg.Password)
	connector := mssql.NewConnectorConfig(cfg)
	s := &session{dialer: &cuttableDialer{}, config: cfg, zone: o.Zone}
	connector.Dialer = s.dialer
	s.DB = sql.OpenDB(connector)
	defer context.AfterFunc(ctx, s.dialer.cut)()
	if err := s.Pin(ctx, rollback, func() error { return s.begin(ctx, o) }); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *session) begin(ctx context.Context, o driver.Opening) error {
	var state int
	err := s.Conn.QueryRowContext(ctx, "SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()").Scan(&state)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	level := "SNAPSHOT"
	if state != 1 {
		level, s.noSnapshot = "READ COMMITTED", true
	}
	for _, statement := range []string{
		fmt.Sprintf("SET LOCK_TIMEOUT %d", o.Timeout.Milliseconds()),
		"SET TRANSACTION ISOLATION LEVEL " + level,
		"BEGIN TRANSACTION",
	} {
		if _, err := s.Conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// Query passes ctx to the driver. When ctx ends, the driver sends an attention, which stops the statement on the
// server. If the server does not react within driver.StopTimeout, the connection is cut.
func (s *session) Query(ctx context.Context, b *params.Bound) (table.Rows, error) {
	running, cancel := context.WithCancel(ctx)
	watch := driver.NewGuard(ctx, driver.StopTimeout, func() {}, s.dialer.cut)
	stop := func() { cancel(); watch.Release() }
	args := make([]any, len(b.Args))
	for i, a := range b.Args {
		args[i] = sql.Named(fmt.Sprintf("bilan_%d", i+1), a.ForDriver())
	}
	rows, err := s.Conn.QueryContext(running, b.SQL, args...)
	if err != nil {
		stop()
		return nil, err
	}
	types, err := rows.ColumnTypes()
	if err != nil {
		err = errors.Join(err, rows.Close())
		stop()
		return nil, err
	}
	columns, read := make([]table.Column, len(types)), make([]driver.Reader, len(types))
	for i, t := range types {
		width, scale := digitsOf(t)
		columns[i], read[i] = s.column(t.Name(), t.DatabaseTypeName(), width, scale)
	}
	return driver.NewRows(rows, columns, read, func(bool) error {
		cancel()
		_ = rows.Close()
		watch.Release()
		return nil
	}), nil
}

func digitsOf(t *sql.ColumnType) (width, scale int) {
	if width, scale, ok := t.DecimalSize(); ok && scale >= 0 && scale <= 38 {
		return int(width), int(scale)
	}
	return 0, driver.UnknownScale
}

func (s *session) Dialect() params.Dialect { return params.SQLServer }

func (s *session) Close() error { return s.Unpin(rollback) }

func (s *session) local() bool {
	ip := net.ParseIP(strings.Trim(s.config.Host, "[]"))
	return s.config.Host == "localhost" || s.config.Host == "." || ip != nil && ip.IsLoopback()
}
