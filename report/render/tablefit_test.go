package render

import (
	"math"
	"testing"

	"bilan/report"
	"bilan/report/layout"
	"bilan/report/reporttest"
)

// A smaller size, or a smaller bullet, is chosen before a name takes three lines. A name that is longer than softWord
// is broken.
func TestNamesOfLinesStayWhole(t *testing.T) {
	table := func(name string) *report.Table {
		tb := &report.Table{Columns: []report.Column{{Label: "Vertreter", Grow: 1}}}
		row := report.Row{Cells: []report.Cell{{Text: name}}}
		for _, head := range []string{"Plan gesamt", "Ist", "Abweichung", "Abw. %", "Je Arbeitstag", "Hochrechnung", "Noch offen", "Nötig je Arbeitstag", "Nötige Verkäufe"} {
			tb.Columns = append(tb.Columns, report.Column{Label: head, Align: report.Right})
			row.Cells = append(row.Cells, report.Cell{Text: "▼ −45,4"})
		}
		tb.Columns = append(tb.Columns, report.Column{Label: "Hochr. / Plan gesamt", Kind: report.BulletColumn})
		row.Cells = append(row.Cells, report.Cell{})
		tb.Rows = []report.Row{row}
		return tb
	}
	for _, c := range []struct {
		name  string
		w     float64
		whole bool
	}{
		{"María José Núñez", 515, true},
		{"Österreich & Schweiz", 515, true},
		{"Österreich, Schweiz, Liechtenstein und alle anderen Länder", 515, false},
		{"María José Núñez", 300, true},
	} {
		grids := fitTable(table(c.name), c.w)
		g := grids[0]
		if whole := g.columns[0].w >= g.cell.Width(c.name); whole != c.whole {
			t.Errorf("%s in %.0f pt: %.1f of %.1f pt at size %.1f", c.name, c.w, g.columns[0].w, g.cell.Width(c.name), g.cell.Size)
		}
		last := g.columns[len(g.columns)-1]
		if len(grids) == 1 && last.x+last.w > c.w+0.1 {
			t.Errorf("%s in %.0f pt: the last column ends at %.1f", c.name, c.w, last.x+last.w)
		}
	}
}

// Spare width is shared: numbers move apart from each other, but never far from the name.
func TestNumbersMoveApartBeforeTheNameGrows(t *testing.T) {
	tb := &report.Table{Columns: []report.Column{{Label: "Rep", Grow: 1}}, Rows: []report.Row{{Cells: []report.Cell{{Text: "Anna"}}}}}
	for range 4 {
		tb.Columns = append(tb.Columns, report.Column{Label: "Ist", Align: report.Right})
		tb.Rows[0].Cells = append(tb.Rows[0].Cells, report.Cell{Text: "▲ +105,0"})
	}
	for _, c := range []struct{ w, ends float64 }{{260, 260}, {515, 408.4}, {770, 408.4}} {
		g := fitTable(tb, c.w)[0]
		number, name := g.columns[1].w-g.cell.Width("▲ +105,0"), g.columns[0].w-g.cell.Width("Anna")
		if last := g.columns[4]; number < 3 || number > 34.01 || name > 100 || math.Abs(last.x+last.w-c.ends) > 0.1 {
			t.Errorf("%.0f pt: %.1f pt beside a number, %.1f beside the name, the last column ends at %.1f", c.w, number, name, last.x+last.w)
		}
	}
	tb.Columns[4].Kind, tb.Columns[4].Grow = report.BulletColumn, 1
	if g := fitTable(tb, 770)[0]; g.columns[4].w > 300 || g.columns[4].w < 240 {
		t.Errorf("a bar of %.0f pt", g.columns[4].w)
	}
}

func TestCaptionStandsUnderARow(t *testing.T) {
	table := reporttest.LongTable(90).Blocks[0].Table
	table.Caption = "90 lignes"
	pieces := tablePieces(table, layout.Room{W: 510, PageHeight: 700, RowPad: 2.2})
	if n := len(pieces); !pieces[n-2].Keep || pieces[n-1].Keep || pieces[n-1].Height > 12 {
		t.Error("the caption may leave the row above it")
	}
}
