package folder

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/regular"
	"bilan/sources/input"
	"bilan/sources/typing"
)

// fileTable is one table of a folder: its files and its settings in the YAML.
type fileTable struct {
	name     string
	paths    []string // paths below the root
	format   fileFormat
	settings config.FileTable
	listedAs string // path, with the sheet, as the list shows it
	alias    bool   // a second name of the table, not listed
	fault    error  // why the table cannot be read; nil if that is not known
}

// fileFormat is the format of a file by its extension.
type fileFormat int

const (
	formatNone fileFormat = iota
	formatCSV
	formatParquet
	formatJSON
	formatXLSX
)

func formatOf(name string) fileFormat {
	switch strings.ToLower(path.Ext(name)) {
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

// scan adds the tables that the YAML names, then every other file below the root. A file or a sheet that the YAML names
// is only that table.
func (f *Folder) scan() error {
	for _, name := range slices.Sorted(maps.Keys(f.src.Tables)) {
		if err := f.addGiven(name, f.src.Tables[name]); err != nil {
			f.addFault(strings.ToLower(name), f.src.Tables[name].File, err)
		}
	}
	claimed := declaredFiles{}
	for _, t := range f.tables {
		for _, p := range t.paths {
			claimed[p] = append(claimed[p], t.settings.Sheet)
		}
	}
	return f.walk(".", claimed)
}

// addFault records a table that cannot exist. Only queries that read it get the error.
func (f *Folder) addFault(name, shown string, err error) {
	f.faults = append(f.faults, err)
	f.tables[name] = &fileTable{name: name, listedAs: shown, fault: err}
}

// walk adds the files of a folder below the root. A folder that cannot be listed is logged, and does not stop the
// others.
func (f *Folder) walk(below string, claimed declaredFiles) error {
	entries, err := f.list(below)
	if err != nil {
		f.log.Warn("folder not listed", "folder", below, "err", regular.WithoutPath(err))
	}
	for _, e := range entries {
		var err error
		name := path.Join(below, e.Name())
		switch {
		case isHidden(e.Name()):
		case e.IsDir():
			err = f.walk(name, claimed)
		case formatOf(name) == formatNone || claimed[name] != nil && formatOf(name) != formatXLSX:
		case e.Type()&fs.ModeSymlink != 0 && (f.isDir(name) || f.isOutsideLink(name)):
		default:
			err = f.addFile(name, claimed)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *Folder) list(below string) ([]fs.DirEntry, error) {
	dir, err := f.dir.Open(below)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	entries, err := dir.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

func (f *Folder) isDir(name string) bool {
	info, err := f.stat(name)
	return err == nil && info.IsDir()
}

func (f *Folder) isFile(name string) bool {
	info, err := f.stat(name)
	return err == nil && !info.IsDir()
}

// isHidden reports whether a file is hidden, or is the lock file of a spreadsheet program.
func isHidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~")
}

// declaredFiles are the files that the YAML names, each with the names of its sheets; "" is the first visible sheet.
type declaredFiles map[string][]string

func (c declaredFiles) has(file, sheet string, first bool) bool {
	return slices.ContainsFunc(c[file], func(s string) bool { return strings.EqualFold(s, sheet) || s == "" && first })
}

// addFile adds the tables of a file, named by its path below the root. A sheet is called book_sheet. A workbook with
// one sheet is also called book, and so is one that cannot be read.
func (f *Folder) addFile(name string, claimed declaredFiles) error {
	words := strings.Split(strings.TrimSuffix(name, path.Ext(name)), "/")
	t := &fileTable{paths: []string{name}, format: formatOf(name), listedAs: name}
	if t.format != formatXLSX {
		return f.add(typing.TableName(words...), t)
	}
	var visible []string
	err := f.withFilesOnce(context.Background(), t, func(files []*input.Opened) (err error) {
		visible, err = input.VisibleSheets(files[0])
		return err
	})
	if err != nil {
		t.fault = err
		return f.add(typing.TableName(words...), t)
	}
	free := slices.DeleteFunc(slices.Clone(visible), func(sheet string) bool { return claimed.has(name, sheet, sheet == visible[0]) })
	for _, sheet := range free {
		one := *t
		one.settings.Sheet, one.listedAs = sheet, name+"["+sheet+"]"
		if err := f.add(typing.TableName(append(slices.Clone(words), sheet)...), &one); err != nil {
			return err
		}
	}
	if short := typing.TableName(words...); len(visible) == 1 && len(free) == 1 && f.tables[short] == nil {
		one := *f.tables[typing.TableName(append(slices.Clone(words), free[0])...)]
		one.alias, one.name = true, short
		f.tables[short] = &one
	}
	return nil
}

func (f *Folder) add(name string, t *fileTable) error {
	if other := f.tables[name]; other != nil && !other.alias {
		f.addFault(name, other.listedAs, f.nameClash(name, other, t))
		return nil
	}
	t.name = name
	f.tables[name] = t
	return nil
}

// nameClash is the error of two tables with the same name. If the file or sheet that the YAML names is missing, it says
// that instead.
func (f *Folder) nameClash(name string, other, t *fileTable) error {
	given := other.settings
	switch {
	case given.File == "" || len(other.paths) != 1:
	case !f.isFile(other.paths[0]):
		return fmt.Errorf("tables.%s: there is no file %q (did you mean %q?)", name, given.File, t.listedAs)
	case given.Sheet != "" && other.paths[0] == t.paths[0]:
		err := f.withFilesOnce(context.Background(), other, func(files []*input.Opened) error { return input.HasSheet(files[0], given.Sheet) })
		if err != nil {
			return fmt.Errorf("tables.%s: %w", name, err)
		}
	}
	return fmt.Errorf("%s and %s would both be the table %s: rename one, or name it in tables:", other.listedAs, t.listedAs, name)
}

// addGiven adds a table that the YAML names: one file, or all files that match a pattern.
func (f *Folder) addGiven(name string, g config.FileTable) error {
	t := &fileTable{settings: g, listedAs: g.File}
	pattern := path.Clean("./" + g.File)
	if !filepath.IsLocal(pattern) || pattern == "." {
		return fmt.Errorf("tables.%s: file: %q is not below the folder", name, g.File)
	}
	if strings.ContainsAny(g.File, "*?[") {
		found, err := fs.Glob(f.dir.FS(), pattern)
		if err != nil {
			return fmt.Errorf("tables.%s: file: %q is not a pattern of file names: %w", name, g.File, err)
		}
		t.paths = slices.DeleteFunc(found, func(p string) bool { return isHidden(path.Base(p)) || f.isOutsideLink(p) })
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
			return fmt.Errorf("tables.%s: %s and %s have different formats: the files of one table need the same", name, t.paths[0], p)
		}
		t.format = format
	}
	t.name = strings.ToLower(name)
	f.tables[t.name] = t
	return nil
}
