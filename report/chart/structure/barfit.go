package structure

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

const (
	leastBar   = 21.0  // the smallest length of the longest bar, as long as other columns can be dropped
	leastDelta = 16.0  // the smallest length of the longest variance bar
	narrow     = 300.0 // charts below this width have smaller gaps between columns
)

// fitColumns divides the width w among the columns. If the bars have too little room, other columns are dropped: first
// the values of the reference, then the bars of the variances, their numbers, and last the percentages.
func (g *barPlot) fitColumns(w float64, refs bool) {
	words := &g.c.Words
	g.labelW = math.Min(g.labelW, math.Max(math.Max(w*0.3, 44), math.Min(g.wordW, w*0.38)))
	g.gap = barGap
	if w < narrow {
		g.gap = 7
	}
	if !refs {
		g.refW, g.pctW = 0, 0
	}
	if !g.hasRefs() {
		g.refW = 0
	}
	if g.refW > 0 {
		g.refW = math.Min(math.Max(g.refW, layout.NameStyle.Width(words.PL)), 60)
	}
	if g.pctW > 0 {
		g.pctW = math.Min(math.Max(g.pctW, layout.NameStyle.Width(words.DeltaPLPct)), 70)
	}
	g.placeColumns(w, refs)
	for _, giveWay := range []func(){
		func() { g.refW = 0 }, func() { g.plain = true }, func() { refs = refs && g.pctW == 0 }, func() { g.pctW, refs = 0, false },
	} {
		if g.barsRoom() >= leastBar && (g.deltaW == 0 || g.plain || g.deltaRoom() >= leastDelta) {
			return
		}
		giveWay()
		g.placeColumns(w, refs)
	}
}

// placeColumns places the columns from the right: percentages, variances, the values of the reference. The bars get the
// rest.
func (g *barPlot) placeColumns(w float64, deltas bool) {
	g.barsX, g.deltaW = g.labelW+g.gap, 0
	end := w
	if g.pctW > 0 {
		end -= g.pctW + g.gap
	}
	if deltas {
		g.deltaW = math.Max(g.deltaTxtW-6, layout.NameStyle.Width(g.c.Words.DeltaPL))
		if !g.plain {
			rest := end - g.barsX - g.gap
			if g.refW > 0 {
				rest -= g.refW + g.gap
			}
			g.deltaW = math.Max(rest*g.deltaShare(), 60)
		}
		g.deltaX = end - g.deltaW
		end = g.deltaX - g.gap
	}
	if g.refW > 0 {
		g.refX = end
		end -= g.refW + g.gap
	}
	g.barsW = math.Max(end-g.barsX, 1)
}

// drawVariance draws the columns with the variance of a bar and its percentage.
func (g *barPlot) drawVariance(p *layout.Sheet, r *report.Bar, b canvas.Box, mid float64, st typeface.Style, line *canvas.Node) {
	switch {
	case g.deltaW == 0:
	case g.plain:
		p.Tag(layout.RowCell(line, 2), func() {
			p.TextRight(b.X+g.deltaX+g.deltaW, mid+2.8, st, typeface.Ellipsis(st, r.DeltaTxt, g.deltaW+g.gap/2))
		})
	default:
		g.drawDelta(p, r, b, mid, st, line)
	}
	if g.pctW > 0 {
		p.Tag(layout.RowCell(line, 3), func() {
			p.TextRight(b.Right(), mid+2.8, st.In(percentColor(r, st)), typeface.Ellipsis(st, r.PctTxt, g.pctW+g.gap))
		})
	}
}

// deltaShare is the variances' share of the width for bars and variances: what they need on the scale of the bars,
// within limits.
func (g *barPlot) deltaShare() float64 {
	const least, most = 0.36, 0.5
	if g.deltas == (layout.Extent{}) {
		return least
	}
	return math.Min(math.Max(g.deltas.Span()/(g.deltas.Span()+g.values.Span()), least), most)
}

// ownScale is the scale of the bars if no other chart shared it, in value per point. The bars become shorter, at most
// by half, if the variances need that to fit on their scale.
func (g *barPlot) ownScale() layout.Extent {
	e := layout.PointValue(g.values, g.barsRoom())
	if g.deltaW > 0 && !g.plain {
		e.High = math.Max(e.High, math.Min(layout.PointValue(g.deltas, g.deltaRoom()).High, 2*e.High))
	}
	return e
}
