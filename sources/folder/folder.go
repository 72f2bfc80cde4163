// Package folder reads a folder of files as a source: it finds the tables in files and sheets, makes sure that a file
// does not change while it is read, and says how each file was read.
package folder

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"bilan/internal/config"
	"bilan/internal/nearest"
	"bilan/internal/regular"
	"bilan/internal/table"
	"bilan/sources/input"
	"bilan/sources/preparation"
	"bilan/sources/typing"
)

// Folder is a source of files. Every file .csv, .tsv, .parquet, .json, .ndjson, .jsonl and .xlsx below the folder is a
// table, and so is every file that the YAML names. An open Folder is read-only and may be used from several goroutines.
// The caller closes it.
type Folder struct {
	name   string
	root   string   // path of the folder, for messages and for links with an absolute target
	dir    *os.Root // the opened folder; no path below it leads out of it
	src    config.Source
	log    *slog.Logger
	tables map[string]*fileTable
	faults []error
	known  sync.Map // by column name: whether any table has the column
}

// Prepared is a table that is ready to load. It has several files if a pattern names them.
type Prepared struct {
	Files    []table.File
	Modified time.Time // when the newest of its source files was written
}

// Open lists the tables of a folder. It does not read their rows.
func Open(name string, src config.Source, log *slog.Logger) (*Folder, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	f := &Folder{name: name, root: src.Files, src: src, log: log.With("source", name), tables: map[string]*fileTable{}}
	info, err := os.Stat(f.root)
	switch {
	case err != nil:
		return nil, fmt.Errorf("folder %s: %w", f.root, regular.WithoutPath(err))
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file: name its folder, and the file in tables: {…: {file: %s}}", f.root, filepath.Base(f.root))
	}
	if f.dir, err = os.OpenRoot(f.root); err != nil {
		return nil, fmt.Errorf("folder %s: %w", f.root, regular.WithoutPath(err))
	}
	if err := f.scan(); err != nil {
		return nil, errors.Join(fmt.Errorf("folder %s: %w", f.root, err), f.Close())
	}
	return f, nil
}

// Close closes the folder. Prepared tables remain.
func (f *Folder) Close() error { return f.dir.Close() }

