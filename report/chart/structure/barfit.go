package structure

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

const (
	leastBar   = 21.0  // of the longest bar, when something else can give way
	leastDelta = 16.0  // of the longest variance
	narrow     = 300.0 // columns move closer together
)

// place divides the width. If the bars would have no room, the columns beside them are dropped: the reference's values
// first, then the variances' bars without their numbers, then these numbers; the percentages last.
func (g *barPlot) place(w float64, refs bool) {
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
	g.shareOut(w, refs)
	for _, giveWay := range []func(){
		func() { g.refW = 0 }, func() { g.plain = true }, func() { refs = refs && g.pctW == 0 }, func() { g.pctW, refs = 0, false },
	} {
		if g.barsRoom() >= leastBar && (g.deltaW == 0 || g.plain || g.deltaRoom() >= leastDelta) {
			return
		}
		giveWay()
		g.shareOut(w, refs)
	}
}

// shareOut places the columns from the right: per cent, variances, the reference's values; the bars have the rest.
func (g *barPlot) shareOut(w float64, deltas bool) {
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

// drawVariance draws a bar's variance and writes it, or writes it alone, with its per cent.
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
			p.TextRight(b.Right(), mid+2.8, st.In(toneText(r, st)), typeface.Ellipsis(st, r.PctTxt, g.pctW+g.gap))
		})
	}
}

// deltaShare is the variances' part of the room that they share with the bars: as much as they need for the bars' scale,
// within limits.
func (g *barPlot) deltaShare() float64 {
	const least, most = 0.36, 0.5
	if g.deltas == (layout.Extent{}) {
		return least
	}
	return math.Min(math.Max(g.deltas.Span()/(g.deltas.Span()+g.values.Span()), least), most)
}

// own is the scale that the bars would have alone: their own, or a smaller one on which their variances have room. Bars
// do not shrink to less than half of their room for that; then the variances are reduced, and say so.
func (g *barPlot) own() layout.Extent {
	e := layout.FactorWorth(g.values, g.barsRoom())
	if g.deltaW > 0 && !g.plain {
		e.High = math.Max(e.High, math.Min(layout.FactorWorth(g.deltas, g.deltaRoom()).High, 2*e.High))
	}
	return e
}
