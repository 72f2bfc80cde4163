package render

import (
	"testing"

	"bilan/report"
)

// A smaller size, or a smaller bullet, comes before a name in three lines; a name that is longer than a long word still gives way.
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
		if whole := g.columns[0].w >= g.cell.width(c.name); whole != c.whole {
			t.Errorf("%s in %.0f pt: %.1f of %.1f pt at size %.1f", c.name, c.w, g.columns[0].w, g.cell.width(c.name), g.cell.size)
		}
		last := g.columns[len(g.columns)-1]
		if len(grids) == 1 && last.x+last.w > c.w+0.1 {
			t.Errorf("%s in %.0f pt: the last column ends at %.1f", c.name, c.w, last.x+last.w)
		}
	}
}

// Spare width does not all go to the name: numbers stand apart from each other, and the table still fills its room.
func TestNumbersMoveApartBeforeTheNameGrows(t *testing.T) {
	tb := &report.Table{Columns: []report.Column{{Label: "Rep", Grow: 1}}, Rows: []report.Row{{Cells: []report.Cell{{Text: "Anna"}}}}}
	for range 4 {
		tb.Columns = append(tb.Columns, report.Column{Label: "Ist", Align: report.Right})
		tb.Rows[0].Cells = append(tb.Rows[0].Cells, report.Cell{Text: "▲ +105,0"})
	}
	for _, w := range []float64{260, 515, 770} {
		g := fitTable(tb, w)[0]
		number := g.columns[1].w - g.cell.width("▲ +105,0")
		if last := g.columns[4]; number < 3 || number > 12.01 || last.x+last.w > w+0.01 || last.x+last.w < w-0.01 {
			t.Errorf("%.0f pt: %.1f pt beside a number, the last column ends at %.1f", w, number, last.x+last.w)
		}
	}
}

// Parts of a table that is too wide share its columns evenly, none is lost, and the names of the lines stay whole.
func TestPartsShareTheColumns(t *testing.T) {
	for n, want := range map[int]int{22: 2, 30: 2, 60: 4} {
		tb := &report.Table{Columns: []report.Column{{Label: "Commercial", Grow: 1}}, Rows: []report.Row{{Cells: []report.Cell{{Text: "Gaëlle Le Goff"}}}}}
		for range n - 1 {
			tb.Columns = append(tb.Columns, report.Column{Label: "Écart", Align: report.Right})
			tb.Rows[0].Cells = append(tb.Rows[0].Cells, report.Cell{Text: "▲ +15,2"})
		}
		grids, next := fitTable(tb, 510), 1
		for _, g := range grids {
			if len(g.columns)-1 < (n-1)/want || g.columns[0].w < g.cell.width("Gaëlle Le Goff") {
				t.Errorf("%d columns: a part of %d, names in %.0f pt", n, len(g.columns), g.columns[0].w)
			}
			for _, c := range g.columns[1:] {
				if c.source != next || c.x+c.w > 510.1 {
					t.Errorf("%d columns: column %d stands in the place of %d, up to %.0f", n, c.source, next, c.x+c.w)
				}
				next++
			}
		}
		if len(grids) != want || next != n {
			t.Errorf("%d columns: %d parts, want %d, up to column %d", n, len(grids), want, next)
		}
	}
}
