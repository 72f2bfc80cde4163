package sources

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"bilan/internal/config"
	"bilan/internal/table"
	"bilan/sources/driver"
	"bilan/sources/params"
)

// Database is one read-only session on one database. If the engine supports it, all queries see the same snapshot,
// taken when the session was opened. Only one result may be open at a time: close its rows before the next call. Errors
// name the source and never contain a password. Not for several goroutines.
type Database interface {
	// Query runs one SELECT. When ctx ends, the server's work stops, even while rows are being read.
	Query(ctx context.Context, sql string, values map[string]any) (table.Rows, error)
	// Tables lists the tables and views that the session can read, except system tables, sorted by name.
	Tables(ctx context.Context) ([]table.Info, error)
	// Warnings are sentences about unsafe properties of the session, such as write privileges or no encryption.
	Warnings(ctx context.Context) ([]string, error)
	Close() error
}

const (
	defaultTimeout = 5 * time.Minute
	defaultMaxRows = 5_000_000
	connectTimeout = 20 * time.Second
)

// OpenDatabase opens the source called name. Instants become wall time in the source's own timezone if it names one,
// else in zone, else in UTC. A nil log discards everything.
func OpenDatabase(ctx context.Context, name string, src config.Source, zone *time.Location, log *slog.Logger) (db Database, err error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	d := &database{name: name, timeout: src.Timeout, maxRows: src.MaxRows, log: log.With("source", name), mask: &driver.Mask{}}
	defer recoverPanic(d, &err)
	if d.timeout <= 0 {
		d.timeout = defaultTimeout
	}
	if d.maxRows <= 0 {
		d.maxRows = defaultMaxRows
	}
	o, err := d.prepare(src, zone)
	if err != nil {
		return nil, d.masked(err)
	}
	opened, cancel := context.WithTimeoutCause(ctx, connectTimeout, errSlowServer)
	defer cancel()
	if d.session, err = d.engine.open(opened, o); err != nil {
		return nil, d.explained(opened, err, nil)
	}
	return d, nil
}

// prepare parses the connection string and records the passwords that must be masked.
func (d *database) prepare(src config.Source, zone *time.Location) (driver.Opening, error) {
	drv, err := engineOf(src)
	if err != nil {
		return driver.Opening{}, err
	}
	d.engine = drv
	dsn := strings.TrimSpace(drv.dsn(src))
	d.mask.AddDSN(dsn)
	return driver.Opening{DSN: dsn, Zone: cmp.Or(src.Timezone.Location(), zone, time.UTC), Timeout: d.timeout, MaxRows: d.maxRows, Mask: d.mask}, nil
}

// database is the part that all drivers share: parameters, limits, time-outs and readable errors.
type database struct {
	name    string
	engine  engine
	session driver.Session
	timeout time.Duration
	maxRows int64
	mask    *driver.Mask
	log     *slog.Logger

	mu   sync.Mutex
	open *answer
}

var (
	errTooLong    = errors.New("statement takes too long")
	errSlowServer = errors.New("server does not answer")
	errBusy       = errors.New("an earlier answer is still open: close its rows first")
	errClosed     = errors.New("the session is closed")
)

func (d *database) Query(ctx context.Context, sql string, values map[string]any) (rows table.Rows, err error) {
	defer recoverPanic(d, &err)
	if err := d.checkIdle(); err != nil {
		return nil, d.masked(err)
	}
	bound, err := params.Bind(d.session.Dialect(), sql, values)
	if err != nil {
		return nil, d.masked(err)
	}
	limited, cancel := context.WithTimeoutCause(ctx, d.timeout+d.engine.grace, errTooLong)
	in, err := d.session.Query(limited, bound)
	if err != nil {
		err = d.explained(limited, err, bound)
		cancel()
		return nil, d.withNearest(ctx, err)
	}
	a := &answer{db: d, in: in, ctx: limited, cancel: cancel, bound: bound}
	d.setOpen(a)
	return a, nil
}

func (d *database) Tables(ctx context.Context) (infos []table.Info, err error) {
	defer recoverPanic(d, &err)
	return withTimeout(ctx, d, func(ctx context.Context) ([]table.Info, error) { return d.session.Tables(ctx) })
}

func (d *database) Warnings(ctx context.Context) (warnings []string, err error) {
	defer recoverPanic(d, &err)
	return withTimeout(ctx, d, func(ctx context.Context) ([]string, error) { return d.session.Warnings(ctx) })
}

// withTimeout runs ask, a driver's own query, with the statement time-out.
func withTimeout[T any](ctx context.Context, d *database, ask func(context.Context) (T, error)) (T, error) {
	var zero T
	if err := d.checkIdle(); err != nil {
		return zero, d.masked(err)
	}
	limited, cancel := context.WithTimeoutCause(ctx, d.timeout+d.engine.grace, errTooLong)
	defer cancel()
	answer, err := ask(limited)
	if err != nil {
		return zero, d.explained(limited, err, nil)
	}
	return answer, nil
}

// Close ends the snapshot and the connection. It first closes an answer that is open. A second call does nothing.
func (d *database) Close() (err error) {
	defer recoverPanic(d, &err)
	d.mu.Lock()
	open, s := d.open, d.session
	d.session = nil
	d.mu.Unlock()
	if s == nil {
		return nil
	}
	if open != nil {
		_ = open.Close()
	}
	if err := s.Close(); err != nil {
		return d.explained(context.Background(), err, nil)
	}
	return nil
}

func (d *database) checkIdle() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.session == nil:
		return errClosed
	case d.open != nil:
		return errBusy
	}
	return nil
}

func (d *database) setOpen(a *answer) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open = a
}
