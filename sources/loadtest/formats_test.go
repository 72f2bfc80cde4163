package loadtest

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/sources/folder"
	"bilan/sources/workbench"

	"github.com/xuri/excelize/v2"
)

func TestJSON(t *testing.T) {
	const want = "id integer, amount decimal(18,2), code text, day date, at timestamptz, ok bool, tags text, note text\n" +
		"1|1234.50|0412|2026-01-05|2026-01-05T11:00:00+01:00|true|[\"a\",1]|∅\n" +
		"2|1000.00|7|2026-12-31|2026-07-05T12:00:00+02:00|false|∅|été\n" +
		"3|-0.05|∅|∅|∅|∅|{\"x\":1.50}|∅"
	const array = `[
		{"id": 1, "amount": 1234.5, "code": "0412", "day": "2026-01-05", "at": "2026-01-05T10:00:00Z", "ok": true, "tags": ["a", 1]},
		{"id": 2, "amount": 1e3, "code": "7", "day": "2026-12-31", "at": "2026-07-05T10:00:00Z", "ok": false, "note": "\u00e9té"},
		{"id": 3, "amount": -0.05, "tags": {"x": 1.50}, "code": null}
	]`
	lines := strings.NewReplacer("},\n", "}\n", "[\n", "", "\n\t]", "").Replace(array)
	for name, text := range map[string]string{"t.json": array, "t.ndjson": lines, "t.jsonl": "\ufeff" + lines} {
		got, err := load(t, config.Source{}, map[string]string{name: text}, "t")
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if have := got.types() + "\n" + got.text(); have != want {
			t.Errorf("%s:\n%s", name, have)
		}
	}
	for text, want := range map[string]string{
		"":                         "t.json: no object in the file",
		"[1, 2]":                   "t.json: line 1: expected an object for each row, such as {\"id\": 1}",
		"{\"a\": 1}\n{\"a\": }":    "t.json: line 2: invalid character '}' looking for beginning of value",
		"[{\"a\": 1},\n{\"a\"":     "t.json: line 2: unexpected EOF",
		"[{\"a\": 1},\n{\"a\": 2}": "t.json: line 2: unexpected EOF",
		"[{\"a\": 1}]\n[":          "t.json: line 2: there is text after the end of the list: a file has one list",
		"{\"a\": 1, \"a\": 2}":     `t.json: line 1: an object has the member "a" twice`,
		`{"a": "` + strings.Repeat("x", 17<<20) + `"}`: "t.json: line 1: an object of more than 16 MB",
	} {
		if _, err := load(t, config.Source{}, map[string]string{"t.json": text}, "t"); err == nil || err.Error() != want {
			t.Errorf("%q: %v", text, err)
		}
	}
	mixed := `[` + strings.Repeat(`{"a": 1.5},`, 60) + "\n" + `{"a": "x"}]`
	_, err := load(t, config.Source{}, map[string]string{"t.json": mixed}, "t")
	if err == nil || !strings.HasPrefix(err.Error(), `t.json:2: column "a": "x" is not a number`) {
		t.Errorf("mixed: %v", err)
	}
}

