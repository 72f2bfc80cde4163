// Package structure draws charts of the parts of a total: bars with variances, waterfalls, donuts, funnels.
package structure

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

const (
	barRowH    = 17.0
	barH       = 8.0
	barOffset  = 3.0 // the distance of the reference's bar below the actual's
	barLabelW  = 150.0
	barGap     = 12.0
	barLeading = 9.5
)

// barPlot is the columns of a bar chart: labels, bars, variances, percentages. Lengths are in points, x from the
// chart's left edge.
type barPlot struct {
	c           *report.BarChart
	tree        *canvas.Node // the table for screen readers
	head        *canvas.Node
	labelW      float64
	wordW       float64 // the longest word of a label
	barsX       float64 // the start of the column of bars
	barsW       float64 // the width of the column of bars, with the labels at their ends
	valueW      float64 // the widest label at the end of a bar
	refX        float64 // the right end of the column of the reference's values
	refW        float64 // the width of that column, 0 without it
	deltaX      float64 // the start of the column of variances
	deltaW      float64 // the width of the column of variances, 0 without it
	deltaTxtW   float64 // the widest number of a variance
	pctW        float64 // the width of the column of percentages, 0 without it
	gap         float64 // the space between columns
	plain       bool    // variances are only written, not drawn
	deltas      layout.Extent
	values      layout.Extent
	layout.Need // the value of a point of bar length
	needs       []layout.Need
}

// Bars returns a piece for the header and one for each bar. As in IBCS UNIFY, structure runs from top to bottom in
// bars, the reference is behind the actual with an offset, and variances have their own column. A chart that fits on a
// page is not divided.
func Bars(c *report.BarChart, in layout.Room) []*layout.Piece {
	if len(c.Bars) == 0 {
		return nil
	}
	g := newBarPlot(c, in.W)
	rows := make([]*layout.Piece, len(c.Bars))
	total := 0.0
	for i := range c.Bars {
		rows[i] = g.row(&c.Bars[i], i)
		total += rows[i].Height
	}
	pieces := layout.RowsUnder(g.headPiece(), rows, in)
	pieces[0].LeftOut = g.leftOut()
	if layout.MayMagnify(c.Words, c.Scale, g.deltaW > 0 && !g.plain) {
		pieces[len(pieces)-1].Keep = true
		pieces = append(pieces, g.magnifiedPiece(in.W))
	}
	if total < in.PageHeight-80 {
		layout.KeepTogether(pieces)
	}
	return pieces
}

// leftOut returns the texts of dropped columns that no other column contains.
func (g *barPlot) leftOut() []string {
	var shown, out []string
	for i := range g.c.Bars {
		b := &g.c.Bars[i]
		shown = append(shown, b.Text)
		for _, column := range []struct {
			w    float64
			text string
		}{{g.refW, b.RefTxt}, {g.deltaW, b.DeltaTxt}, {g.pctW, b.PctTxt}} {
			if column.w > 0 {
				shown = append(shown, column.text)
			} else {
				out = append(out, column.text)
			}
		}
	}
	return layout.WithoutShown(out, shown)
}

func newBarPlot(c *report.BarChart, w float64) *barPlot {
	g := &barPlot{c: c, tree: &canvas.Node{Role: "Table"}, Need: layout.Need{Key: layout.SharedScale("bars", c.Scale, c)}}
	g.head = &canvas.Node{Role: "TR", Parent: g.tree}
	refs := false
	for i := range c.Bars {
		b := &c.Bars[i]
		st := barText(b.Kind)
		g.labelW = math.Max(g.labelW, st.Width(b.Label))
		g.wordW = math.Max(g.wordW, typeface.LongestWord(st, b.Label)+0.01)
		g.valueW = math.Max(g.valueW, st.Width(b.Text)+6)
		g.deltaTxtW = math.Max(g.deltaTxtW, st.Width(b.DeltaTxt)+6)
		g.pctW = math.Max(g.pctW, st.Width(b.PctTxt))
		g.refW = math.Max(g.refW, st.Width(b.RefTxt))
		refs = refs || b.Delta != nil || b.DeltaTxt != "" || b.PctTxt != ""
		if b.Kind != report.Total && !b.Beyond {
			g.include(b)
		}
	}
	g.includeBeyond()
	g.plain = g.deltas == layout.Extent{} // all variances are zero or missing
	if m, ok := layout.Drawable(&c.Max); ok && m > 0 && g.values.Low >= 0 {
		g.values.Include(m)
	}
	g.valueW, g.deltaTxtW = math.Min(g.valueW, 90), math.Min(g.deltaTxtW, 80)
	g.labelW = math.Min(g.labelW, barLabelW)
	g.fitColumns(w, refs)
	g.Need.Extent = g.ownScale()
	if g.Need.WantedFactor = g.wantedFactor; g.deltaW == 0 || g.plain {
		g.Need.WantedFactor = nil
	}
	g.needs = []layout.Need{g.Need}
	return g
}

// include widens the extents of values and variances so that they contain a bar.
func (g *barPlot) include(b *report.Bar) {
	for _, v := range []*float64{b.Value, b.Ref} {
		if n, ok := layout.Drawable(v); ok {
			g.values.Include(n)
		}
	}
	if n, ok := layout.Drawable(b.Delta); ok {
		g.deltas.Include(n)
	}
}

