package sources

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bilan/internal/config"
)

// fileTable is one table of a folder: the files that hold it and what the YAML says of it.
type fileTable struct {
	name   string
	paths  []string
	format fileFormat
	given  config.FileTable
	shown  string // what the list shows
	alias  bool   // a second name, not listed
}

// fileFormat is how a file's bytes are laid out.
type fileFormat int

const (
	formatNone fileFormat = iota
	formatCSV
	formatParquet
	formatJSON
	formatXLSX
)

func formatOf(path string) fileFormat {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv", ".tsv", ".tab":
		return formatCSV
	case ".parquet":
		return formatParquet
	case ".json", ".ndjson", ".jsonl":
		return formatJSON
	case ".xlsx", ".xlsm":
		return formatXLSX
	}
	return formatNone
}

// scan names the tables of the YAML, then every other file below the root. A file that the YAML names is that
// table only, and so is a sheet of a workbook.
func (f *Folder) scan() error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(f.src.Tables)) {
		errs = append(errs, f.addGiven(name, f.src.Tables[name]))
	}
	claimed := claims{}
	for _, t := range f.tables {
		for _, p := range t.paths {
			claimed[p] = append(claimed[p], t.given.Sheet)
		}
	}
	errs = append(errs, filepath.WalkDir(f.root+string(filepath.Separator), func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case filepath.Clean(path) == filepath.Clean(f.root):
			return nil
		case isHidden(e.Name()) && e.IsDir():
			return fs.SkipDir
		case e.IsDir() || isHidden(e.Name()) || formatOf(path) == formatNone || claimed[path] != nil && formatOf(path) != formatXLSX:
			return nil
		case e.Type()&fs.ModeSymlink != 0 && (isDir(path) || f.leftOut(path)):
			return nil
		}
		return f.addFile(path, claimed)
	}))
	return errors.Join(errs...)
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// isHidden tells files of the system and the locks that spreadsheets leave beside an open book.
func isHidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~")
}

// claims are the files that the YAML names, each with its sheets: "" is the first visible one.
type claims map[string][]string

func (c claims) has(path, sheet string, first bool) bool {
	return slices.ContainsFunc(c[path], func(s string) bool { return strings.EqualFold(s, sheet) || s == "" && first })
}

// addFile names a file by its path below the root. A sheet is book_sheet; a book with one sheet is also book.
func (f *Folder) addFile(path string, claimed claims) error {
	below := f.below(path)
	words := strings.Split(strings.TrimSuffix(below, filepath.Ext(below)), "/")
	t := &fileTable{paths: []string{path}, format: formatOf(path), shown: below}
	if t.format != formatXLSX {
		return f.add(tableName(words...), t)
	}
	book, err := openXLSX(path)
	if err != nil {
		f.log.Warn("workbook not read", "file", below, "err", err)
		return nil
	}
	defer book.Close()
	var visible []string
	for _, s := range book.sheets {
		if !s.hidden {
			visible = append(visible, s.name)
		}
	}
	free := slices.DeleteFunc(slices.Clone(visible), func(sheet string) bool { return claimed.has(path, sheet, sheet == visible[0]) })
	for _, sheet := range free {
		one := *t
		one.given.Sheet, one.shown = sheet, below+"["+sheet+"]"
		if err := f.add(tableName(append(slices.Clone(words), sheet)...), &one); err != nil {
			return err
		}
	}
	if short := tableName(words...); len(visible) == 1 && len(free) == 1 && f.tables[short] == nil {
		one := *f.tables[tableName(append(slices.Clone(words), free[0])...)]
		one.alias, one.name = true, short
		f.tables[short] = &one
	}
	return nil
}

func (f *Folder) add(name string, t *fileTable) error {
	if other := f.tables[name]; other != nil && !other.alias {
		if other.given.File != "" && len(other.paths) == 1 && !isFile(other.paths[0]) {
			return fmt.Errorf("tables.%s: there is no file %q (did you mean %q?)", name, other.given.File, t.shown)
		}
		return fmt.Errorf("%s and %s would both be the table %s: rename one, or name it in tables:", other.shown, t.shown, name)
	}
	t.name = name
	f.tables[name] = t
	return nil
}

// addGiven adds a table that the YAML names: one file or all that match a pattern.
func (f *Folder) addGiven(name string, g config.FileTable) error {
	t := &fileTable{given: g, shown: g.File}
	pattern := filepath.Join(f.root, filepath.FromSlash(g.File))
	if !strings.HasPrefix(pattern, filepath.Clean(f.root)+string(filepath.Separator)) {
		return fmt.Errorf("tables.%s: file: %q is not below the folder", name, g.File)
	}
	if strings.ContainsAny(g.File, "*?[") {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return fmt.Errorf("tables.%s: file: %q is no pattern: %w", name, g.File, err)
		}
		t.paths = slices.DeleteFunc(found, func(p string) bool { return isHidden(filepath.Base(p)) || f.leftOut(p) })
	} else {
		t.paths = []string{pattern}
	}
	if len(t.paths) == 0 {
		return fmt.Errorf("tables.%s: no file matches %q", name, g.File)
	}
	slices.Sort(t.paths)
	for _, p := range t.paths {
		format := formatOf(p)
		if format == formatNone {
			format = formatCSV
		}
		if t.format != formatNone && t.format != format {
			return fmt.Errorf("tables.%s: %s and %s are of two formats", name, f.below(t.paths[0]), f.below(p))
		}
		t.format = format
	}
	t.name = strings.ToLower(name)
	f.tables[t.name] = t
	return nil
}
