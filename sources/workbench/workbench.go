// Package workbench wraps DuckDB; no other package imports DuckDB. Each run has one engine in memory, which is loaded
// with files and rows, then locked, and only then queried, with SQL that passed the gate. The package does not know who
// queries it.
//
// The tables of a file source are in a schema of their own; datasets are in the schema main. User SQL is one SELECT
// that names tables without a schema: either the tables of its own source or datasets, never both.
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

// Options are the resources that a workbench may use.
type Options struct {
	Dir         string         // private folder, made by the caller, for spill files
	MemoryLimit string         // such as "1GB"; default 800MB
	Threads     int            // default 2
	Zone        *time.Location // the report's zone, by its tz name, in which an instant becomes a day; default UTC
	Log         *slog.Logger
}

// Workbench is one engine in memory. It may be used from several goroutines. Statements run one after another, each on
// all threads if its tables are large enough. The caller closes it.
type Workbench struct {
	mu      sync.Mutex // guards conn, and the search path that Derive sets on it
	conn    *sql.Conn
	db      *sql.DB
	spill   string
	zone    *time.Location
	log     *slog.Logger
	locked  bool
	largest int64             // number of rows of the largest loaded table
	vacant  map[string]bool   // tables that may have columns without values, by storageKey
	loaded  map[string]string // origin of each table and dataset, by storageKey

	// Caches of facts about the engine. They stay valid, because no table is ever replaced.
	names     map[string]map[string]bool // names of tables and views in lower case, by schema
	described map[string][]table.Column  // by storageKey
	trees     map[string]*syntax.Parsed  // by text
}

// Open starts an empty workbench. Tables can be loaded into it, but it can only be queried after Lock.
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

// Close ends the engine, frees its memory and removes its spill files.
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

// exec runs a statement of the program's own. The caller holds mu, or no other goroutine uses the workbench.
func (w *Workbench) exec(ctx context.Context, query string, args ...any) error {
	if w.conn == nil {
		return errClosed
	}
	_, err := w.conn.ExecContext(ctx, query, args...)
	return explain(ctx, err, 0)
}

var errClosed = errors.New("workbench is closed")

// settings are the engine's limits and restrictions, in the order in which they are set.
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
