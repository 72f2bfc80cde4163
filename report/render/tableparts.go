package render

import (
	"math"

	"bilan/report"
	"bilan/report/layout"
)

// cutTable divides a table with too many columns into parts, each beginning with the first column. It uses as few parts
// as possible, then the largest size with that number. All parts have about the same width.
func cutTable(t *report.Table, w float64) []*tableGrid {
	var g *tableGrid
	var ms []measure
	count := len(t.Columns) + 1 // more than any division has
	for _, whole := range []bool{true, false} {
		for _, size := range sizes {
			sized := newGrid(t, w, size)
			own, _, _ := sized.measures(whole)
			own[0].naturalWidth = math.Min(own[0].naturalWidth, math.Max(w/4, 70))
			own[0].leastWidth = math.Min(own[0].leastWidth, own[0].naturalWidth)
			if n := len(sized.divide(own, math.Inf(1))); n < count {
				g, ms, count = sized, own, n
			}
		}
	}
	var grids []*tableGrid
	for _, columns := range g.divide(ms, g.evenLimit(ms, count)) {
		grids = append(grids, g.place(columns, ms))
	}
	return grids
}

// divide fills parts with columns. A part ends where the next column would not fit, or would make its natural width
// greater than limit.
func (g *tableGrid) divide(ms []measure, limit float64) (parts [][]int) {
	if len(ms) == 1 {
		return [][]int{{0}}
	}
	for next := 1; next < len(ms); {
		columns, least, natural := []int{0}, ms[0].leastWidth, ms[0].naturalWidth
		for next < len(ms) {
			least += layout.ColumnGap + ms[next].leastWidth
			natural += layout.ColumnGap + ms[next].naturalWidth
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

// evenLimit is the smallest limit for cut that gives at most count parts.
func (g *tableGrid) evenLimit(ms []measure, count int) float64 {
	low, high := 0.0, 0.0
	for _, m := range ms {
		high += layout.ColumnGap + m.naturalWidth
	}
	for range 30 {
		middle := (low + high) / 2
		if len(g.divide(ms, middle)) <= count {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}
