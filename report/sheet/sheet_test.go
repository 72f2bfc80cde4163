package sheet

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"bilan/internal/locale"
	"bilan/report"
	"bilan/report/metric"
)

func num(s string) *json.Number { n := json.Number(s); return &n }

func ptr(s string) *string { return &s }

func figures() Figures {
	return Figures{
		Labels: map[string]string{"revenue": "Chiffre d’affaires HT", "rep": "Commercial"},
		Records: []metric.Record{
			{Metric: "revenue", Unit: metric.Currency, Currency: "EUR", Period: "2026-W46", From: "2026-11-09", To: "2026-11-15", AC: num("412345.67"), PL: num("430000"),
				DeltaPL: num("-17654.33"), DeltaPLPct: num("-0.041056581395348837"), Attainment: num("0.958943418604651163"), Status: "at risk"},
			{Metric: "revenue", Unit: metric.Currency, Currency: "EUR", Period: "2026-W46", From: "2026-11-09", To: "2026-11-15", By: "rep", Key: ptr("0412"),
				Label: "=HYPERLINK(\"http://evil\")", AC: num("-3.5"), Absent: map[string]string{"pl": "no target", "py": "no data"}},
			{Metric: "conversion", Unit: metric.Percent, Period: "2026-W46", From: "2026-11-09", To: "2026-11-15", AC: num("0.241"), DeltaPL: num("-0.039")},
		},
	}
}

func document() *report.Document {
	v := behind("412345", thousand)
	return &report.Document{
		Lang: "fr-FR", Title: "Suivi", Author: "salesops@lenoir.example", Created: time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC),
		Sections: []report.Section{
			{Title: "Tableau: [de] bord", Blocks: []report.Block{{Cards: &report.Cards{Cards: []report.Card{
				{Label: "CA", Value: "412,3\u00a0k€", Lines: []report.CardLine{{Label: "vs obj. 430,0\u00a0k€", Ref: behind("430012.34", thousand), RefText: "430,0\u00a0k€", Text: "▼ −4,2\u00a0%"}}, Status: "à surveiller"}}}}}},
			{Title: "Détail", Unit: "k€", Note: "2026", Footnotes: []string{"=1+1"}, Blocks: []report.Block{
				{Table: &report.Table{
					Columns: []report.Column{{Label: "Nº"}, {Label: "Date"}, {Label: "CA", Align: report.Right}, {Label: "Obj.", Kind: report.BulletColumn}, {Label: "Écart", Unit: "%", Align: report.Right}},
					Rows: []report.Row{
						{Cells: []report.Cell{{Text: "0412"}, {Text: "09/11/2026"}, {Text: "1\u202f234,50"}, {}, {Text: "▲ +9,1"}}},
						{Cells: []report.Cell{{Text: "=cmd|' /C calc'!A0"}, {Text: "31/12/2026"}, {Text: "n.d."}, {}, {Text: "−3"}}},
						{Kind: report.Total, Cells: []report.Cell{{Text: "@total"}, {}, {Text: "007"}, {}, {Text: "+5,0\u00a0%"}}},
					}, Caption: "3 lignes"}},
				{Columns: &report.TimeChart{Categories: []string{"S45", "S46"}, AC: []report.Point{{Exact: v, Label: "412"}, {Label: "n.d."}}, Words: report.ChartWords{AC: "R"}}},
				{Bars: &report.BarChart{Bars: []report.Bar{{Label: "Nord", Exact: v, Text: "412", RefExact: v, DeltaTxt: "−12", PctTxt: "−3\u00a0%"}}, Words: report.ChartWords{AC: "R", PL: "Obj."}}},
				{Funnel: &report.Funnel{Stages: []report.FunnelStage{{Label: "Devis", CountTxt: "12", AmtTxt: "430", WgtTxt: "86"}}}},
				{Text: &report.Text{Paragraphs: []report.Paragraph{{Kind: report.ListItem, Mark: "•", Runs: []report.Run{{Text: "-danger"}}}}}},
			}},
			{Title: "Détail"}, {},
		},
	}
}

