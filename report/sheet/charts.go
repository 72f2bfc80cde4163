package sheet

import (
	"bilan/report"
)

func boldCells(names ...string) []cell {
	row := make([]cell, len(names))
	for i, name := range names {
		row[i] = textCell(name).inBold()
	}
	return row
}

// series has a row per category and a column per series. Stacks also have a column of totals.
func (r reader) series(c *report.SeriesChart) [][]cell {
	head := r.axisHead(c.Days)
	for _, s := range c.Series {
		head = append(head, textCell(s.Name).inBold())
	}
	if len(c.Totals) > 0 {
		head = append(head, textCell(r.loc.Word("total")).inBold())
	}
	rows := [][]cell{head}
	for i, label := range c.Categories {
		row := r.axisCells(label, c.Days, i)
		for _, s := range c.Series {
			row = append(row, r.point(s.Points, i))
		}
		if len(c.Totals) > 0 {
			row = append(row, r.point(c.Totals, i).inBold())
		}
		rows = append(rows, row)
	}
	return rows
}

// waterfall has the start and end amounts in one column and the differences in another. The differences sum to the end
// minus the start.
func (r reader) waterfall(w *report.Waterfall) [][]cell {
	rows := [][]cell{boldCells(w.Head, w.Words.PL+", "+w.Words.AC, w.Words.DeltaPL, w.Words.DeltaPLPct)}
	for i := range w.Steps {
		s := &w.Steps[i]
		if s.Is != "" {
			rows = append(rows, []cell{textCell(s.Label).inBold(), r.exactCell(s.Exact, s.Text).inBold()})
			continue
		}
		rows = append(rows, []cell{textCell(s.Label), {}, r.exactCell(s.Exact, s.Text), r.exactCell(s.PctExact, s.PctTxt)})
	}
	return rows
}

// donut has a row per part, then a row with the total.
func (r reader) donut(d *report.Donut) [][]cell {
	var rows [][]cell
	for i := range d.Parts {
		p := &d.Parts[i]
		rows = append(rows, []cell{textCell(p.Label), r.exactCell(p.Exact, p.Text), r.exactCell(p.ShareExact, p.Share)})
	}
	return append(rows, []cell{textCell(d.Label).inBold(), r.exactCell(d.Exact, d.Total).inBold()})
}

// multiples has a row per panel and scenario, and a column per period. The last column is the panel's difference.
func (r reader) multiples(m *report.Multiples) [][]cell {
	head := append(boldCells("", ""), r.periodHeaders(m.Categories, m.Days)...)
	rows := [][]cell{append(head, textCell(m.Words.DeltaPL).inBold())}
	for i := range m.Panels {
		p := &m.Panels[i]
		rows = append(rows, append(r.line(p.Title, m.Words.AC, p.AC), r.exactCell(p.DeltaExact, p.Delta)))
		if len(p.Ref) > 0 {
			rows = append(rows, r.line(p.Title, m.Words.PL, p.Ref))
		}
	}
	return rows
}

func (r reader) line(title, scenario string, points []report.Point) []cell {
	row := []cell{textCell(title), textCell(scenario)}
	for i := range points {
		row = append(row, r.point(points, i))
	}
	return row
}

// heat has the rows and columns of the heat map, each cell a number.
func (r reader) heat(h *report.HeatMap) [][]cell {
	head := boldCells(h.Head)
	if h.Extra != "" {
		head = append(head, textCell(h.Extra).inBold())
	}
	rows := [][]cell{append(head, r.periodHeaders(h.Columns, h.Days)...)}
	for i := range h.Rows {
		line := &h.Rows[i]
		row := []cell{textCell(line.Label)}
		if h.Extra != "" {
			row = append(row, r.cell(line.Extra))
		}
		for _, c := range line.Cells {
			row = append(row, r.exactCell(c.Exact, c.Text))
		}
		for j := range row {
			row[j].bold = line.Kind == report.Total && row[j] != cell{}
		}
		rows = append(rows, row)
	}
	if h.Caption != "" {
		rows = append(rows, []cell{textCell(h.Caption)})
	}
	return rows
}
