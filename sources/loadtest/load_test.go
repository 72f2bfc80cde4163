// Package loadtest checks that the workbench holds what a person reads in a file. It uses sources and the engine
// together, which only a test may do.
package loadtest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/table"
	"bilan/sources/folder"
	"bilan/sources/workbench"

	"github.com/shopspring/decimal"
)

// loaded is one table in the workbench.
type loaded struct {
	table.Loaded
	columns []table.Column
	rows    [][]table.Cell
	log     string
}

// load writes files into a folder and loads one table of it.
func load(t testing.TB, src config.Source, files map[string]string, name string) (*loaded, error) {
	t.Helper()
	src.Files = t.TempDir()
	for below, text := range files {
		path := filepath.Join(src.Files, below)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	settle(t, src.Files)
	var log bytes.Buffer
	folder, err := folder.Open("files", src, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		return nil, err
	}
	prepared, err := folder.Prepare(t.Context(), name, t.TempDir())
	if err != nil {
		return nil, err
	}
	w, err := workbench.Open(t.Context(), workbench.Options{Dir: t.TempDir(), Zone: paris(t)})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	l := &loaded{}
	if l.Loaded, err = w.LoadFile(t.Context(), "files", name, prepared.Files); err != nil {
		return nil, err
	}
	if err := w.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := w.Derive(t.Context(), "files", "d", "select * from "+table.Ident(name), nil); err != nil {
		t.Fatal(err)
	}
	answer, err := w.Query(t.Context(), "select * from d", nil)
	if err != nil {
		t.Fatal(err)
	}
	l.columns, l.rows, l.log = answer.Columns, answer.Rows, log.String()
	return l, nil
}

// settle sets the modification times of a folder's files back, because a file that was just written is not read at
// once.
func settle(t testing.TB, dir string) {
	t.Helper()
	old := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		return os.Chtimes(path, old, old)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// types prints the columns as "name type, …".
func (l *loaded) types() string {
	var out []string
	for _, c := range l.columns {
		typ := c.Kind.String()
		switch {
		case c.Kind == table.Decimal:
			typ = fmt.Sprintf("decimal(%d,%d)", c.Width, c.Scale)
		case c.Zoned:
			typ = "timestamptz"
		}
		out = append(out, c.Name+" "+typ)
	}
	return strings.Join(out, ", ")
}

// text prints the rows, one per line with the cells separated by |.
func (l *loaded) text() string {
	var out []string
	for _, row := range l.rows {
		var cells []string
		for i, c := range row {
			cells = append(cells, cell(c, l.columns[i]))
		}
		out = append(out, strings.Join(cells, "|"))
	}
	return strings.Join(out, "\n")
}

func cell(c table.Cell, column table.Column) string {
	switch v := c.(type) {
	case nil:
		return "∅"
	case decimal.Decimal:
		return v.StringFixed(int32(column.Scale))
	case time.Time:
		switch {
		case column.Kind == table.Date:
			return v.Format(time.DateOnly)
		case column.Zoned:
			return v.Format(time.RFC3339Nano)
		}
		return v.Format("2006-01-02 15:04:05.999999")
	}
	return fmt.Sprint(c)
}

// paris is the zone Europe/Paris, which most of these tests use.
func paris(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}
