package grid

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// heatColumns is the number of columns. It is that of the longest row if that has more cells than there are names.
func heatColumns(h *report.HeatMap) int {
	n := len(h.Columns)
	for i := range h.Rows {
		n = max(n, len(h.Rows[i].Cells))
	}
	return n
}

// fitHeat returns the parts of a heat map, w points wide. It chooses the largest type size with the fewest parts, and
// distributes the columns evenly.
func fitHeat(h *report.HeatMap, w float64) []*heatGrid {
	n := heatColumns(h)
	if n > len(h.Columns) {
		named := *h
		named.Columns = append(append([]string(nil), h.Columns...), make([]string, n-len(h.Columns))...)
		h = &named
	}
	var g *heatGrid
	count := n + 2 // larger than any number of parts
	for _, size := range heatSizes {
		sized := measureHeat(h, size, w)
		fit := max(1, int((w-sized.cellX+heatGap)/sized.cellW))
		if parts := max(1, (n+fit-1)/fit); parts < count {
			g, count = sized, parts
		}
		if count == 1 {
			return []*heatGrid{g.part(0, n, w)}
		}
	}
	var parts []*heatGrid
	for i := range count {
		parts = append(parts, g.part(i*n/count, (i+1)*n/count, w))
	}
	for _, p := range parts { // all cells have the same width
		p.cellW = math.Min(p.cellW, parts[count-1].cellW)
	}
	return parts
}

// measureHeat computes the smallest widths of the columns in one type size.
func measureHeat(h *report.HeatMap, size, w float64) *heatGrid {
	g := &heatGrid{h: h, cell: layout.CellStyle.At(size)}
	head := layout.HeaderStyle.At(size - 0.5)
	g.labelW, g.extraW = head.Width(h.Head), head.Width(h.Extra)
	nameW := 0.0
	for _, c := range h.Columns {
		nameW = math.Max(nameW, typeface.LongestWord(head, c)+1)
	}
	for i := range h.Rows {
		r := &h.Rows[i]
		st := g.style(r.Kind)
		g.labelW = math.Max(g.labelW, st.Width(r.Label))
		g.extraW = math.Max(g.extraW, st.Width(r.Extra))
		for c := range r.Cells {
			g.textW = math.Max(g.textW, st.Width(r.Cells[c].Text))
		}
	}
	g.labelW = math.Min(g.labelW, math.Min(heatLabelW, w*0.3))
	g.extraW = math.Min(g.extraW, w*0.2)
	g.cellX = g.labelW + layout.ColumnGap
	if g.extraW > 0 {
		g.cellX += g.extraW + layout.ColumnGap
	}
	g.cellW = math.Max(g.textW+2*heatPad, math.Min(nameW, heatWord)) + heatGap
	g.cellW = math.Min(g.cellW, math.Max(w-g.cellX, 1))
	return g
}

// part is the grid of the columns from first to last−1. Its cells use the spare width up to a limit, so that few
// columns do not become very wide.
func (g *heatGrid) part(first, last int, w float64) *heatGrid {
	p := *g
	p.first, p.last = first, last
	p.tree = &canvas.Node{Role: "Table"}
	p.head = &canvas.Node{Role: "TR", Parent: p.tree}
	if n := last - first; n > 0 {
		p.cellW = math.Max(p.cellW, math.Min((w-p.cellX+heatGap)/float64(n), heatMost))
	}
	return &p
}
