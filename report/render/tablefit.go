package render

import (
	"math"

	"bilan/report"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// measure is a column's natural and minimum width, in points.
type measure struct{ natural, least float64 }

const (
	softWord = 90.0 // longer words may be broken
	leastW   = 14.0
)

// sizes are the type sizes of a table's cells, tried from the first on until the columns fit.
var sizes = []float64{8.5, 7.5, 6.5}

// fitTable chooses a size and the column widths; when no size fits, it cuts the table into parts. The names of the lines
// stay on one line as long as a smaller size allows it.
func fitTable(t *report.Table, w float64) []*tableGrid {
	for _, whole := range []bool{true, false} {
		for _, size := range sizes {
			g := newGrid(t, w, size)
			ms, natural, least := g.measures(whole)
			if natural <= w || least <= w {
				return []*tableGrid{g.place(all(len(ms)), ms)}
			}
		}
	}
	return cutTable(t, w)
}

func newGrid(t *report.Table, w, size float64) *tableGrid {
	return &tableGrid{t: t, w: w, cell: layout.CellStyle.At(size), header: layout.HeaderStyle.At(size - 0.5), bullets: bulletExtents(t)}
}

// measures are the columns' widths and their sums with the gaps between them. With whole, the first column is only
// broken at texts longer than a long word.
func (g *tableGrid) measures(whole bool) (ms []measure, natural, least float64) {
	ms = make([]measure, len(g.t.Columns))
	natural = layout.ColumnGap * float64(len(ms)-1)
	least = natural
	for i := range ms {
		n := g.natural(i)
		ms[i] = measure{n, math.Min(g.least(i), n)}
		if whole && i == 0 {
			ms[i].least = math.Min(n, math.Max(ms[i].least, softWord))
		}
		natural, least = natural+n, least+ms[i].least
	}
	return ms, natural, least
}

func all(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

// natural is the width at which no cell of column i wraps; its header may.
func (g *tableGrid) natural(i int) float64 {
	const headerW = 56
	c := &g.t.Columns[i]
	w := math.Max(leastW, g.header.Width(c.Unit))
	w = math.Max(w, math.Min(g.header.Width(c.Label), math.Max(typeface.LongestWord(g.header, c.Label), headerW)))
	if c.Kind == report.BulletColumn {
		w = math.Max(w, bulletW)
	}
	for r := range g.t.Rows {
		if st, text := g.text(r, i); text != "" {
			w = math.Max(w, st.Width(text)+g.markWidth(r, i))
		}
	}
	return w
}

// least is the width below which words of column i would have to be broken.
func (g *tableGrid) least(i int) float64 {
	c := &g.t.Columns[i]
	w := math.Max(leastW, math.Min(typeface.LongestWord(g.header, c.Label), softWord))
	if c.Kind == report.BulletColumn {
		w = math.Max(w, bulletW/2)
	}
	for r := range g.t.Rows {
		if st, text := g.text(r, i); text != "" && st.Width(text) > w {
			w = math.Max(w, math.Min(typeface.LongestWord(st, text), softWord)+g.markWidth(r, i))
		}
	}
	return w
}

// markWidth is the width that a cell's mark takes.
func (g *tableGrid) markWidth(row, column int) float64 {
	if g.t.Rows[row].Cells[column].Alt == "" {
		return 0
	}
	return statusMark
}

// text is the cell's text with the style it is set in.
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

// place sets the columns side by side: at their natural widths when these fit, else the widest ones give way.
func (g *tableGrid) place(columns []int, ms []measure) *tableGrid {
	widths := make([]float64, len(columns))
	room := g.w - layout.ColumnGap*float64(len(columns)-1)
	for i, c := range columns {
		widths[i] = ms[c].natural
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

// shrink reduces the columns that can be narrower, the widest first, by excess.
func shrink(widths []float64, columns []int, ms []measure, w, excess float64) {
	low, high := 0.0, w
	for range 40 { // the widest width that makes all fit
		limit := (low + high) / 2
		saved := 0.0
		for i, c := range columns {
			saved += math.Max(0, widths[i]-math.Max(limit, ms[c].least))
		}
		if saved >= excess {
			low = limit
		} else {
			high = limit
		}
	}
	for i, c := range columns {
		widths[i] = math.Min(widths[i], math.Max(low, math.Min(ms[c].least, widths[i])))
	}
}

// grow distributes spare width: first all columns move apart a little, then those that need more take it, then all move
// apart once more. The rest stays free at the right: a number far from its line's name is hard to read.
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

// widen makes all columns wider and returns by how much in all.
func widen(widths []float64, by float64) float64 {
	for i := range widths {
		widths[i] += by
	}
	return by * float64(len(widths))
}

// maxGrowth is how much spare width column c can use: a bar up to the length that readers see at a glance, a text
// enough to separate it from the next column.
func (g *tableGrid) maxGrowth(c int, w float64) float64 {
	const bar, text = 240.0, 60.0
	if g.t.Columns[c].Kind == report.BulletColumn {
		return math.Max(0, bar-w)
	}
	return text
}