func barText(k report.RowKind) typeface.Style {
	switch k {
	case report.Total:
		return layout.AxisStyle.At(8).Strong()
	case report.Unassigned:
		return layout.AxisStyle.At(8).In(layout.Ink600)
	}
	return layout.AxisStyle.At(8)
}

// headPiece is the header: the names of the columns, with samples of their scenarios' fills.
func (g *barPlot) headPiece() *layout.Piece {
	h := 14.0
	return &layout.Piece{Height: h, Needs: g.needs, Draw: func(p *layout.Sheet, b canvas.Box) {
		y := b.Y + 8
		picture := &canvas.Node{Role: "Figure", Alt: g.c.Alt, Bounds: b, Page: p.Page()}
		p.AddEmpty(picture)
		p.HiddenHeader(layout.HeadCell(g.head), b, g.c.Head, layout.AxisStyle)
		g.drawNames(p, b, picture)
		if g.refW > 0 {
			p.Tag(layout.HeadCell(g.head), func() {
				p.TextRight(b.X+g.refX, y, layout.NameStyle.In(layout.Ink600), typeface.Ellipsis(layout.NameStyle, g.c.Words.PL, g.refW))
			})
		}
		if g.deltaW > 0 {
			name := g.c.Words.DeltaPL
			if f := layout.FactorMark(g.factor(p)); f != "" {
				name += " " + f
			}
			name = typeface.Ellipsis(layout.NameStyle, name, g.deltaW)
			left := g.deltaW - layout.NameStyle.Width(name)
			if !g.plain {
				left = min(g.deltaZero(), left)
			}
			p.Tag(layout.HeadCell(g.head), func() { p.Text(b.X+g.deltaX+left, y, layout.NameStyle, name) })
		}
		if g.pctW > 0 {
			p.Tag(layout.HeadCell(g.head), func() {
				p.TextRight(b.Right(), y, layout.NameStyle, typeface.Ellipsis(layout.NameStyle, g.c.Words.DeltaPLPct, g.pctW))
			})
		}
	}}
}

// drawNames writes the names of the scenarios above the axis of the bars, or further left if the variances begin there.
func (g *barPlot) drawNames(p *layout.Sheet, b canvas.Box, picture *canvas.Node) {
	const gap = 12
	ac, ref := typeface.Ellipsis(layout.NameStyle, g.c.Words.AC, 80), ""
	w := layout.SwatchW + 3 + layout.NameStyle.Width(ac)
	if g.hasRefs() && g.c.Words.PL != "" {
		ref = typeface.Ellipsis(layout.AxisStyle, g.c.Words.PL, 80)
		w += gap + layout.SwatchW + 3 + layout.AxisStyle.Width(ref)
	}
	e, zoom := p.Scale(g.Need)
	factor := layout.FactorMark(zoom)
	if factor != "" {
		w += gap + layout.NameStyle.Width(factor)
	}
	x := b.X + math.Max(math.Min(g.zero(e), g.barsX+g.barsW-w), 0)
	p.Tag(picture, func() { layout.DrawACSwatch(p.Canvas, x, b.Y+1.5) })
	p.Tag(layout.HeadCell(g.head), func() { x = p.Text(x+layout.SwatchW+3, b.Y+8, layout.NameStyle, ac) + gap })
	p.Tag(picture, func() {
		if ref != "" {
			g.refSwatch(p.Canvas, x, b.Y+1.5)
			x = p.Text(x+layout.SwatchW+3, b.Y+8, layout.AxisStyle, ref) + gap
		}
		p.Text(x, b.Y+8, layout.NameStyle, factor)
	})
}

func (g *barPlot) hasRefs() bool {
	for i := range g.c.Bars {
		if g.c.Bars[i].Ref != nil {
			return true
		}
	}
	return false
}

func (g *barPlot) refSwatch(k canvas.Canvas, x, y float64) {
	if g.c.RefIs == report.PL || g.c.RefIs == "" {
		layout.DrawPLSwatch(k, x, y)
		return
	}
	layout.DrawPYSwatch(k, x, y)
}

// zero is the x of the bars' axis: the start of their column, or further right if there are negative bars.
func (g *barPlot) zero(e layout.Extent) float64 {
	if g.values.Low < 0 {
		return g.barsX + g.valueW - g.values.Low*layout.PointsPerValue(e)
	}
	return g.barsX
}

// barsRoom is the length available for bars, without the labels at their ends.
func (g *barPlot) barsRoom() float64 {
	w := g.barsW - g.valueW
	if g.values.Low < 0 {
		w -= g.valueW
	}
	return math.Max(w, 1)
}

func (g *barPlot) deltaRoom() float64 {
	w := g.deltaW - g.deltaTxtW
	if g.deltas.Low < 0 && g.deltas.High > 0 {
		w -= g.deltaTxtW
	}
	return math.Max(w, 1)
}

// factor is the factor between the scale of the bars and that of the variances.
func (g *barPlot) factor(p *layout.Sheet) float64 {
	if g.plain {
		return 1
	}
	return p.SharedFactor(g.wantedFactor(p))
}

func (g *barPlot) wantedFactor(p *layout.Sheet) float64 {
	return layout.VisibleFactor(g.deltas, layout.PointsPerValue(p.Scales[g.Key]), g.deltaRoom())
}

// deltaZero is the x of the variances' axis, from the start of their column.
func (g *barPlot) deltaZero() float64 {
	if g.deltas.Low >= 0 {
		return 0
	}
	return g.deltaTxtW + g.deltaRoom()*(-g.deltas.Low)/g.deltas.Span()
}
