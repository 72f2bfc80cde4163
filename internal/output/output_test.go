package output

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/run"
)

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		output, asked string
		asJSON        bool
		want, err     string
	}{
		{want: "pdf"},
		{output: "report.xlsx", want: "xlsx"},
		{output: "report.CSV", want: "csv"},
		{output: "report.v2-final", want: "pdf"}, // a name with a full stop in it
		{output: "report.docx", err: "no report is written as .docx"},
		{output: "report.xlsx", asked: "CSV", want: "csv"},
		{asked: "odt", err: "--format odt is not known"},
		{asJSON: true, want: "json"},
		{asJSON: true, asked: "json", want: "json"},
		{asJSON: true, asked: "csv", err: "two formats"},
	} {
		got, err := Format(c.output, c.asked, c.asJSON)
		if got != c.want || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%+v: %q, %v", c, got, err)
		}
	}
}

func TestNames(t *testing.T) {
	folder := t.TempDir()
	one, two := []run.File{{Name: "r.csv"}}, []run.File{{Name: "a.csv"}, {Name: "b.csv"}}
	for _, c := range []struct {
		output, format string
		files          []run.File
		want           []string // nil if it is refused
	}{
		{"", "pdf", one, []string{"r.csv"}},
		{"", "json", one, []string{"-"}},
		{"x.csv", "csv", one, []string{"x.csv"}},
		{"", "rows", two, []string{"a.csv", "b.csv"}},
		{folder, "rows", two, []string{filepath.Join(folder, "a.csv"), filepath.Join(folder, "b.csv")}},
		{"x.csv", "rows", two, nil},
	} {
		got, err := Paths(c.output, c.format, c.files)
		if !slices.Equal(got, c.want) || (err != nil) != (c.want == nil) {
			t.Errorf("%+v: %q, %v", c, got, err)
		}
	}
}

// A file that reports are made from is never overwritten, even if the target names it by another path.
func TestSpare(t *testing.T) {
	folder := t.TempDir()
	exports := filepath.Join(folder, "exports")
	if err := os.Mkdir(exports, 0o700); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(folder, "link")
	if err := os.Symlink(exports, link); err != nil {
		t.Fatal(err)
	}
	cfg := &config.Config{
		State: config.State{File: filepath.Join(folder, "bilan.db")},
		Sources: map[string]config.Source{
			"crm":   {Files: exports},
			"sales": {SQLite: filepath.Join(folder, "sales.sqlite")},
		},
	}
	for target, spared := range map[string]bool{
		"-":                                     false,
		filepath.Join(folder, "report.pdf"):     false,
		filepath.Join(folder, "bilan.db"):       true,
		filepath.Join(folder, "sales.sqlite"):   true,
		filepath.Join(exports, "orders.csv"):    true,
		filepath.Join(link, "orders.csv"):       true,
		filepath.Join(exports, "report.pdf"):    false,
		filepath.Join(folder, "exports.csv"):    false,
		filepath.Join(exports, "..", "out.csv"): false,
	} {
		if err := CheckTarget(cfg, target); (err != nil) != spared {
			t.Errorf("%s: %v", target, err)
		}
	}
}
