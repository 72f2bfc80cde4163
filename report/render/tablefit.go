package render

import (
	"math"

	"bilan/report"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// measure is a column's natural and minimum width, in points.
type measure struct{ naturalWidth, leastWidth float64 }

const (
	softWord = 90.0 // longer words may be broken
	leastW   = 14.0
)

// sizes are the type sizes of a table's cells that are tried until the columns fit.
var sizes = []float64{8.5, 7.5, 6.5}

// fitTable chooses the type size and the column widths. A smaller size is tried before the texts of the first column
// are broken. If no size fits, the table is divided into parts.
func fitTable(t *report.Table, w float64) []*tableGrid {
	for _, whole := range []bool{true, false} {
		for _, size := range sizes {
			g := newGrid(t, w, size)
			ms, natural, least := g.measures(whole)
			if natural <= w || least <= w {
				return []*tableGrid{g.place(indices(len(ms)), ms)}
			}
		}
	}
	return cutTable(t, w)
}

func newGrid(t *report.Table, w, size float64) *tableGrid {
	return &tableGrid{t: t, w: w, cell: layout.CellStyle.At(size), header: layout.HeaderStyle.At(size - 0.5), bullets: bulletExtents(t)}
}

// measures returns the columns' widths and the sums of these widths with the gaps. With whole, the first column is at
// least as wide as its texts, up to softWord.
func (g *tableGrid) measures(whole bool) (ms []measure, natural, least float64) {
	ms = make([]measure, len(g.t.Columns))
	natural = layout.ColumnGap * float64(len(ms)-1)
	least = natural
	for i := range ms {
		n := g.naturalWidth(i)
		ms[i] = measure{n, math.Min(g.leastWidth(i), n)}
		if whole && i == 0 {
			ms[i].leastWidth = math.Min(n, math.Max(ms[i].leastWidth, softWord))
		}
		natural, least = natural+n, least+ms[i].leastWidth
	}
	return ms, natural, least
}

func indices(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

// naturalWidth is the width of column i at which no cell wraps. Its header may wrap.
func (g *tableGrid) naturalWidth(i int) float64 {
	const headerW = 56
	c := &g.t.Columns[i]
	w := math.Max(leastW, g.header.Width(c.Unit))
	w = math.Max(w, math.Min(g.header.Width(c.Label), math.Max(typeface.LongestWord(g.header, c.Label), headerW)))
	if c.Drawn() {
		w = math.Max(w, drawnWidth(c))
	}
	for r := range g.t.Rows {
		if st, text := g.text(r, i); text != "" {
			w = math.Max(w, st.Width(text)+g.markWidth(r, i))
		}
	}
	return w
}

// drawnWidth is the usual width of a column of bullets or sparklines.
func drawnWidth(c *report.Column) float64 {
	if c.Kind == report.SparkColumn {
		return sparkW
	}
	return bulletW
}

// leastWidth is the smallest width of column i at which no word is broken, except words longer than softWord.
func (g *tableGrid) leastWidth(i int) float64 {
	c := &g.t.Columns[i]
	w := math.Max(leastW, math.Min(typeface.LongestWord(g.header, c.Label), softWord))
	if c.Drawn() {
		w = math.Max(w, drawnWidth(c)/2)
	}
	for r := range g.t.Rows {
		if st, text := g.text(r, i); text != "" && st.Width(text) > w {
			w = math.Max(w, math.Min(typeface.LongestWord(st, text), softWord)+g.markWidth(r, i))
		}
	}
	return w
}

// markWidth is the width of a cell's status mark, 0 for none.
func (g *tableGrid) markWidth(row, column int) float64 {
	if g.t.Rows[row].Cells[column].Alt == "" {
		return 0
	}
	return statusMark
}

// text is a cell's text and style.
func (g *tableGrid) text(row, column int) (typeface.Style, string) {
	r := &g.t.Rows[row]
	if column >= len(r.Cells) {
		return g.cell, ""
	}
	if r.Kind == report.Total || r.Kind == report.Subtotal {
		return g.cell.Strong(), r.Cells[column].Text
	}
	return g.cell, r.Cells[column].Text
}

// place sets the columns side by side: at their natural widths if these fit, else with the widest ones narrower.
func (g *tableGrid) place(columns []int, ms []measure) *tableGrid {
	widths := make([]float64, len(columns))
	room := g.w - layout.ColumnGap*float64(len(columns)-1)
	for i, c := range columns {
		widths[i] = ms[c].naturalWidth
		room -= widths[i]
	}
	if room < 0 {
		shrink(widths, columns, ms, g.w, -room)
	} else {
		g.grow(widths, columns, room)
	}
	placed := *g
	placed.columns = make([]gridColumn, len(columns))
	x := 0.0
	for i, c := range columns {
		placed.columns[i] = gridColumn{c, x, widths[i]}
		x += widths[i] + layout.ColumnGap
	}
	return &placed
}

// shrink makes the widest columns narrower by excess points in total, none of them below its least width.
func shrink(widths []float64, columns []int, ms []measure, w, excess float64) {
	low, high := 0.0, w
	for range 40 { // bisection finds the width limit for the widest columns
		limit := (low + high) / 2
		saved := 0.0
		for i, c := range columns {
			saved += math.Max(0, widths[i]-math.Max(limit, ms[c].leastWidth))
		}
		if saved >= excess {
			low = limit
		} else {
			high = limit
		}
	}
	for i, c := range columns {
		widths[i] = math.Min(widths[i], math.Max(low, math.Min(ms[c].leastWidth, widths[i])))
	}
}

// grow distributes room spare points. All columns become a little wider, then those with Grow take what they can use,
// then all become wider again. The rest stays free at the right, because a number far from its line's name is hard to
// read.
func (g *tableGrid) grow(widths []float64, columns []int, room float64) {
	const airy, loose = 22.0, 12.0
	shares := 0.0
	for _, c := range columns {
		shares += math.Max(0, g.t.Columns[c].Grow)
	}
	if shares == 0 {
		widen(widths, math.Min(airy, room/float64(len(columns))))
		return
	}
	apart := math.Min(loose, room/float64(2*len(columns)))
	room -= widen(widths, apart)
	taken := 0.0
	for i, c := range columns {
		more := math.Min(room*math.Max(0, g.t.Columns[c].Grow)/shares, g.maxGrowth(c, widths[i]))
		widths[i] += more
		taken += more
	}
	widen(widths, math.Min(airy, (room-taken)/float64(len(columns))))
}

// widen makes each column wider by some points, and returns the sum.
func widen(widths []float64, by float64) float64 {
	for i := range widths {
		widths[i] += by
	}
	return by * float64(len(widths))
}

// maxGrowth is the spare width in points that column c can use: a bullet column grows up to 240 points, a text column
// by 60.
func (g *tableGrid) maxGrowth(c int, w float64) float64 {
	const bar, text = 240.0, 60.0
	if g.t.Columns[c].Kind == report.BulletColumn {
		return math.Max(0, bar-w)
	}
	return text
}
