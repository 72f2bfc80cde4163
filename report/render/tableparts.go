package render

import (
	"math"

	"bilan/report"
	"bilan/report/layout"
)

// cutTable cuts a table with too many columns into parts, each with the first column before its own: into the fewest, in
// the largest size that gives no more, and all of about the same width.
func cutTable(t *report.Table, w float64) []*tableGrid {
	var g *tableGrid
	var ms []measure
	count := len(t.Columns) + 1 // more than there can be
	for _, whole := range []bool{true, false} {
		for _, size := range sizes {
			sized := newGrid(t, w, size)
			own, _, _ := sized.measures(whole)
			own[0].natural = math.Min(own[0].natural, math.Max(w/4, 70))
			own[0].least = math.Min(own[0].least, own[0].natural)
			if n := len(sized.cut(own, math.Inf(1))); n < count {
				g, ms, count = sized, own, n
			}
		}
	}
	var grids []*tableGrid
	for _, columns := range g.cut(ms, g.evenly(ms, count)) {
		grids = append(grids, g.place(columns, ms))
	}
	return grids
}

// cut fills parts with columns, each until the next one has no room or would make it wider than the limit, natural widths
// counted.
func (g *tableGrid) cut(ms []measure, limit float64) (parts [][]int) {
	if len(ms) == 1 {
		return [][]int{{0}}
	}
	for next := 1; next < len(ms); {
		columns, least, natural := []int{0}, ms[0].least, ms[0].natural
		for next < len(ms) {
			least += layout.ColumnGap + ms[next].least
			natural += layout.ColumnGap + ms[next].natural
			if len(columns) > 1 && (least > g.w || natural > limit) {
				break
			}
			columns = append(columns, next)
			next++
		}
		parts = append(parts, columns)
	}
	return parts
}

// evenly is the smallest width of parts with which the given number of them contains all columns.
func (g *tableGrid) evenly(ms []measure, count int) float64 {
	low, high := 0.0, 0.0
	for _, m := range ms {
		high += layout.ColumnGap + m.natural
	}
	for range 30 {
		middle := (low + high) / 2
		if len(g.cut(ms, middle)) <= count {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}
