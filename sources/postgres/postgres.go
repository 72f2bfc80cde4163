// Package postgres reads PostgreSQL databases in one read-only session on one connection.
package postgres

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"maps"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"

	"bilan/internal/table"
	"bilan/sources/driver"
	"bilan/sources/params"
)

// session is one read-only transaction with isolation REPEATABLE READ. A savepoint before each query keeps the snapshot
// if the query fails.
type session struct {
	conn  *pgconn.PgConn
	zone  *time.Location
	money int32 // decimals of the type money, which the server's locale decides
	host  string
}

// Open opens a session. If that fails, it closes everything that it opened.
func Open(ctx context.Context, o driver.Opening) (driver.Session, error) {
	if err := driver.CheckURL(o.DSN, "postgres", "postgresql"); err != nil {
		return nil, err
	}
	cfg, err := pgconn.ParseConfig(o.DSN)
	if err != nil {
		return nil, driver.UnreadableDSN(dsnHint(o.DSN, err))
	}
	o.Mask.Add(cfg.Password)
	cfg.MaxProtocolMessageBodyLen = driver.RowBytes
	cfg.BuildContextWatcherHandler = func(c *pgconn.PgConn) ctxwatch.Handler {
		return &repeatedCancel{conn: c}
	}
	conn, err := dialPostgres(ctx, cfg)
	if err != nil {
		return nil, err
	}
	s := &session{conn: conn, zone: o.Zone, host: cfg.Host}
	if err := s.begin(ctx, o); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// dialPostgres requests a read-only session at start-up. Some poolers refuse unknown settings; for them it connects
// without the request. The transaction is read-only in any case.
func dialPostgres(ctx context.Context, cfg *pgconn.Config) (*pgconn.PgConn, error) {
	plain := maps.Clone(cfg.RuntimeParams)
	plain["client_encoding"] = "UTF8"
	if plain["application_name"] == "" {
		plain["application_name"] = "bilan"
	}
	cfg.RuntimeParams = maps.Clone(plain)
	cfg.RuntimeParams["default_transaction_read_only"] = "on"
	conn, err := pgconn.ConnectConfig(ctx, cfg)
	if err != nil && strings.Contains(err.Error(), "unsupported startup parameter") {
		cfg.RuntimeParams = plain
		return pgconn.ConnectConfig(ctx, cfg)
	}
	return conn, err
}

// begin opens the transaction and takes its snapshot. Settings are local to the transaction, so that a pooler gets its
// connection back unchanged.
func (s *session) begin(ctx context.Context, o driver.Opening) error {
	if _, err := s.queryText(ctx, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); err != nil {
		return err
	}
	if _, err := s.queryText(ctx, `SELECT set_config('TimeZone', $1, true)`, o.Zone.String()); err != nil {
		return driver.PlainError(fmt.Sprintf("the server does not know the time zone %s: set timezone of the source to one that it knows", o.Zone))
	}
	found, err := s.queryText(ctx, `SELECT set_config('statement_timeout', $1, true), set_config('lock_timeout', $1, true),
		set_config('DateStyle', 'ISO, YMD', true), set_config('IntervalStyle', 'postgres', true),
		set_config('bytea_output', 'hex', true), set_config('extra_float_digits', '1', true),
		set_config('standard_conforming_strings', 'on', true),
		length(regexp_replace('1'::money::text, '\D', '', 'g')) - 1`, fmt.Sprint(o.Timeout.Milliseconds()))
	if err != nil {
		return err
	}
	_, err = fmt.Sscan(found[0][7], &s.money)
	return err
}

// queryText runs a small query of the program's own and returns all results as text.
func (s *session) queryText(ctx context.Context, sql string, args ...string) ([][]string, error) {
	values := make([][]byte, len(args))
	for i, a := range args {
		values[i] = []byte(a)
	}
	result := s.conn.ExecParams(ctx, sql, values, nil, nil, nil).Read()
	if result.Err != nil {
		return nil, result.Err
	}
	out := make([][]string, len(result.Rows))
	for i, row := range result.Rows {
		for _, v := range row {
			out[i] = append(out[i], string(v))
		}
	}
	return out, nil
}

func (s *session) Query(ctx context.Context, b *params.Bound) (table.Rows, error) {
	if s.conn.IsClosed() {
		return nil, net.ErrClosed
	}
	if _, err := s.queryText(ctx, "SAVEPOINT bilan"); err != nil {
		return nil, err
	}
	values, oids := postgresArgs(b.Args)
	running, stop := context.WithCancel(ctx)
	result := s.conn.ExecParams(running, b.SQL, values, oids, nil, nil)
	fields := result.FieldDescriptions()
	if fields == nil {
		_, err := result.Close()
		stop()
		return nil, errors.Join(err, s.rollbackToSavepoint())
	}
	r := &postgresRows{s: s, result: result, stop: stop}
	for _, f := range fields {
		column, read := s.column(f.Name, f.DataTypeOID, f.TypeModifier)
		r.columns = append(r.columns, column)
		r.read = append(r.read, read)
	}
	r.row = make([]table.Cell, len(fields))
	return r, nil
}

// rollbackToSavepoint rolls back to the savepoint, so that the next query can use the snapshot.
func (s *session) rollbackToSavepoint() error {
	if s.conn.IsClosed() {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), driver.StopTimeout)
	defer cancel()
	_, err := s.queryText(ctx, "ROLLBACK TO SAVEPOINT bilan")
	return err
}

func (s *session) Dialect() params.Dialect { return params.Postgres }

func (s *session) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), driver.StopTimeout)
	defer cancel()
	if !s.conn.IsClosed() {
		_, _ = s.queryText(ctx, "ROLLBACK")
	}
	return s.conn.Close(ctx)
}

func (s *session) encrypted() bool {
	_, ok := s.conn.Conn().(*tls.Conn)
	return ok
}
