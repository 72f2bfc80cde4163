package loadtest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/sources/folder"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

var windows = charmap.Windows1252

// write makes a folder with one file.
func write(t testing.TB, name, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700), os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
	settle(t, dir)
	return dir
}

func open(t *testing.T, src config.Source, files ...string) (*folder.Folder, error) {
	t.Helper()
	src.Files = t.TempDir()
	one := book(t, func(*excelize.File) {})
	two := book(t, func(f *excelize.File) { _, _ = f.NewSheet("T2 2026") })
	for _, below := range files {
		text := "a;b\n1;2\n"
		switch {
		case strings.HasSuffix(below, "one.xlsx"):
			text = one
		case strings.HasSuffix(below, ".xlsx"):
			text = two
		}
		path := filepath.Join(src.Files, below)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	settle(t, src.Files)
	return folder.Open("x", src, nil)
}

func TestTables(t *testing.T) {
	src := config.Source{Tables: map[string]config.FileTable{"Quotas": {File: "T*/q-*.csv"}, "notes": {File: "lisez moi.txt"}}}
	folder, err := open(t, src, "Orders.csv", "order.CSV", "Données 2026/Clients (v2).tsv", "2026.csv", "a.b-c.json", "E\u0301te\u0301.parquet", "one.xlsx", "two.xlsx",
		"T1/q-1.csv", "T2/q-2.csv", ".hidden.csv", ".git/x.csv", "~$two.xlsx", "old.csv~", "readme.md", "lisez moi.txt")
	if err != nil {
		t.Fatal(err)
	}
	tables, err := folder.Tables()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range tables {
		got = append(got, i.Name+" = "+i.Origin)
		if i.Name == "orders" && len(i.Columns) != 2 {
			t.Errorf("columns of orders: %v", i.Columns)
		}
	}
	want := []string{
		`"order" = order.CSV`, "a_b_c = a.b-c.json", "données_2026_clients_v2 = Données 2026/Clients (v2).tsv", "notes = lisez moi.txt",
		"one_sheet1 = one.xlsx[Sheet1]", "orders = Orders.csv", "quotas = T*/q-*.csv", "t2026 = 2026.csv",
		"two_sheet1 = two.xlsx[Sheet1]", "two_t2_2026 = two.xlsx[T2 2026]", "été = E\u0301te\u0301.parquet",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if _, err := folder.Prepare(t.Context(), "QUOTAS", t.TempDir()); err != nil {
		t.Error(err)
	}
	if columns, err := folder.Describe(t.Context(), `"order"`); err != nil || len(columns) != 2 {
		t.Errorf("%v %v", columns, err)
	}
	if _, err := folder.Prepare(t.Context(), "one", t.TempDir()); err == nil || err.Error() != "one.xlsx[Sheet1]: the sheet is empty" {
		t.Errorf("book with one sheet: %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := folder.Prepare(gone, "orders", t.TempDir()); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := folder.Prepare(t.Context(), "ordres", t.TempDir()); err == nil || err.Error() != `there is no table "ordres" (did you mean orders?)` {
		t.Errorf("missing: %v", err)
	}
}

func TestFolderMistakes(t *testing.T) {
	for _, c := range []struct {
		files  []string
		tables map[string]config.FileTable
		want   string
	}{
		{[]string{"a-b.csv", "a b.tsv"}, nil, "a b.tsv and a-b.csv would both be the table a_b: rename one, or name it in tables:"},
		{[]string{"a/b.csv", "a_b.csv"}, nil, "a/b.csv and a_b.csv would both be the table a_b: rename one, or name it in tables:"},
		{[]string{"a.csv"}, map[string]config.FileTable{"x": {File: "b-*.csv"}}, `tables.x: no file matches "b-*.csv"`},
		{[]string{"q 2026.csv"}, map[string]config.FileTable{"q_2026": {File: "q-2026.csv"}}, `tables.q_2026: there is no file "q-2026.csv" (did you mean "q 2026.csv"?)`},
		{[]string{"two.xlsx"}, map[string]config.FileTable{"two_t2_2026": {File: "two.xlsx", Sheet: "2026 T2"}},
			`tables.two_t2_2026: two.xlsx: there is no sheet "2026 T2"; the workbook has Sheet1, T2 2026`},
		{[]string{"two.xlsx"}, map[string]config.FileTable{"two_t2_2026": {File: "two.xlsx", Sheet: "Sheet1"}},
			`two.xlsx and two.xlsx[T2 2026] would both be the table two_t2_2026: rename one, or name it in tables:`},
		{[]string{"a.csv"}, map[string]config.FileTable{"x": {File: "../*.csv"}}, `tables.x: file: "../*.csv" is not below the folder`},
		{[]string{"a.csv", "b.json"}, map[string]config.FileTable{"x": {File: "*.*s*"}}, `tables.x: a.csv and b.json have different formats: the files of one table need the same`},
		{[]string{"a.csv"}, map[string]config.FileTable{"x": {File: "[.csv"}}, `tables.x: file: "[.csv" is not a pattern of file names: syntax error in pattern`},
	} {
		folder, err := open(t, config.Source{Tables: c.tables}, append(c.files, "good.csv")...)
		if err != nil {
			t.Errorf("%v stop the folder: %v", c.files, err)
			continue
		}
		faults := folder.Faults()
		if len(faults) != 1 || !strings.HasSuffix(faults[0].Error(), c.want) {
			t.Errorf("%v: %v", c.files, faults)
		}
		if _, err := folder.Prepare(t.Context(), "good", t.TempDir()); err != nil {
			t.Errorf("%v stop another table: %v", c.files, err)
		}
		for name := range c.tables {
			if _, err := folder.Prepare(t.Context(), name, t.TempDir()); err == nil || !strings.HasSuffix(err.Error(), c.want) {
				t.Errorf("%v: %v", c.files, err)
			}
		}
	}
	if _, err := open(t, config.Source{Tables: map[string]config.FileTable{"x": {File: "a b.tsv"}}}, "a-b.csv", "a b.tsv"); err != nil {
		t.Errorf("a clash that tables: settles: %v", err)
	}
	if _, err := folder.Open("x", config.Source{Files: filepath.Join(t.TempDir(), "no")}, nil); err == nil || !strings.HasSuffix(err.Error(), "no such file or directory") {
		t.Errorf("missing folder: %v", err)
	}
	if _, err := folder.Open("x", config.Source{Files: filepath.Join(write(t, "a.csv", ""), "a.csv")}, nil); err == nil || !strings.Contains(err.Error(), "is a file: name its folder") {
		t.Errorf("a file as folder: %v", err)
	}
	folder, err := open(t, config.Source{Tables: map[string]config.FileTable{"x": {File: "gone.csv"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := folder.Prepare(t.Context(), "x", t.TempDir()); err == nil || err.Error() != "gone.csv: no such file or directory" {
		t.Errorf("missing file: %v", err)
	}
}

// TestNamedSheets checks that a sheet that the YAML names is not listed a second time under its workbook.
func TestNamedSheets(t *testing.T) {
	for _, c := range []struct{ file, sheet, want string }{
		{"one.xlsx", "", "named"},
		{"one.xlsx", "sheet1", "named"},
		{"two.xlsx", "", "named two_t2_2026"},
		{"two.xlsx", "T2 2026", "named two_sheet1"},
		{"t*.xlsx", "T2 2026", "named one_sheet1 two_sheet1"},
	} {
		src := config.Source{Tables: map[string]config.FileTable{"named": {File: c.file, Sheet: c.sheet}}}
		files := []string{c.file}
		if strings.Contains(c.file, "*") {
			files = []string{"one.xlsx", "two.xlsx"}
		}
		folder, err := open(t, src, files...)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(folder.Names(), " "); got != c.want {
			t.Errorf("%s %s: %s", c.file, c.sheet, got)
		}
		if c.file == "one.xlsx" && folder.Has("one") {
			t.Error("the workbook keeps its short name")
		}
	}
}

// TestColumnsOfTheWholeFolder declares for the folder a column that only some files have.
func TestColumnsOfTheWholeFolder(t *testing.T) {
	files := map[string]string{"orders.csv": "rep;amount\n12;1,5\n", "quotas.csv": "region;quota\nNord;2,5\n"}
	src := func(name string) config.Source {
		return config.Source{CSV: config.Dialect{Locale: "fr", Columns: map[string]string{name: "text"}}}
	}
	for table, want := range map[string]string{"orders": "rep text, amount decimal(18,2)", "quotas": "region text, quota decimal(18,2)"} {
		got, err := load(t, src("Rep"), files, table)
		if err != nil {
			t.Fatal(err)
		}
		if got.types() != want {
			t.Errorf("%s: %s", table, got.types())
		}
		if _, err := load(t, src("reps"), files, table); err == nil || !strings.Contains(err.Error(), table+`.csv: there is no column "reps"`) {
			t.Errorf("%s: %v", table, err)
		}
	}
	own := config.Source{Tables: map[string]config.FileTable{"quotas": {File: "quotas.csv", Columns: map[string]string{"rep": "text"}}}}
	if _, err := load(t, own, files, "quotas"); err == nil || err.Error() != `quotas.csv: there is no column "rep"; it has region, quota` {
		t.Errorf("a table's own columns: %v", err)
	}
}