// Tables lists the tables by name, with the columns that their first rows show. A file that cannot be read has no
// columns, and the log names it. A Parquet file has none either, because the workbench reads its columns.
func (f *Folder) Tables() ([]table.Info, error) {
	out := make([]table.Info, 0, len(f.tables))
	for name, t := range f.tables {
		if t.alias {
			continue
		}
		columns, err := f.Describe(context.Background(), name)
		if err != nil {
			f.log.Warn("table not readable", "table", name, "err", err)
		}
		out = append(out, table.Info{Name: typing.InSQL(name), Origin: t.listedAs, Columns: columns})
	}
	slices.SortFunc(out, func(a, b table.Info) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// Faults are the errors about tables that cannot exist: two files with one name, or a table of the YAML without a file.
// They stop only the reports that read such a table.
func (f *Folder) Faults() []error { return f.faults }

// Names lists the tables by name, without opening their files.
func (f *Folder) Names() []string {
	names := make([]string, 0, len(f.tables))
	for name, t := range f.tables {
		if !t.alias {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Has reports whether a query may read a table of this name.
func (f *Folder) Has(name string) bool { return f.tableFor(name) != nil }

// tableFor returns the table that a name in a query means, nil for none. A workbook that cannot be read stands for every
// table name that one of its sheets could have.
func (f *Folder) tableFor(name string) *fileTable {
	key := strings.ToLower(strings.Trim(name, `"`))
	if t := f.tables[key]; t != nil {
		return t
	}
	for _, t := range f.tables {
		if t.fault != nil && t.format == formatXLSX && strings.HasPrefix(key, t.name+"_") {
			return t
		}
	}
	return nil
}

// Describe returns a table's columns as its first rows show them; nil for a Parquet file.
func (f *Folder) Describe(ctx context.Context, name string) (columns []table.Column, err error) {
	t, err := f.find(name)
	if err != nil {
		return nil, err
	}
	return columns, f.withFilesOnce(ctx, t, func(files []*input.Opened) error {
		if t.format == formatParquet {
			return nil
		}
		p, err := f.preparation(t, files, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		enough, err := p.PlanFromFirstRows(ctx)
		if err == nil && !enough {
			err = p.Decide(ctx)
		}
		if err == nil {
			columns = p.Columns()
		}
		return err
	})
}

// Prepare checks and types every cell of a table and writes the table's files into tempDir, which the caller makes and
// removes. Errors name file, line, column and value. The result is the content at one moment: if files change while
// they are read, they are read once more.
func (f *Folder) Prepare(ctx context.Context, name, tempDir string) (ready Prepared, err error) {
	t, err := f.find(name)
	if err != nil {
		return Prepared{}, err
	}
	err = f.withFiles(ctx, t, func(files []*input.Opened) error {
		dir, err := os.MkdirTemp(tempDir, "files-")
		if err != nil {
			return fmt.Errorf("prepare %s: %w", name, err)
		}
		if ready.Files, err = f.prepare(ctx, t, files, dir); err != nil {
			return errors.Join(err, os.RemoveAll(dir))
		}
		ready.Modified = input.LatestModTime(files)
		return nil
	})
	if err != nil {
		return Prepared{}, err
	}
	return ready, nil
}

func (f *Folder) prepare(ctx context.Context, t *fileTable, files []*input.Opened, dir string) ([]table.File, error) {
	if t.format == formatParquet {
		return f.copyParquet(t, files, dir)
	}
	p, err := f.preparation(t, files, f.log)
	if err != nil {
		return nil, err
	}
	if err := f.checkShared(ctx, p); err != nil {
		return nil, err
	}
	return p.Run(ctx, dir)
}

func typesOf(columns map[string]typing.ColumnType) []table.Column {
	var types []table.Column
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		types = append(types, table.Column{Name: name, Kind: columns[name].Kind, Scale: max(columns[name].Scale, 2)})
	}
	return types
}

func (f *Folder) find(name string) (*fileTable, error) {
	if t := f.tableFor(name); t != nil {
		return t, t.fault
	}
	key := strings.ToLower(strings.Trim(name, `"`))
	var names []string
	for n := range f.tables {
		names = append(names, n)
	}
	slices.Sort(names)
	if meant := nearest.Word(key, names); meant != "" {
		return nil, fmt.Errorf("there is no table %q (did you mean %s?)", name, meant)
	}
	return nil, fmt.Errorf("there is no table %q; the folder has %s", name, cmp.Or(strings.Join(names, ", "), "none"))
}

// preparation reads the headers of a table's files.
func (f *Folder) preparation(t *fileTable, files []*input.Opened, log *slog.Logger) (*preparation.Preparation, error) {
	d, err := typing.NewDialect(f.src.CSV, t.settings)
	if err != nil {
		return nil, fmt.Errorf("table %s: csv: %w", t.name, err)
	}
	var inputs []*input.File
	for _, file := range files {
		var in *input.File
		switch t.format {
		case formatXLSX:
			in, err = input.NewXLSX(file, t.settings, len(files) == 1, d, log)
		case formatJSON:
			in, err = input.NewJSON(file, d)
		default:
			in, err = input.NewCSV(file, d, log)
		}
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
	}
	return preparation.New(t.name, inputs, d, t.settings.Wide, log)
}

// checkShared checks that every column that the folder's dialect declares is in p's table or in another table.
func (f *Folder) checkShared(ctx context.Context, p *preparation.Preparation) error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(p.Dialect.Shared)) {
		if have := p.Layout.Columns(); !input.HasName(have, name) && !f.otherTableHas(ctx, name) {
			errs = append(errs, input.MissingColumn(p.Inputs[0].Origin, name, have))
		}
	}
	return errors.Join(errs...)
}

// otherTableHas reports whether any table has the column. A table that cannot be read counts as having it, because it
// reports its own error when it is used.
func (f *Folder) otherTableHas(ctx context.Context, name string) bool {
	if known, ok := f.known.Load(name); ok {
		return known.(bool)
	}
	known := f.anyHas(ctx, name)
	f.known.Store(name, known)
	return known
}

func (f *Folder) anyHas(ctx context.Context, name string) bool {
	for _, t := range f.tables {
		if t.format == formatParquet {
			return true
		}
		has := false
		err := f.withFilesOnce(ctx, t, func(files []*input.Opened) error {
			p, err := f.preparation(t, files, slog.New(slog.DiscardHandler))
			has = err == nil && input.HasName(p.Layout.Columns(), name)
			return err
		})
		if err != nil || has {
			return true
		}
	}
	return false
}