func workbook(t *testing.T, doc *report.Document, f Figures) *excelize.File {
	t.Helper()
	out, err := XLSX(doc, f)
	if err != nil {
		t.Fatal(err)
	}
	again, err := XLSX(doc, f)
	if err != nil || !bytes.Equal(out, again) {
		t.Errorf("made again the workbook is another one (%v)", err)
	}
	x, err := excelize.OpenReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestWorkbook(t *testing.T) {
	x := workbook(t, document(), figures())
	if got := x.GetSheetList(); !slices.Equal(got, []string{"Tableau de bord", "Détail", "Détail 2", "4", "Chiffres"}) {
		t.Fatalf("sheets %q", got)
	}
	bare := strings.NewReplacer("\u00a0", "") // excelize puts a no-break space after the sign
	for _, c := range []struct {
		sheet, at, raw, shown string
		kind                  excelize.CellType
	}{
		{"Tableau de bord", "B3", "412.3", "412.3\u00a0k€", excelize.CellTypeUnset},
		{"Tableau de bord", "B4", "430012.34", "430.0\u00a0k€", excelize.CellTypeUnset},
		{"Tableau de bord", "C4", "-0.042", "▼ −4.2\u00a0%", excelize.CellTypeUnset},
		{"Détail", "A5", "0412", "0412", excelize.CellTypeInlineString},
		{"Détail", "B5", "46335", "09/11/2026", excelize.CellTypeUnset},
		{"Détail", "C5", "1234.5", "1,234.50", excelize.CellTypeUnset},
		{"Détail", "D5", "9.1", "▲ +9.1", excelize.CellTypeUnset},
		{"Détail", "A6", "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", excelize.CellTypeInlineString},
		{"Détail", "C6", "n.d.", "n.d.", excelize.CellTypeInlineString},
		{"Détail", "D6", "-3", "−3", excelize.CellTypeUnset},
		{"Détail", "A7", "@total", "@total", excelize.CellTypeInlineString},
		{"Détail", "C7", "007", "007", excelize.CellTypeInlineString},
		{"Détail", "D7", "0.05", "+5.0\u00a0%", excelize.CellTypeUnset},
		{"Détail", "B11", "412345", "412", excelize.CellTypeUnset},
		{"Détail", "C15", "412345", "412.3", excelize.CellTypeUnset},
		{"Chiffres", "A2", "Chiffre d’affaires HT", "Chiffre d’affaires HT", excelize.CellTypeInlineString},
		{"Chiffres", "I2", "412345.67", "412,345.67\u00a0€", excelize.CellTypeUnset},
		{"Chiffres", "D2", "46335", "2026-11-09", excelize.CellTypeUnset},
		{"Chiffres", "S2", "à surveiller", "à surveiller", excelize.CellTypeInlineString},
		{"Chiffres", "G3", "0412", "0412", excelize.CellTypeInlineString},
		{"Chiffres", "H3", `=HYPERLINK("http://evil")`, `=HYPERLINK("http://evil")`, excelize.CellTypeInlineString},
		{"Chiffres", "I4", "0.241", "24.1%", excelize.CellTypeUnset},
	} {
		raw, _ := x.GetCellValue(c.sheet, c.at, excelize.Options{RawCellValue: true})
		shown, _ := x.GetCellValue(c.sheet, c.at)
		kind, _ := x.GetCellType(c.sheet, c.at)
		if raw != c.raw || bare.Replace(shown) != bare.Replace(c.shown) || kind != c.kind {
			t.Errorf("%s %s: %q shown as %q (%v), want %q shown as %q (%v)", c.sheet, c.at, raw, shown, kind, c.raw, c.shown, c.kind)
		}
	}
	noFormula(t, x)
}

// noFormula checks that no cell has a formula, and that text stays text when someone edits it.
func noFormula(t *testing.T, x *excelize.File) {
	t.Helper()
	for _, name := range x.GetSheetList() {
		rows, err := x.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, v := range row {
				at, _ := excelize.CoordinatesToCellName(j+1, i+1)
				if f, _ := x.GetCellFormula(name, at); f != "" {
					t.Errorf("%s %s is a formula: %q", name, at, f)
				}
				kind, _ := x.GetCellType(name, at)
				style, _ := x.GetCellStyle(name, at)
				s, _ := x.GetStyle(style)
				if kind == excelize.CellTypeInlineString && v != "" && (s.CustomNumFmt == nil || *s.CustomNumFmt != "@") && s.NumFmt != 49 {
					t.Errorf("%s %s: %q has not the format of text", name, at, v)
				}
			}
		}
	}
}

