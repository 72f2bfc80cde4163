package render

import (
	"math"

	"bilan/report"
)

const (
	barRowH    = 17.0
	barH       = 8.0
	barOffset  = 3.0 // of the reference behind
	barLabelW  = 150.0
	barGap     = 12.0
	barLeading = 9.5
)

// barPlot is a bar chart's columns: labels, bars, variance bars, per cent. All lengths are points.
type barPlot struct {
	c         *report.BarChart
	tree      *node // the table that its texts are
	head      *node
	labelW    float64
	wordW     float64 // of the longest word of a label
	barsX     float64 // of the bars' room, labels included
	barsW     float64
	valueW    float64 // room for the labels of values
	refX      float64 // where the reference's values end
	refW      float64 // 0 when they are not written
	deltaX    float64
	deltaW    float64
	deltaTxtW float64
	pctW      float64
	gap       float64 // between columns
	plain     bool    // variances are written, not drawn
	deltas    extent
	values    extent
	need      // of the bars: what a point of length is worth
	needs     []need
}

// barPieces makes a header and a piece per bar. IBCS UNIFY: structure runs top to bottom in bars, the reference
// behind and offset; variances have a column of their own. A chart that fits on a page is never torn.
func barPieces(c *report.BarChart, in room) []*piece {
	if len(c.Bars) == 0 {
		return nil
	}
	g := newBarPlot(c, in.w)
	rows := make([]*piece, len(c.Bars))
	total := 0.0
	for i := range c.Bars {
		rows[i] = g.row(&c.Bars[i], i)
		total += rows[i].height
	}
	pieces := rowsUnder(g.headPiece(), rows, in)
	pieces[0].leftOut = g.leftOut()
	if magnifies(c.Words, c.Scale, g.deltaW > 0 && !g.plain) {
		pieces[len(pieces)-1].keep = true
		pieces = append(pieces, g.magnifiedPiece(in.w))
	}
	if total < in.tall-80 {
		keepTogether(pieces)
	}
	return pieces
}

// leftOut are the texts of columns without room that stand in no other column.
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
	return nowhere(out, shown)
}

func newBarPlot(c *report.BarChart, w float64) *barPlot {
	g := &barPlot{c: c, tree: &node{role: "Table"}, need: need{key: sharedScale("bars", c.Scale, c)}}
	g.head = &node{role: "TR", parent: g.tree}
	refs := false
	for i := range c.Bars {
		b := &c.Bars[i]
		st := barText(b.Kind)
		g.labelW = math.Max(g.labelW, st.width(b.Label))
		g.wordW = math.Max(g.wordW, longestWord(st, b.Label)+0.01)
		g.valueW = math.Max(g.valueW, st.width(b.Text)+6)
		g.deltaTxtW = math.Max(g.deltaTxtW, st.width(b.DeltaTxt)+6)
		g.pctW = math.Max(g.pctW, st.width(b.PctTxt))
		g.refW = math.Max(g.refW, st.width(b.RefTxt))
		refs = refs || b.Delta != nil || b.DeltaTxt != "" || b.PctTxt != ""
		if b.Kind != report.Total && !b.Beyond {
			g.take(b)
		}
	}
	g.takeBeyond()
	g.plain = g.deltas == extent{} // zeros are no bars
	if m, ok := number(&c.Max); ok && m > 0 && g.values.low >= 0 {
		g.values.hold(m)
	}
	g.valueW, g.deltaTxtW = math.Min(g.valueW, 90), math.Min(g.deltaTxtW, 80)
	g.labelW = math.Min(g.labelW, barLabelW)
	g.place(w, refs)
	g.need.extent = g.own()
	if g.need.wants = g.wants; g.deltaW == 0 || g.plain {
		g.need.wants = nil
	}
	g.needs = []need{g.need}
	return g
}

// take takes a bar into the extents of the two columns.
func (g *barPlot) take(b *report.Bar) {
	for _, v := range []*float64{b.Value, b.Ref} {
		if n, ok := number(v); ok {
			g.values.hold(n)
		}
	}
	if n, ok := number(b.Delta); ok {
		g.deltas.hold(n)
	}
}

func barText(k report.RowKind) style {
	switch k {
	case report.Total:
		return axisStyle.at(8).strong()
	case report.Unassigned:
		return axisStyle.at(8).in(ink600)
	}
	return axisStyle.at(8)
}

