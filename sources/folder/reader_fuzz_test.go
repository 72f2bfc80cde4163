package folder

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/table"
)

// fuzzed is a folder with one file t of the given extension.
func fuzzed(t *testing.T, ending string, content []byte) *Folder {
	t.Helper()
	dir := t.TempDir()
	path, old := filepath.Join(dir, "t"+ending), time.Unix(1, 0)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, old, old); err != nil { // a file that was just written is not read at once
		t.Fatal(err)
	}
	folder, err := Open("x", config.Source{Files: dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = folder.Close() })
	return folder
}

// readTwice prepares a table and explains it. Both must agree, and neither may panic.
func readTwice(t *testing.T, folder *Folder, name string) (Reading, error) {
	t.Helper()
	_, err := folder.Prepare(t.Context(), name, t.TempDir())
	told, again := folder.Explain(t.Context(), name, t.TempDir())
	if fmt.Sprint(err) != fmt.Sprint(again) {
		t.Fatalf("%v, and explained %v", err, again)
	}
	if err != nil && strings.Contains(err.Error(), "a bug in bilan") {
		t.Fatal(err)
	}
	return told, err
}

// FuzzFile checks that any bytes are a table or an error, and that a plan from the first rows reads them like a plan
// from all rows.
func FuzzFile(f *testing.F) {
	for _, k := range csvKinds {
		if len(k.text) < 1000 {
			f.Add([]byte(k.text))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		folder := fuzzed(t, ".csv", text)
		if _, err := readTwice(t, folder, "t"); err != nil && !strings.Contains(err.Error(), "column") {
			return
		}
		path := filepath.Join(folder.root, "t.csv")
		full, want, fullErr := prepareWith(t.Context(), t, path, config.Dialect{}, 0)
		glanced, got, err := prepareWith(t.Context(), t, path, config.Dialect{}, 2)
		if full == nil || glanced == nil || fmt.Sprint(err) == fmt.Sprint(fullErr) && bytes.Equal(got, want) {
			return
		}
		for i, g := range glanced.Plans {
			if i < len(full.Plans) && g.Kind == table.Text && full.Plans[i].Kind != table.Text {
				return // a column that begins as text remains text
			}
		}
		t.Fatalf("planned from two rows %v, from all %v", err, fullErr)
	})
}

// FuzzJSON checks that everything read is valid JSON, and that each object is a row or a blank row.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{`[{"a": 1, "b": "2026-01-01"}, {"b": null}]`, "{\"a\": [1]}\n{\"a\": {\"b\": 1e3}}\n", `[{"a": "é\u0000"}]`, "\xef\xbb\xbf[]", `{"a": 1, "a": 2}`, "[{}]"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		told, err := readTwice(t, fuzzed(t, ".json", text), "t")
		if err != nil {
			return
		}
		if n, ok := objects(text); !ok || told.Files[0].Rows+told.Files[0].Blank != n {
			t.Fatalf("%d objects (%v), read as %+v", n, ok, told.Files[0])
		}
	})
}

// objects counts the objects in a list, or one after another.
func objects(text []byte) (n int64, ok bool) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	var list []map[string]any
	if json.Unmarshal(text, &list) == nil {
		return int64(len(list)), true
	}
	for d := json.NewDecoder(bytes.NewReader(text)); ; n++ {
		var one map[string]any
		if err := d.Decode(&one); err == io.EOF {
			return n, true
		} else if err != nil {
			return n, false
		}
	}
}

// FuzzWorkbook checks that any content of a sheet is a table or an error.
func FuzzWorkbook(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>v</t></is></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2.5</v></c></row>`, "<si><t>a</t></si>", `<mergeCell ref="A2:A3"/>`)
	f.Add(`<row r="3"><c r="B3" t="str"><f>1</f><v>a</v></c><c r="D3" t="str"><v>b</v></c></row><row hidden="1"><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>`, "", "")
	f.Fuzz(func(t *testing.T, rows, shared, merged string) {
		folder := fuzzed(t, ".xlsx", workbook(t, rows, shared, merged))
		for _, name := range folder.Names() {
			_, _ = readTwice(t, folder, name)
		}
	})
}

// workbook has one sheet, S.
func workbook(t *testing.T, rows, shared, merged string) []byte {
	const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"_rels/.rels", `<Relationships><Relationship Id="r" Type="` + types + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook><sheets><sheet name="S" sheetId="1" r:id="r"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r" Type="` + types + `/worksheet" Target="worksheets/s.xml"/>` +
			`<Relationship Id="q" Type="` + types + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		{"xl/sharedStrings.xml", "<sst>" + shared + "</sst>"},
		{"xl/worksheets/s.xml", "<worksheet><sheetData>" + rows + "</sheetData><mergeCells>" + merged + "</mergeCells></worksheet>"},
	} {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, part[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