// Each text of the sample documents that is read as a number is printed again as the same text.
func TestPaper(t *testing.T) {
	for _, name := range []string{"fr-FR", "en-GB"} {
		text, err := os.ReadFile("../build/testdata/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var doc report.Document
		if err := json.Unmarshal(text, &doc); err != nil {
			t.Fatal(err)
		}
		x := workbook(t, &doc, Figures{})
		noFormula(t, x)
		loc, _ := locale.For(doc.Lang)
		r, numbers, texts := newReader(loc), 0, 0
		for _, s := range doc.Sections {
			for _, b := range s.Blocks {
				if b.Table == nil {
					continue
				}
				for _, row := range b.Table.Rows {
					for i, c := range row.Cells {
						if b.Table.Columns[i].Align != report.Right || !strings.ContainsAny(c.Text, "0123456789") {
							continue
						}
						if r.cell(c.Text).number == "" {
							texts++
							t.Logf("%s: %q stays text", name, c.Text)
						} else {
							numbers++
						}
					}
				}
			}
		}
		if numbers == 0 || texts > 0 {
			t.Errorf("%s: %d numbers, and %d that stayed text", name, numbers, texts)
		}
	}
}

func TestReadBack(t *testing.T) {
	for _, c := range []struct{ lang, text, number string }{
		{"fr-FR", "1\u202f234\u202f567,89\u00a0€", "1234567.89"}, {"fr-FR", "−12,5", "-12.5"}, {"fr-FR", "+4,2\u00a0%", "0.042"}, {"fr-FR", "1,23\u00a0M€", "1.23"},
		{"en-GB", "£1,234.50", "1234.5"}, {"en-GB", "−£3.00", "-3"}, {"en-GB", "▲ +£3.00", "3"}, {"en-GB", "4.2%", "0.042"}, {"en-US", "$0.0001", "0.0001"},
		{"de-DE", "1.234,5", "1234.5"}, {"de-CH", "1'234.50", "1234.5"}, {"es-ES", "1234,5", "1234.5"}, {"es-ES", "12.345,5", "12345.5"},
		{"fr-FR", "0412", ""}, {"fr-FR", "S46", ""}, {"fr-FR", "1.234", ""}, {"fr-FR", "12 sur 20", ""}, {"fr-FR", "", ""}, {"fr-FR", "n.d.", ""},
		{"fr-FR", "−", ""}, {"fr-FR", "1,2,3", ""}, {"fr-FR", "N-1", ""}, {"fr-FR", ",5", ""}, {"en-GB", "1,23", ""},
	} {
		loc, err := locale.For(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		if got := newReader(loc).cell(c.text); got.number != c.number {
			t.Errorf("%s %q is %q, want %q", c.lang, c.text, got.number, c.number)
		}
	}
}

func FuzzReadBack(f *testing.F) {
	f.Add("1\u202f234,5\u00a0%")
	f.Add("▼ −£3.00")
	loc, _ := locale.For("fr-FR")
	r := newReader(loc)
	f.Fuzz(func(t *testing.T, s string) {
		c := r.cell(s)
		if c.number != "" && !strings.ContainsAny(s, "0123456789") {
			t.Errorf("%q is read as %q", s, c.number)
		}
		b := &book{file: excelize.NewFile(), styles: map[cell]int{}}
		if _, err := b.value(c); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	})
}

func TestCSV(t *testing.T) {
	out, err := CSV(document(), figures())
	if err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(string(out), "\ufeff")
	if !ok || !strings.Contains(text, "\r\n") {
		t.Errorf("no byte order mark or line ends: %q", text)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 4 || len(rows[1]) != 20 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for i, want := range map[int]string{0: "Chiffre d’affaires HT", 1: "EUR", 3: "2026-11-09", 8: "412345,67", 13: "-17654,33", 18: "à surveiller"} {
		if rows[1][i] != want {
			t.Errorf("field %d is %q, want %q", i, rows[1][i], want)
		}
	}
	if rows[2][6] != "0412" || rows[2][7] != `'=HYPERLINK("http://evil")` || rows[2][8] != "-3,5" {
		t.Errorf("line of a member: %q", rows[2])
	}
	d := document()
	d.Lang = "en-GB"
	if out, err = CSV(d, figures()); err != nil || !strings.Contains(string(out), ",412345.67,430000,") {
		t.Errorf("in English: %s %v", out, err)
	}
}

func TestNames(t *testing.T) {
	n := newNames()
	long := strings.Repeat("é", 40)
	for _, c := range [][2]string{{"a/b:c", "a b c"}, {"A B C", "A B C 2"}, {"", "-"}, {"History", "History-"}, {"'x'", "x"}, {long, long[:62]}, {long, strings.Repeat("é", 29) + " 2"}} {
		if got := n.unique(c[0]); got != c[1] {
			t.Errorf("%q is named %q, want %q", c[0], got, c[1])
		}
	}
}

func TestOddText(t *testing.T) {
	d := document()
	d.Sections[0].Note = "a\x00b\xff" + strings.Repeat("x", 40000)
	workbook(t, d, Figures{})
	if _, err := XLSX(&report.Document{Lang: "xx"}, Figures{}); err == nil {
		t.Error("an unknown language is taken")
	}
}

func BenchmarkXLSX(b *testing.B) {
	d, f := document(), figures()
	for range 1000 {
		f.Records = append(f.Records, f.Records[0])
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := XLSX(d, f); err != nil {
			b.Fatal(err)
		}
	}
}

// A sheet is named by its section's label; the title is in its second row.
func TestSentencesInWorkbook(t *testing.T) {
	doc := document()
	doc.Sections[0].Label, doc.Sections[0].Title = doc.Sections[0].Title, "Claire Martin manque son objectif"
	x := workbook(t, doc, figures())
	if got := x.GetSheetList(); got[0] != "Tableau de bord" {
		t.Errorf("sheets %q", got)
	}
	if got, err := x.GetCellValue("Tableau de bord", "A2"); got != "Claire Martin manque son objectif" || err != nil {
		t.Errorf("A2 is %q, %v", got, err)
	}
}
