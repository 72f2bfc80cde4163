package sheet

import (
	"math/big"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"bilan/report"
)

// Rows of tables hold what the data holds, in formats that show it as the page does: numbers unrounded, days and times as such.
func TestRowsOfTablesAreExact(t *testing.T) {
	at := time.Date(2026, 10, 6, 23, 30, 0, 0, time.UTC)
	day := time.Date(2026, 10, 6, 0, 0, 0, 0, time.UTC)
	doc := document()
	doc.Sections = []report.Section{{Title: "Lignes", Blocks: []report.Block{{Table: &report.Table{
		Columns: []report.Column{{Label: "Jour"}, {Label: "Quand"}, {Label: "Taux", Unit: "%", Align: report.Right}, {Label: "Montant", Unit: "€", Align: report.Right}, {Label: "Réf.", Align: report.Right}},
		Rows: []report.Row{{Cells: []report.Cell{{Text: "06/10/2026", Exact: day}, {Text: "06/10/2026 23:30", Exact: at}, {Text: "33,3", Exact: big.NewRat(333333, 1000000)},
			{Text: "1\u202f234,57", Exact: big.NewRat(1234567, 1000)}, {Text: "n.d."}}}},
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
