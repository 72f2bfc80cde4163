// Package workbench wraps DuckDB; no other package imports it. Each run has one in-memory engine, which is loaded with
// files and rows, then locked, and only then queried, with SQL that passed the gate. It does not know who queries it.
//
// The tables of a file source are in a schema of their own; datasets are in the schema main. User SQL is one SELECT
// that names tables without a schema: either tables of its own source, or datasets, never both.
package workbench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"

	"github.com/duckdb/duckdb-go/v2"
)

// Options are the machine's resources that a workbench may use.
type Options struct {
	Dir         string         // a private folder, made by the caller: spill files go below it
	MemoryLimit string         // as "1GB"; default 800MB
	Threads     int            // default 2
	Zone        *time.Location // the report's, of the tz database: in it an instant becomes a day; default UTC
	Log         *slog.Logger
}

// Workbench is one in-memory engine. It is safe for concurrent use; statements run one after another, each on
// all threads where a table is large enough for it. Whoever opened it closes it.
type Workbench struct {
	mu      sync.Mutex // guards conn, and the search path that Derive puts on it
	conn    *sql.Conn
	db      *sql.DB
	spill   string
	zone    *time.Location
	log     *slog.Logger
	locked  bool
	largest int64             // rows of the largest table that was loaded
	vacant  map[string]bool   // tables that may have columns without any value
	loaded  map[string]string // what was made, by storageKey, and of what

	// Caches of facts about the engine, which stay valid because nothing is ever replaced.
	names     map[string]map[string]bool // of tables and views in lower case, by schema
	described map[string][]table.Column  // by storageKey
	trees     map[string]*syntax.Parsed  // by text
}

// Open starts an empty workbench that can load and cannot yet be asked.
func Open(ctx context.Context, o Options) (*Workbench, error) {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	w := &Workbench{
		zone: o.Zone, log: o.Log,
		loaded: map[string]string{}, names: map[string]map[string]bool{}, described: map[string][]table.Column{}, trees: map[string]*syntax.Parsed{},
	}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	if err := w.open(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("open workbench: %w", err), w.Close())
	}
	return w, nil
}

func (w *Workbench) open(ctx context.Context, o Options) (err error) {
	if w.spill, err = os.MkdirTemp(o.Dir, "spill-"); err != nil {
		return err
	}
	if err := keepMemory(); err != nil {
		return err
	}
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		return err
	}
	w.db = sql.OpenDB(connector)
	if w.conn, err = w.db.Conn(ctx); err != nil {
		return err
	}
	for _, set := range settings(o, w.spill) {
		if err := w.exec(ctx, set); err != nil {
			return fmt.Errorf("%s: %w", set, err)
		}
	}
	return nil
}

// Close ends the engine, gives its memory back and removes its spill files.
func (w *Workbench) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var errs []error
	if w.conn != nil {
		errs = append(errs, w.conn.Close())
		w.conn = nil
	}
	if w.db != nil {
		errs = append(errs, w.db.Close())
		w.db = nil
	}
	if w.spill != "" {
		errs = append(errs, os.RemoveAll(w.spill))
	}
	return errors.Join(errs...)
}

// exec runs one of Bilan's own statements. The caller holds mu, or no other goroutine uses the workbench.
func (w *Workbench) exec(ctx context.Context, query string, args ...any) error {
	if w.conn == nil {
		return errClosed
	}
	_, err := w.conn.ExecContext(ctx, query, args...)
	return explain(ctx, err, 0)
}

var errClosed = errors.New("workbench is closed")

// settings are the limits and refusals of an engine, in the order in which they are set.
func settings(o Options, spill string) []string {
	if o.MemoryLimit == "" {
		o.MemoryLimit = "800MB"
	}
	if o.Threads <= 0 {
		o.Threads = 2
	}
	return []string{
		"set errors_as_json = true",
		"set autoinstall_known_extensions = false",
		"set autoload_known_extensions = false",
		"set allow_community_extensions = false",
		"set allow_unsigned_extensions = false",
		"set allow_persistent_secrets = false",
		"set memory_limit = " + table.Literal(o.MemoryLimit),
		fmt.Sprintf("set threads = %d", o.Threads),
		"set temp_directory = " + table.Literal(filepath.Clean(spill)),
		"set max_temp_directory_size = '20GB'",
		"set enable_progress_bar = false",
		"set global TimeZone = " + table.Literal(o.Zone.String()),
	}
}
