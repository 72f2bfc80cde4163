package sources

import (
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

	"bilan/internal/config"
	"bilan/internal/nearest"
	"bilan/internal/table"
)

// Folder is a source of files: every .csv, .tsv, .parquet, .json, .ndjson, .jsonl and .xlsx below it is a table,
// and those that the YAML names. It is read-only once opened and safe for concurrent use.
type Folder struct {
	name   string
	root   string
	src    config.Source
	log    *slog.Logger
	tables map[string]*fileTable
	known  sync.Map // column → whether any table has it
}

// Prepared is a table that is ready to load: several files when a pattern names them.
type Prepared struct {
	Files []table.File
}

// OpenFolder lists the tables of a folder. Nothing of their content is read.
func OpenFolder(name string, src config.Source, log *slog.Logger) (*Folder, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	f := &Folder{name: name, root: src.Files, src: src, log: log.With("source", name), tables: map[string]*fileTable{}}
	info, err := os.Stat(f.root)
	switch {
	case err != nil:
		return nil, fmt.Errorf("folder %s: %w", f.root, plainPathError(err))
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file: name its folder, and the file in tables: {…: {file: %s}}", f.root, filepath.Base(f.root))
	}
	if err := f.scan(); err != nil {
		return nil, fmt.Errorf("folder %s: %w", f.root, err)
	}
	return f, nil
}

// Tables lists the tables by name, with the columns that their first rows show. A file that cannot be read is listed
// without columns and named in the log; so is Parquet, whose columns the workbench knows.
func (f *Folder) Tables() ([]TableInfo, error) {
	out := make([]TableInfo, 0, len(f.tables))
	for name, t := range f.tables {
		if t.alias {
			continue
		}
		columns, err := f.Describe(context.Background(), name)
		if err != nil {
			f.log.Warn("table not readable", "table", name, "err", err)
		}
		out = append(out, TableInfo{Name: inSQL(name), Origin: t.shown, Columns: columns})
	}
	slices.SortFunc(out, func(a, b TableInfo) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// Names lists the tables by name, without a look into their files.
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

// Has tells whether a query may name the table.
func (f *Folder) Has(name string) bool {
	_, ok := f.tables[strings.ToLower(strings.Trim(name, `"`))]
	return ok
}

// Describe reads a table's columns as its first rows show them. Those of a Parquet file are nil.
func (f *Folder) Describe(ctx context.Context, name string) ([]table.Column, error) {
	t, err := f.find(name)
	if err == nil {
		err = f.staysInside(t)
	}
	if err != nil || t.format == formatParquet {
		return nil, err
	}
	p, err := f.preparation(t, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	enough, err := p.glance(ctx)
	if err == nil && !enough {
		err = p.decide(ctx)
	}
	if err != nil {
		return nil, err
	}
	return p.columns(), nil
}

// Prepare checks and types every cell of a table and writes it into tempDir, which the caller made and removes.
// Errors name file, line, column and value.
func (f *Folder) Prepare(ctx context.Context, name, tempDir string) (Prepared, error) {
	t, err := f.find(name)
	if err != nil {
		return Prepared{}, err
	}
	if err := f.staysInside(t); err != nil {
		return Prepared{}, err
	}
	if t.format == formatParquet {
		return f.native(t)
	}
	p, err := f.preparation(t, f.log)
	if err != nil {
		return Prepared{}, err
	}
	if err := f.checkShared(p); err != nil {
		return Prepared{}, err
	}
	dir, err := os.MkdirTemp(tempDir, "files-")
	if err != nil {
		return Prepared{}, fmt.Errorf("prepare %s: %w", name, err)
	}
	files, err := p.run(ctx, dir)
	if err != nil {
		return Prepared{}, errors.Join(err, os.RemoveAll(dir))
	}
	return Prepared{Files: files}, nil
}

// native hands Parquet on as it is.
func (f *Folder) native(t *fileTable) (Prepared, error) {
	d, err := newFileDialect(config.Dialect{Columns: f.src.CSV.Columns}, t.given)
	if err != nil {
		return Prepared{}, fmt.Errorf("table %s: %w", t.name, err)
	}
	if t.given.Wide.Columns != "" {
		return Prepared{}, fmt.Errorf("table %s: wide: is for text files and sheets, not for Parquet (write an unpivot)", t.name)
	}
	types, shared := typesOf(d.columns), typesOf(d.shared)
	shared = slices.DeleteFunc(shared, func(s table.Column) bool {
		return slices.ContainsFunc(types, func(c table.Column) bool { return strings.EqualFold(c.Name, s.Name) })
	})
	var p Prepared
	for _, path := range t.paths {
		p.Files = append(p.Files, table.File{Path: path, Origin: f.below(path), Types: types, Shared: shared})
	}
	return p, nil
}

func typesOf(columns map[string]columnType) []table.Column {
	var types []table.Column
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		types = append(types, table.Column{Name: name, Kind: columns[name].kind, Scale: max(columns[name].scale, 2)})
	}
	return types
}

func (f *Folder) find(name string) (*fileTable, error) {
	key := strings.ToLower(strings.Trim(name, `"`))
	if t, ok := f.tables[key]; ok {
		return t, nil
	}
	var names []string
	for n := range f.tables {
		names = append(names, n)
	}
	slices.Sort(names)
	if meant := nearest.Word(key, names); meant != "" {
		return nil, fmt.Errorf("there is no table %q (did you mean %s?)", name, meant)
	}
	return nil, fmt.Errorf("there is no table %q; the folder has %s", name, orElse(strings.Join(names, ", "), "none"))
}

// preparation opens the files of a table and reads their headers.
func (f *Folder) preparation(t *fileTable, log *slog.Logger) (*preparation, error) {
	d, err := newFileDialect(f.src.CSV, t.given)
	if err != nil {
		return nil, fmt.Errorf("table %s: csv: %w", t.name, err)
	}
	var inputs []*fileInput
	for _, path := range t.paths {
		var in *fileInput
		switch t.format {
		case formatXLSX:
			in, err = newXLSXInput(f.below(path), path, t.given.Sheet, d, log)
		case formatJSON:
			in, err = newJSONInput(f.below(path), path, d)
		default:
			in, err = newCSVInput(f.below(path), path, d, log)
		}
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
	}
	return newPreparation(t.name, inputs, d, t.given.Wide, log)
}

// checkShared demands of every column that the folder's dialect names that p's table or any other has it.
func (f *Folder) checkShared(p *preparation) error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(p.dialect.shared)) {
		if have := p.layout.columns(); !hasName(have, name) && !f.elsewhere(name) {
			errs = append(errs, missingColumn(p.inputs[0].origin, name, have))
		}
	}
	return errors.Join(errs...)
}

// elsewhere tells whether any table has the column, or may have it: what cannot be read here says so where it is used.
func (f *Folder) elsewhere(name string) bool {
	if known, ok := f.known.Load(name); ok {
		return known.(bool)
	}
	known := f.anyHas(name)
	f.known.Store(name, known)
	return known
}

func (f *Folder) anyHas(name string) bool {
	for _, t := range f.tables {
		if t.format == formatParquet {
			return true
		}
		p, err := f.preparation(t, slog.New(slog.DiscardHandler))
		if err != nil || hasName(p.layout.columns(), name) {
			return true
		}
	}
	return false
}

func (f *Folder) below(path string) string {
	if rel, err := filepath.Rel(f.root, path); err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.Base(path)
}
