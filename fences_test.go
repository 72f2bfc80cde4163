package bilan_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fences are the libraries that few packages may import, each with those packages. Tests may import any library.
var fences = map[string][]string{
	"github.com/riverqueue/":          {"internal/ledger/queue", "internal/ledger/store"},
	"github.com/jackc/pgx/":           {"sources/postgres", "internal/ledger/store", "internal/testdb"},
	"github.com/go-sql-driver/":       {"sources/mysql", "internal/testdb"},
	"github.com/microsoft/go-mssqldb": {"sources/sqlserver"},
	"modernc.org/sqlite":              {"sources/sqlite", "internal/ledger/store", "examples/generate"},
	"codeberg.org/go-pdf/fpdf":        {"report/pdf"},
	"github.com/pdfcpu/pdfcpu":        {"report/pdf"},
	"github.com/xuri/excelize/":       {"report/sheet"},
	"github.com/wneessen/go-mail":     {"internal/mail"},
	"github.com/emersion/go-msgauth":  {"internal/mail"},
	"bilan/internal/gather":           {"internal/run", "internal/inspect"}, // other packages get their figures from a batch
	"bilan/report/render":             {"internal/run"},
}

func TestLibrariesStayInTheirRooms(t *testing.T) {
	for _, fault := range survey(t, ".").escaped() {
		t.Error(fault)
	}
}

// escaped lists the imports of a fenced library outside its packages.
func (h house) escaped() (faults []string) {
	for _, name := range h.names() {
		for library := range h[name].code {
			for fenced, rooms := range fences {
				if strings.HasPrefix(library, fenced) && !slices.Contains(rooms, name) {
					faults = append(faults, fmt.Sprintf("%s imports %s, which only %s may", name, library, strings.Join(rooms, ", ")))
				}
			}
		}
	}
	slices.Sort(faults)
	return faults
}

// These are the limits of a package's size, without its tests.
const (
	mostFiles = 30
	mostLines = 2500
)

// large are the packages that exceed mostLines, with the number of lines that each may have. A limit may only become
// lower.
var large = map[string]int{}

func TestRoomsAreSmall(t *testing.T) {
	for room, size := range sizes(t, ".") {
		limit, known := large[room]
		switch {
		case !known && (size.files > mostFiles || size.lines > mostLines):
			t.Errorf("%s has %d lines in %d files, more than %d in %d: divide it by what it knows", room, size.lines, size.files, mostLines, mostFiles)
		case known && size.lines > limit:
			t.Errorf("%s has %d lines, more than the %d that it had: it is to be divided, not to grow", room, size.lines, limit)
		case known && size.files <= mostFiles && size.lines <= mostLines:
			t.Errorf("%s is small now: take it out of the list of large rooms", room)
		}
	}
}

type size struct{ files, lines int }

// sizes counts the files and lines of each package, without its tests.
func sizes(t *testing.T, root string) map[string]size {
	t.Helper()
	out := map[string]size{}
	for _, room := range survey(t, root).names() {
		files, err := filepath.Glob(filepath.Join(root, room, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := out[room]
			out[room] = size{s.files + 1, s.lines + bytes.Count(text, []byte("\n"))}
		}
	}
	return out
}