// book writes a workbook with a spreadsheet library.
func book(t *testing.T, fill func(f *excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func put(f *excelize.File, sheet, from string, rows ...[]any) {
	col, row, _ := excelize.CellNameToCoordinates(from)
	for i, r := range rows {
		cell, _ := excelize.CoordinatesToCellName(col, row+i)
		_ = f.SetSheetRow(sheet, cell, &r)
	}
}

func TestXLSX(t *testing.T) {
	text := book(t, func(f *excelize.File) {
		_ = f.SetSheetName("Sheet1", "Ventes 2026")
		custom := "dd/mm/yyyy"
		date, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &custom})
		stamp, _ := f.NewStyle(&excelize.Style{NumFmt: 22})
		percent, _ := f.NewStyle(&excelize.Style{NumFmt: 10})
		day := time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)
		put(f, "Ventes 2026", "A1", []any{"Suivi des ventes"}, []any{}, []any{"Code", "Montant", "Le", "Saisi", "Taux", "Ok", "Note"},
			[]any{"0412", 1234.5, day, day.Add(14*time.Hour + 30*time.Minute), 0.125, true, "été"},
			[]any{"7", 0.1 + 0.2, day.AddDate(0, 0, 1), day, 1, false, nil})
		_ = f.SetCellStyle("Ventes 2026", "C4", "C5", date)
		_ = f.SetCellStyle("Ventes 2026", "D4", "D5", stamp)
		_ = f.SetCellStyle("Ventes 2026", "E4", "E5", percent)
		_, _ = f.NewSheet("Notes")
		put(f, "Notes", "B2", []any{"k", "v"}, []any{"a", "1 234,50 €"}, []any{"b", 12})
		_, _ = f.NewSheet("Caché")
		_ = f.SetSheetVisible("Caché", false)
	})
	files := map[string]string{"Mes ventes.xlsx": text}
	got, err := load(t, config.Source{}, files, "mes_ventes_ventes_2026")
	if err != nil {
		t.Fatal(err)
	}
	want := "Code text, Montant decimal(18,2), Le date, Saisi timestamp, Taux decimal(18,3), Ok bool, Note text\n" +
		"0412|1234.50|2026-11-16|2026-11-16 14:30:00|0.125|true|été\n7|0.30|2026-11-17|2026-11-16 00:00:00|1.000|false|∅"
	if have := got.types() + "\n" + got.text(); have != want {
		t.Errorf("got\n%s", have)
	}
	if got, err = load(t, config.Source{}, files, "mes_ventes_notes"); err != nil {
		t.Fatal(err)
	}
	if have := got.types() + "\n" + got.text(); have != "column_1 text, k text, v decimal(18,2)\n∅|a|1234.50\n∅|b|12.00" &&
		have != "k text, v decimal(18,2)\na|1234.50\nb|12.00" {
		t.Errorf("got\n%s", have)
	}
	given := config.Source{Tables: map[string]config.FileTable{"x": {File: "Mes ventes.xlsx", Sheet: "caché"}, "y": {File: "Mes ventes.xlsx", Sheet: "Venets 2026"}}}
	if _, err = load(t, given, files, "x"); err == nil || err.Error() != "Mes ventes.xlsx[Caché]: the sheet is empty" {
		t.Errorf("empty sheet: %v", err)
	}
	if _, err = load(t, given, files, "y"); err == nil || err.Error() != `Mes ventes.xlsx: there is no sheet "Venets 2026" (did you mean "Ventes 2026"? the workbook has Ventes 2026, Notes, Caché)` {
		t.Errorf("missing sheet: %v", err)
	}
	given = config.Source{Tables: map[string]config.FileTable{"x": {File: "a.xlsx"}}}
	for text, want := range map[string]string{
		"hello":                                "a.xlsx: the file is not an .xlsx workbook",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....": "a.xlsx: the workbook has a password or is an old .xls: save it as .xlsx without a password",
	} {
		if _, err := load(t, given, map[string]string{"a.xlsx": text}, "x"); err == nil || err.Error() != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestWideSheetsUnfold(t *testing.T) {
	months := "matricule;nom;janv.;févr.;mars;avr.;mai;juin;juil.;août;sept.;oct.;nov.;déc.\n0412;Zoé;1 000;;3;4;5;6;7;8;9;10;11;12\n"
	wide := func(w config.Wide) config.Source {
		return config.Source{CSV: config.Dialect{Locale: "fr"}, Tables: map[string]config.FileTable{"q": {File: "q.csv", Wide: w}}}
	}
	got, err := load(t, wide(config.Wide{Columns: "janv..déc", Into: "month", Value: "quota", Year: 2026}), map[string]string{"q.csv": months}, "q")
	if err != nil {
		t.Fatal(err)
	}
	if want := "matricule text, nom text, month date, quota integer"; got.types() != want || len(got.rows) != 12 {
		t.Fatalf("%s, %d rows", got.types(), len(got.rows))
	}
	if want := "0412|Zoé|2026-01-01|1000\n0412|Zoé|2026-02-01|∅\n0412|Zoé|2026-03-01|3"; !strings.HasPrefix(got.text(), want) || !strings.HasSuffix(got.text(), "2026-12-01|12") {
		t.Errorf("got\n%s", got.text())
	}
	for _, c := range []struct {
		header string
		wide   config.Wide
		want   string
	}{
		{"k;avril;oct;janv;mars", config.Wide{Columns: "avril..mars", Into: "m", Value: "v", Year: 2026}, "2026-04-01 2026-10-01 2027-01-01 2027-03-01"},
		{"k;2026-01;02/2026;Mar-26;April 2026", config.Wide{Columns: "2026-01..April 2026", Into: "m", Value: "v"}, "2026-01-01 2026-02-01 2026-03-01 2026-04-01"},
		{"k;Feb;Mrz;Apr;Mai", config.Wide{Columns: "Feb..Mai", Into: "m", Value: "v", Year: 2026}, "2026-02-01 2026-03-01 2026-04-01 2026-05-01"},
		{"k;T1;T2;Q3;Q4", config.Wide{Columns: "T1..Q4", Into: "m", Value: "v", Year: 2026}, "2026-01-01 2026-04-01 2026-07-01 2026-10-01"},
		{"k;Nord;Sud;Est;Ouest", config.Wide{Columns: "Nord..Ouest", Into: "m", Value: "v"}, "Nord Sud Est Ouest"},
		{"k;januari;Juni;Juli;augustus", config.Wide{Columns: "januari..augustus", Into: "m", Value: "v", Year: 2026}, "2026-01-01 2026-06-01 2026-07-01 2026-08-01"},
		{"k;janv;févr;mars;avr", config.Wide{Columns: "janv..avr", Into: "m", Value: "v"}, `q.csv: wide: column "janv" does not say its year (wide: {year: 2026})`},
		{"k;janv;févr;total;mars", config.Wide{Columns: "janv..mars", Into: "m", Value: "v", Year: 2026}, `q.csv: wide: "total" is not a month, while other columns of the range are: janv, févr, total, mars (choose a range with months only)`},
		{"k;janv;févr;mars;avr", config.Wide{Columns: "janv..dec", Into: "m", Value: "v", Year: 2026}, `q.csv: wide: there is no column "dec"; it has k, janv, févr, mars, avr`},
		{"m;janv;févr;mars;avr", config.Wide{Columns: "janv..avr", Into: "m", Value: "v", Year: 2026}, `q.csv: wide: the file already has a column "m": choose another name`},
	} {
		got, err := load(t, wide(c.wide), map[string]string{"q.csv": c.header + "\nx;1;2;3;4\n"}, "q")
		have := ""
		if err != nil {
			have = err.Error()
		} else {
			for _, r := range got.rows {
				have += " " + cell(r[1], got.columns[1])
			}
			have = have[1:]
		}
		if have != c.want {
			t.Errorf("%s: %s", c.header, have)
		}
	}
}

func TestWideSheetsWithATotalAreRefused(t *testing.T) {
	wide := config.Wide{Columns: "Apr..Jun", Into: "month", Value: "quota", Year: 2026}
	tables := map[string]config.FileTable{"q": {File: "q.csv", Wide: wide}}
	body := "rep;Nr;Apr;Mai;Jun\n01;7;10,5;;30\n02;8;20;40;50\n"
	const cure = "csv: {total_rows: skip} leaves such rows out, total_rows: keep counts them as rows)"
	for last, want := range map[string]string{
		"Gesamtergebnis;15;30,5;40;80\n": `q.csv:4: "Gesamtergebnis": column "Apr" is the sum of 2 other rows: every total would double (` + cure,
		"Summe;15;31,5;40;80\n":          `q.csv:4: "Summe": column "Mai" is the sum of 2 other rows: every total would double (` + cure,
		"03;15;30,5;40;80\n":             "",
		"Summe;15;31,5;41;81\n":          "", // its number is not the sum
	} {
		_, err := load(t, config.Source{CSV: config.Dialect{Locale: "de"}, Tables: tables}, map[string]string{"q.csv": body + last}, "q")
		if have := fmt.Sprint(err); have != want && (err != nil || want != "") {
			t.Errorf("%s: %s", last, have)
		}
	}
	footer := config.Source{CSV: config.Dialect{Locale: "de", Footer: 1}, Tables: tables}
	if got, err := load(t, footer, map[string]string{"q.csv": body + "Summe;15;30,5;40;80\n"}, "q"); err != nil || len(got.rows) != 6 {
		t.Errorf("with footer: 1: %v", err)
	}
}

func TestSeveralFilesAreOneTable(t *testing.T) {
	src := config.Source{CSV: config.Dialect{Locale: "fr"}, Tables: map[string]config.FileTable{"Orders": {File: "orders-*.csv", Columns: map[string]string{"id": "text"}}}}
	files := map[string]string{
		"orders-1.csv": "id;amount\n1;10,5\n", "orders-2.csv": encode(t, windows, "ID,Amount\n2,\"1 000,125\"\n"), "orders-3.csv": "id;amount\n", ".orders-4.csv": "x",
		"~$orders-5.csv": "x",
	}
	src.CSV.Delimiter = ""
	src.CSV.Locale, src.CSV.Decimal = "", ","
	got, err := load(t, src, files, "orders")
	if err != nil {
		t.Fatal(err)
	}
	if have := got.types() + "\n" + got.text(); have != "id text, amount decimal(18,3)\n1|10.500\n2|1000.125" {
		t.Errorf("got\n%s", have)
	}
	files["orders-2.csv"] = "id;amuont\n1;2\n"
	if _, err := load(t, src, files, "orders"); err == nil || err.Error() != `column 2 is "amount" in orders-1.csv and "amuont" in orders-2.csv: the files of one table need the same header` {
		t.Errorf("error %v", err)
	}
	files["orders-2.csv"] = "id;amount\n1;2\n2;abc\n"
	if got, err := load(t, src, files, "orders"); err != nil || !strings.Contains(got.log, `(orders-2.csv:3) is not a number`) {
		t.Errorf("a misfit in the second file: %v", err)
	}
}

func TestParquetIsReadAsItIs(t *testing.T) {
	dir := t.TempDir()
	w, err := workbench.Open(t.Context(), workbench.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	src := config.Source{CSV: config.Dialect{}}
	made, err := folder.Open("x", config.Source{Files: write(t, "a.csv", "n;v\n1;0,5\n2;x\n")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := made.Prepare(t.Context(), "a", dir)
	if err != nil {
		t.Fatal(err)
	}
	src.Files = filepath.Dir(p.Files[0].Path)
	src.Tables = map[string]config.FileTable{"b": {File: "*.parquet", Columns: map[string]string{"n": "decimal(3)"}}}
	folder, err := folder.Open("y", src, nil)
	if err != nil {
		t.Fatal(err)
	}
	ready, err := folder.Prepare(t.Context(), "b", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if n, err := w.LoadFile(t.Context(), "y", "b", ready.Files); err != nil || n.Rows != 2 {
		t.Fatalf("%v %v", n, err)
	}
	columns, _ := w.Describe(t.Context(), "y", "b")
	if columns[0].Scale != 3 || columns[0].Width == 0 {
		t.Errorf("columns %v", columns)
	}
}
