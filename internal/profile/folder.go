package profile

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"bilan/internal/config"
	"bilan/internal/guess"
	"bilan/internal/table"
	"bilan/sources/folder"
	"bilan/sources/typing"
)

// Folder reads every table of a folder of files. dir is a folder for temporary files, which the caller owns; year is the
// current year.
func Folder(ctx context.Context, open Opener, name string, src config.Source, dir string, year int) (*Profile, error) {
	r := &reader{open: open, source: name, dir: dir, year: year, log: slog.New(slog.DiscardHandler)}
	folder, err := folder.Open(name, src, r.log)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	list, err := folder.Tables()
	if err != nil {
		return nil, err
	}
	for _, fault := range folder.Faults() {
		r.found.Unread = append(r.found.Unread, fault.Error())
	}
	french := false // decided for the whole folder, because a single file may not show its language
	for _, info := range list {
		french = french || guess.French(info.Columns) || guess.French([]table.Column{{Name: info.Origin}})
	}
	var files []*file
	for _, info := range list {
		f := &file{reader: r, src: src, info: info, name: strings.Trim(info.Name, `"`), french: french}
		f.unfold(ctx)
		files = append(files, f)
	}
	if err := r.readFiles(ctx, files); err != nil {
		return nil, err
	}
	var tables []string
	for _, f := range files {
		switch {
		case f.summary == nil:
			r.found.Unread = append(r.found.Unread, fmt.Sprintf("%s could not be read: %s", f.info.Origin, f.err))
		default:
			r.found.Tables = append(r.found.Tables, f.summary)
			if f.changed {
				tables = append(tables, f.yaml())
			}
		}
	}
	if len(tables) > 0 {
		r.found.Lines = append([]string{"tables:"}, tables...)
	}
	return &r.found, nil
}

// readFiles reads the files, and reads those again whose values show that they need other settings, three times at most.
func (r *reader) readFiles(ctx context.Context, files []*file) (err error) {
	const rounds = 3
	for round := 0; round < rounds && len(files) > 0; round++ {
		if r.engine, err = r.open(ctx); err != nil {
			return err
		}
		var loaded, reread []*file
		for _, f := range files {
			if f.err = f.load(ctx); f.err == nil {
				loaded = append(loaded, f)
			}
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
		}
		if err := r.engine.Lock(ctx); err != nil {
			return err
		}
		for _, f := range loaded {
			if f.summary, err = r.summarise(ctx, f.name, f.info.Origin); err != nil {
				return err
			}
			f.summary.Signs = f.countrySigns()
			f.summary.Scale = f.thousands || guess.SaysThousands(f.info.Origin)
			if f.needsReread(ctx) {
				reread = append(reread, f)
			}
		}
		files = reread
	}
	return nil
}

// file is one table of a folder, with the settings that it needs in the YAML.
type file struct {
	*reader
	src       config.Source
	info      table.Info
	name      string
	french    bool
	settings  config.FileTable // its settings
	changed   bool             // whether says must be in the YAML
	doubts    []string         // questions about settings that are only guesses
	thousands bool             // whether amounts are in thousands
	summary   *guess.Table     // the summary; nil if it could not be read
	err       error            // why it could not be read
}

// load reads the file into the engine. It adds the settings for which reading errors ask.
func (f *file) load(ctx context.Context) error {
	const attempts = 6
	for i := 0; ; i++ {
		err := f.prepare(ctx)
		if err == nil || i == attempts || ctx.Err() != nil || !f.addDeclaration(err) {
			return err
		}
	}
}

func (f *file) prepare(ctx context.Context) error {
	dir, err := os.MkdirTemp(f.dir, "table-")
	if err != nil {
		return err
	}
	folder, err := f.reopen()
	if err != nil {
		return err
	}
	defer folder.Close()
	ready, err := folder.Prepare(ctx, f.info.Name, dir)
	if err != nil {
		return err
	}
	_, err = f.engine.LoadFile(ctx, "", f.name, ready.Files)
	return errors.Join(err, os.RemoveAll(dir))
}

func (f *file) reopen() (*folder.Folder, error) {
	src := f.src
	if f.changed {
		src.Tables = map[string]config.FileTable{f.name: f.settings}
	}
	return folder.Open(f.source, src, f.log)
}

// changeSettings returns the table's settings, for the caller to change, and notes that the YAML needs them.
func (f *file) changeSettings() *config.FileTable {
	f.changed = true
	book, sheet, isSheet := strings.Cut(strings.TrimSuffix(f.info.Origin, "]"), "[")
	f.settings.File = f.info.Origin
	if ext := strings.ToLower(filepath.Ext(book)); isSheet && (ext == ".xlsx" || ext == ".xlsm") {
		f.settings.File, f.settings.Sheet = book, sheet
	}
	return &f.settings
}

var skipLines = regexp.MustCompile(`skip_lines: (\d+)`)

// addDeclaration adds the setting for which an error asks. It returns false if there is none to add.
func (f *file) addDeclaration(err error) bool {
	text := err.Error()
	var doubt *typing.Doubt
	switch m := skipLines.FindStringSubmatch(text); {
	case errors.As(err, &doubt) && strings.Contains(doubt.Hint, "dates") && f.settings.CSV.Dates == "":
		f.changeSettings().CSV.Dates = "mm/dd/yyyy"
		if f.french || f.countrySigns().Currency == "£" {
			f.settings.CSV.Dates = "dd/mm/yyyy"
		}
		f.doubts = append(f.doubts, "day or month first?")
	case errors.As(err, &doubt) && strings.Contains(doubt.Hint, "decimal") && f.settings.CSV.Decimal == "":
		f.changeSettings().CSV.Decimal = "."
		if f.french {
			f.settings.CSV.Decimal = ","
		}
		f.doubts = append(f.doubts, "is that the decimal sign?")
	case strings.Contains(text, "total_rows: skip") && f.settings.CSV.TotalRows == "":
		f.changeSettings().CSV.TotalRows = "skip"
	case strings.Contains(text, "footer:") && f.settings.CSV.Footer < 3:
		f.changeSettings().CSV.Footer++
	case m != nil && f.settings.CSV.SkipLines == 0:
		fmt.Sscan(m[1], &f.changeSettings().CSV.SkipLines)
	case strings.Contains(text, "header: false") && f.settings.CSV.Header == nil:
		f.changeSettings().CSV.Header = new(bool)
		f.settings.CSV.Names = guess.PlaceNames(strings.Count(text[strings.Index(text, "names: "):], "column_"))
		f.doubts = append(f.doubts, "the file has no line of names: call its columns what you like, here and below sales:")
	case strings.Contains(text, "bad_rows: skip") && f.settings.CSV.BadRows == "":
		f.changeSettings().CSV.BadRows = "skip"
		f.doubts = append(f.doubts, "rows that do not fit are set aside: "+text)
	default:
		return false
	}
	return true
}
