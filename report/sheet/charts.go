package sheet

import (
	"bilan/report"
)

func strongs(names ...string) []cell {
	row := make([]cell, len(names))
	for i, name := range names {
		row[i] = text(name).strong()
	}
	return row
}

// series is a row per category and a column per series; of stacks with their totals.
func (r reader) series(c *report.SeriesChart) [][]cell {
	head := r.axisHead(c.Days)
	for _, s := range c.Series {
		head = append(head, text(s.Name).strong())
	}
	if len(c.Totals) > 0 {
		head = append(head, text(r.loc.Word("total")).strong())
	}
	rows := [][]cell{head}
	for i, label := range c.Categories {
		row := r.axis(label, c.Days, i)
		for _, s := range c.Series {
			row = append(row, r.point(s.Points, i))
		}
		if len(c.Totals) > 0 {
			row = append(row, r.point(c.Totals, i).strong())
		}
		rows = append(rows, row)
	}
	return rows
}

// waterfall sets whole amounts and differences in columns of their own: the differences sum to that of the amounts.
func (r reader) waterfall(w *report.Waterfall) [][]cell {
	rows := [][]cell{strongs(w.Head, w.Words.PL+", "+w.Words.AC, w.Words.DeltaPL, w.Words.DeltaPLPct)}
	for i := range w.Steps {
		s := &w.Steps[i]
		if s.Is != "" {
			rows = append(rows, []cell{text(s.Label).strong(), r.exact(s.Exact, s.Text).strong()})
			continue
		}
		rows = append(rows, []cell{text(s.Label), {}, r.exact(s.Exact, s.Text), r.exact(s.PctExact, s.PctTxt)})
	}
	return rows
}

// donut is a row per part, then the whole.
func (r reader) donut(d *report.Donut) [][]cell {
	var rows [][]cell
	for i := range d.Parts {
		p := &d.Parts[i]
		rows = append(rows, []cell{text(p.Label), r.exact(p.Exact, p.Text), r.exact(p.ShareExact, p.Share)})
	}
	return append(rows, []cell{text(d.Label).strong(), r.exact(d.Exact, d.Total).strong()})
}

// multiples are a row per panel and scenario, a column per period, and the change shown in the panel.
func (r reader) multiples(m *report.Multiples) [][]cell {
	head := append(strongs("", ""), r.heads(m.Categories, m.Days)...)
	rows := [][]cell{append(head, text(m.Words.DeltaPL).strong())}
	for i := range m.Panels {
		p := &m.Panels[i]
		rows = append(rows, append(r.line(p.Title, m.Words.AC, p.AC), r.exact(p.DeltaExact, p.Delta)))
		if len(p.Ref) > 0 {
			rows = append(rows, r.line(p.Title, m.Words.PL, p.Ref))
		}
	}
	return rows
}

func (r reader) line(title, scenario string, points []report.Point) []cell {
	row := []cell{text(title), text(scenario)}
	for i := range points {
		row = append(row, r.point(points, i))
	}
	return row
}

// heat is the grid as on paper, each cell a number.
func (r reader) heat(h *report.HeatMap) [][]cell {
	head := strongs(h.Head)
	if h.Extra != "" {
		head = append(head, text(h.Extra).strong())
	}
	rows := [][]cell{append(head, r.heads(h.Columns, h.Days)...)}
	for i := range h.Rows {
		line := &h.Rows[i]
		row := []cell{text(line.Label)}
		if h.Extra != "" {
			row = append(row, r.cell(line.Extra))
		}
		for _, c := range line.Cells {
			row = append(row, r.exact(c.Exact, c.Text))
		}
		for j := range row {
			row[j].bold = line.Kind == report.Total && row[j] != cell{}
		}
		rows = append(rows, row)
	}
	if h.Caption != "" {
		rows = append(rows, []cell{text(h.Caption)})
	}
	return rows
}
