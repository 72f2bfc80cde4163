package sources

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
)

// sqlServerSession is one transaction on one connection: SNAPSHOT where the database allows it, else READ COMMITTED.
// SQL Server has no read-only transaction, so it is always rolled back.
type sqlServerSession struct {
	db     *sql.DB
	conn   *sql.Conn
	line   *cuttable
	config msdsn.Config
	zone   *time.Location
	shared bool // the database allows no snapshot
}

func sqlServerConfig(dsn string) (msdsn.Config, error) {
	if err := readableURL(dsn, "sqlserver"); err != nil {
		return msdsn.Config{}, err
	}
	cfg, err := msdsn.Parse(dsn)
	if err != nil {
		return cfg, unreadable("write sqlserver://user:password@host:1433?database=name; a value in it was refused")
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

func openSQLServer(ctx context.Context, o opening) (session, error) {
	cfg, err := sqlServerConfig(o.dsn)
	if err != nil {
		return nil, err
	}
	o.hide.add(cfg.Password)
	connector := mssql.NewConnectorConfig(cfg)
	s := &sqlServerSession{line: &cuttable{}, config: cfg, zone: o.zone}
	connector.Dialer = s.line
	s.db = sql.OpenDB(connector)
	defer context.AfterFunc(ctx, s.line.cut)()
	if s.conn, err = s.db.Conn(ctx); err == nil {
		err = s.begin(ctx, o)
	}
	if err != nil {
		_ = s.close()
		return nil, err
	}
	return s, nil
}

func (s *sqlServerSession) begin(ctx context.Context, o opening) error {
	var state int
	err := s.conn.QueryRowContext(ctx, "SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()").Scan(&state)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	level := "SNAPSHOT"
	if state != 1 {
		level, s.shared = "READ COMMITTED", true
	}
	for _, statement := range []string{
		fmt.Sprintf("SET LOCK_TIMEOUT %d", o.timeout.Milliseconds()),
		"SET TRANSACTION ISOLATION LEVEL " + level,
		"BEGIN TRANSACTION",
	} {
		if _, err := s.conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// query hands ctx to the driver: when it ends, the driver sends the server an attention, which stops the statement.
// A server that does not answer even that is cut off.
func (s *sqlServerSession) query(ctx context.Context, b *Bound) (table.Rows, error) {
	running, cancel := context.WithCancel(ctx)
	watch := newGuard(ctx, patience, func() {}, s.line.cut)
	stop := func() { cancel(); watch.release() }
	args := make([]any, len(b.Args))
	for i, a := range b.Args {
		args[i] = sql.Named(fmt.Sprintf("bilan_%d", i+1), a.plain())
	}
	rows, err := s.conn.QueryContext(running, b.SQL, args...)
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
	columns, read := make([]table.Column, len(types)), make([]reader, len(types))
	for i, t := range types {
		width, scale := digitsOf(t)
		columns[i], read[i] = s.column(t.Name(), t.DatabaseTypeName(), width, scale)
	}
	return newSQLRows(rows, columns, read, func(bool) error {
		cancel()
		_ = rows.Close()
		watch.release()
		return nil
	}), nil
}

func digitsOf(t *sql.ColumnType) (width, scale int) {
	if width, scale, ok := t.DecimalSize(); ok && scale >= 0 && scale <= 38 {
		return int(width), int(scale)
	}
	return 0, unknownScale
}

func (s *sqlServerSession) dialect() Dialect { return sqlServerDialect }

func (s *sqlServerSession) close() error {
	if s.conn != nil {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		_, _ = s.conn.ExecContext(ctx, "IF @@TRANCOUNT > 0 ROLLBACK")
		_ = s.conn.Close()
	}
	return s.db.Close()
}

func (s *sqlServerSession) local() bool {
	ip := net.ParseIP(strings.Trim(s.config.Host, "[]"))
	return s.config.Host == "localhost" || s.config.Host == "." || ip != nil && ip.IsLoopback()
}
