package sheet

import (
	"cmp"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"bilan/internal/locale"
	"bilan/report"
)

var (
	one      = big.NewRat(1, 1)
	thousand = big.NewRat(1000, 1)
	cent     = big.NewRat(1, 100)
)

// behind is the exact value of a number printed with one decimal in the unit per.
func behind(decimal string, per *big.Rat) *report.Exact {
	r, ok := new(big.Rat).SetString(decimal)
	if !ok {
		panic(decimal)
	}
	return &report.Exact{Value: r, Per: per, Digits: 1}
}

// A cell holds the exact value, and its format shows the printed text.
func TestCellsAreExact(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		exact      *report.Exact
		raw        string
		shown      string // text as excelize formats it, in American style; "" if it equals the printed text
	}{
		{"fr-FR", "153,0\u00a0M€", behind("153000000.12", big.NewRat(1e6, 1)), "153000000.12", "153.0\u00a0M€"},
		{"en-GB", "€153m", behind("153000000.12", big.NewRat(1e6, 1)), "153000000.12", ""},
		{"en-GB", "▼ −€3.6m", behind("-3614273.88", big.NewRat(1e6, 1)), "-3614273.88", ""},
		{"fr-FR", "412,3", behind("412345.67", thousand), "412345.67", "412.3"},
		{"fr-FR", "▼\u00a0−0,0", behind("-12", thousand), "-12", "0.0"},
		{"fr-FR", "0,0", behind("-12", thousand), "-12", "0.0"},
		{"fr-FR", "▼\u00a0−4,2\u00a0%", behind("-0.04159", cent), "-0.04159", "▼ −4.2\u00a0%"},
		{"fr-FR", "99,9", behind("0.9996", cent), "0.9996", "99.96%"},
		{"fr-FR", "100,0", behind("1", cent), "1", "100.0%"},
		{"fr-FR", "▲\u00a0+1,2\u00a0pt", behind("0.01204", cent), "0.01204", "▲ +1.2%\u00a0pt"},
		{"fr-FR", "<1", behind("0.004167", cent), "0.004167", "0.4%"},
		{"fr-FR", "", behind("424400.04", thousand), "424400.04", "424.4"},
		{"fr-FR", "34\u00a0%", behind("0.334", cent), "0.334", "33.4\u00a0%"},
		{"fr-FR", "n.d.", nil, "n.d.", ""},
	} {
		loc, err := locale.For(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		doc := document()
		doc.Lang = c.lang
		doc.Sections = []report.Section{{Title: "x", Blocks: []report.Block{{Table: &report.Table{
			Columns: []report.Column{{Label: "a", Align: report.Right}},
			Rows:    []report.Row{{Cells: []report.Cell{{Text: c.text, Exact: c.exact}}}}}}}}}
		x := workbook(t, doc, figures())
		raw, _ := x.GetCellValue("x", "A4", excelize.Options{RawCellValue: true})
		shown, _ := x.GetCellValue("x", "A4")
		if bare := strings.NewReplacer("\u00a0", "", " ", ""); raw != c.raw || bare.Replace(shown) != bare.Replace(cmp.Or(c.shown, c.text)) {
			t.Errorf("%s %q holds %q and shows %q (%q)", c.lang, c.text, raw, shown, newReader(loc).exactCell(c.exact, c.text).format)
		}
	}
}

// The rows of a listing hold unrounded numbers, days and times, in formats that show them as the page does.
func TestRowsOfTablesAreExact(t *testing.T) {
	at := time.Date(2026, 10, 6, 23, 30, 0, 0, time.UTC)
	day := time.Date(2026, 10, 6, 0, 0, 0, 0, time.UTC)
	doc := document()
	doc.Sections = []report.Section{{Title: "Lignes", Blocks: []report.Block{{Table: &report.Table{
		Columns: []report.Column{{Label: "Jour"}, {Label: "Quand"}, {Label: "Taux", Unit: "%", Align: report.Right}, {Label: "Montant", Unit: "€", Align: report.Right}, {Label: "Réf.", Align: report.Right}},
		Rows: []report.Row{{Cells: []report.Cell{{Text: "06/10/2026", Exact: &report.Exact{Time: day}}, {Text: "06/10/2026 23:30", Exact: &report.Exact{Time: at}}, {Text: "33,3", Exact: behind("0.333333", cent)},
			{Text: "1\u202f234,57", Exact: behind("1234.567", one)}, {Text: "n.d."}}}},
	}}}}}
	x := workbook(t, doc, figures())
	name := x.GetSheetName(0)
	for cell, want := range map[string][2]string{
		"A4": {"06/10/2026", "46301"}, "B4": {"06/10/2026 23:30", "46301.9791666667"}, "C4": {"33.3%", "0.333333"}, "D4": {"1,234.57", "1234.567"}, "E4": {"n.d.", "n.d."},
	} {
		shown, err := x.GetCellValue(name, cell)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := x.GetCellValue(name, cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if shown != want[0] || raw != want[1] {
			t.Errorf("%s shows %q and holds %q, want %q", cell, shown, raw, want)
		}
	}
}