// headPiece names the columns with the fills of their scenarios, instead of a legend.
func (g *barPlot) headPiece() *piece {
	h := 14.0
	return &piece{height: h, needs: g.needs, draw: func(p *sheet, b box) {
		y := b.y + 8
		picture := &node{role: "Figure", alt: g.c.Alt, bounds: b, page: p.pdf.PageNo()}
		p.place(picture)
		p.unseen(headCell(g.head), b, g.c.Head)
		g.drawNames(p, b, picture)
		if g.refW > 0 {
			p.tag(headCell(g.head), func() {
				p.textRight(b.x+g.refX, y, nameStyle.in(ink600), ellipsis(nameStyle, g.c.Words.PL, g.refW))
			})
		}
		if g.deltaW > 0 {
			name := g.c.Words.DeltaPL
			if f := mark(g.factor(p)); f != "" {
				name += " " + f
			}
			name = ellipsis(nameStyle, name, g.deltaW)
			left := g.deltaW - nameStyle.width(name)
			if !g.plain {
				left = min(g.deltaZero(), left)
			}
			p.tag(headCell(g.head), func() { p.text(b.x+g.deltaX+left, y, nameStyle, name) })
		}
		if g.pctW > 0 {
			p.tag(headCell(g.head), func() {
				p.textRight(b.right(), y, nameStyle, ellipsis(nameStyle, g.c.Words.DeltaPLPct, g.pctW))
			})
		}
	}}
}

// drawNames writes the scenarios over the bars' axis, or left of it where the variances begin.
func (g *barPlot) drawNames(p *sheet, b box, picture *node) {
	const gap = 12
	ac, ref := ellipsis(nameStyle, g.c.Words.AC, 80), ""
	w := swatchW + 3 + nameStyle.width(ac)
	if g.hasRefs() && g.c.Words.PL != "" {
		ref = ellipsis(axisStyle, g.c.Words.PL, 80)
		w += gap + swatchW + 3 + axisStyle.width(ref)
	}
	e, zoom := p.scale(g.need)
	factor := mark(zoom)
	if factor != "" {
		w += gap + nameStyle.width(factor)
	}
	x := b.x + math.Max(math.Min(g.zero(e), g.barsX+g.barsW-w), 0)
	p.tag(picture, func() { drawACSwatch(p.ink, x, b.y+1.5) })
	p.tag(headCell(g.head), func() { x = p.text(x+swatchW+3, b.y+8, nameStyle, ac) + gap })
	p.tag(picture, func() {
		if ref != "" {
			g.refSwatch(p.ink, x, b.y+1.5)
			x = p.text(x+swatchW+3, b.y+8, axisStyle, ref) + gap
		}
		p.text(x, b.y+8, nameStyle, factor)
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

func (g *barPlot) refSwatch(k *ink, x, y float64) {
	if g.c.RefIs == report.PL || g.c.RefIs == "" {
		drawPLSwatch(k, x, y)
		return
	}
	drawPYSwatch(k, x, y)
}

// zero is where the axis stands in the bars' room: at its left side, or further right when bars go below zero.
func (g *barPlot) zero(e extent) float64 {
	if g.values.low < 0 {
		return g.barsX + g.valueW - g.values.low*perValue(e)
	}
	return g.barsX
}

// barsRoom is the length that the bars have, without the labels at their ends.
func (g *barPlot) barsRoom() float64 {
	w := g.barsW - g.valueW
	if g.values.low < 0 {
		w -= g.valueW
	}
	return math.Max(w, 1)
}

func (g *barPlot) deltaRoom() float64 {
	w := g.deltaW - g.deltaTxtW
	if g.deltas.low < 0 && g.deltas.high > 0 {
		w -= g.deltaTxtW
	}
	return math.Max(w, 1)
}

// factor is how much larger than the bars their variances are drawn.
func (g *barPlot) factor(p *sheet) float64 {
	if g.plain {
		return 1
	}
	return p.shared(g.wants(p))
}

func (g *barPlot) wants(p *sheet) float64 {
	return visible(g.deltas, perValue(p.scales[g.key]), g.deltaRoom())
}

// deltaZero is where the variances' axis stands in their room.
func (g *barPlot) deltaZero() float64 {
	if g.deltas.low >= 0 {
		return 0
	}
	return g.deltaTxtW + g.deltaRoom()*(-g.deltas.low)/g.deltas.span()
}
