package folder

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/sources/input"
)

// folderKinds are several files under one pattern, part-*.csv, or in one folder.
var folderKinds = []struct {
	kind  string
	files map[string]string
	want  string // the names and the rows per file; or "error: " and the error
}{
	{"files with one header", map[string]string{"part-1.csv": "id,v\n1,2\n", "part-2.csv": "id,v\n3,4\n5,6\n"}, "id|v: 1 row, 2 rows"},
	{"files with different delimiters and encodings", map[string]string{"part-1.csv": "id,v\n1,Zoé\n", "part-2.csv": "id;v\r\n3;Zo\xe9\r\n"}, "id|v: 1 row, 1 row"},
	{"a file with only a header", map[string]string{"part-1.csv": "id,v\n1,2\n", "part-2.csv": "id,v\n"}, "id|v: 1 row, 0 rows"},
	{"files with different headers", map[string]string{"part-1.csv": "id,v\n1,2\n", "part-2.csv": "id,w\n3,4\n"}, `error: column 2 is "v" in part-1.csv and "w" in part-2.csv`},
	{"files with columns in a different order", map[string]string{"part-1.csv": "id,v\n1,2\n", "part-2.csv": "v,id\n3,4\n"}, `error: column 1 is "id" in part-1.csv and "v" in part-2.csv`},
	{"files with an extra column", map[string]string{"part-1.csv": "id,v\n1,2\n", "part-2.csv": "id,v,w\n3,4,5\n"}, `error: part-1.csv has 2 columns and part-2.csv has 3`},
	{"one file without a header", map[string]string{"part-1.csv": "id,v\n1,2.5\n", "part-2.csv": "3,4.5\n5,6.5\n"}, `error: part-2.csv: line 1 looks like data`},
	{"one empty file", map[string]string{"part-1.csv": "id,v\n1,2\n", "part-2.csv": ""}, `error: part-2.csv: the file is empty: export it again`},
	{"a column with a different type in one file", map[string]string{"part-1.csv": "id,v\n1,2.5\n2,3.5\n3,4.5\n4,5.5\n", "part-2.csv": "id,v\n5,x\n"}, `error: part-2.csv:2: column "v": "x" is not a number`},
	{"compressed files", map[string]string{"part-1.csv.gz": "\x1f\x8b"}, "error: no file matches"},
}

func TestKindsOfFolders(t *testing.T) {
	for _, k := range folderKinds {
		t.Run(k.kind, func(t *testing.T) {
			dir, old := t.TempDir(), time.Unix(1, 0)
			for name, text := range k.files {
				path := filepath.Join(dir, name)
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				if err := os.Chtimes(path, old, old); err != nil {
					t.Fatal(err)
				}
			}
			f, err := Open("x", config.Source{Files: dir, Tables: map[string]config.FileTable{"t": {File: "part-*.csv"}}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			told, err := f.Explain(t.Context(), "t", t.TempDir())
			if want, refused := strings.CutPrefix(k.want, "error: "); refused {
				if err == nil || !regexp.MustCompile(want).MatchString(err.Error()) {
					t.Errorf("error %v, want %q", err, want)
				}
				return
			}
			if got := told.summary(); err != nil || got != k.want {
				t.Errorf("read as %q (%v), want %q", got, err, k.want)
			}
		})
	}
}

// The page describes each kind and no other.
func TestPageHasEveryKind(t *testing.T) {
	want := map[string]string{}
	for _, k := range csvKinds {
		want[k.kind] = k.want
	}
	pageSays(t, "Every kind of text file", want)
	clear(want)
	for _, k := range folderKinds {
		want[k.kind] = k.want
	}
	pageSays(t, "Several files in one table", want)
}

// pageSays compares the rows of a page's section with what is read and what is refused.
func pageSays(t *testing.T, section string, want map[string]string) {
	t.Helper()
	page, err := os.ReadFile("../../docs/sources-files.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(page), "### "+section+"\n")
	text, _, _ = strings.Cut(text, "\n#")
	said := map[string]string{}
	for _, row := range regexp.MustCompile(`(?m)^\| (.+?) \| (read|refused)\b`).FindAllStringSubmatch(text, -1) {
		said[strings.ReplaceAll(row[1], `\|`, "|")] = row[2]
	}
	for kind := range want {
		verdict := "read"
		if strings.HasPrefix(want[kind], "error: ") {
			verdict = "refused"
		}
		if said[kind] != verdict {
			t.Errorf("%s: the page says %q of %q, want %s", section, said[kind], kind, verdict)
		}
		delete(said, kind)
	}
	for kind := range said {
		t.Errorf("%s: no file shows %q", section, kind)
	}
}

// summary lists the names and the number of rows of each file.
func (r *Reading) summary() string {
	var names, rows []string
	for _, c := range r.Columns {
		names = append(names, c.Name)
	}
	for _, f := range r.Files {
		rows = append(rows, input.CountNoun(f.Rows, "row"))
	}
	return strings.Join(names, "|") + ": " + strings.Join(rows, ", ")
}

// A message about a file shows its text correctly, whatever the encoding of the file.
func TestExplainedInTheFilesOwnLetters(t *testing.T) {
	dir, old := t.TempDir(), time.Unix(1, 0)
	path := filepath.Join(dir, "t.csv")
	text := "Ventes d'\xe9t\xe9\nid;nom;v\n1;Zo\xe9;2\n2;L\xe9a;3\nTotal g\xe9n\xe9ral;5\nr\xe9dig\xe9 par la bo\xeete;;\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	f, err := Open("x", config.Source{Files: dir, CSV: config.Dialect{Footer: 1, TotalRows: "skip"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	told, err := f.Explain(t.Context(), "t", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`a title: "Ventes d'été"`, `"Zoé" (t.csv:3)`, "{5 Total général a total (total_rows: skip)}", "{6 rédigé par la boîte cut off by footer:}"} {
		if got := fmt.Sprint(told); !strings.Contains(got, want) {
			t.Errorf("%q is not told:\n%s", want, got)
		}
	}
}
