package structure

import (
	"math"

	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// includeBeyond widens the extents for the bars that are Beyond: on their side, to the length of the longest other bar.
func (g *barPlot) includeBeyond() {
	values, deltas := g.values, g.deltas
	hold := func(e *layout.Extent, like layout.Extent, v *float64) {
		if n, ok := layout.Drawable(v); ok {
			e.Include(math.Copysign(math.Min(math.Abs(n), math.Max(like.High, -like.Low)), n))
		}
	}
	for i := range g.c.Bars {
		if b := &g.c.Bars[i]; b.Beyond {
			hold(&g.values, values, b.Value)
			hold(&g.values, values, b.Ref)
			hold(&g.deltas, deltas, b.Delta)
		}
	}
}

// drawCut marks the end of a bar as cut off, by two white slanted lines. As in IBCS CHECK, values beyond the scale have
// a mark.
func drawCut(k canvas.Canvas, zero, end, y float64) {
	for _, back := range []float64{5, 9} {
		x := end - math.Copysign(back, end-zero)
		k.Line(x-1.5, y+barH+0.6, x+1.5, y-0.6, 1.4, typeface.White)
	}
}

// magnifiedPiece is the piece below the last bar that explains the factors.
func (g *barPlot) magnifiedPiece(w float64) *layout.Piece {
	return &layout.Piece{Height: layout.FactorsNoteHeight(g.c.Words, w, g.deltaW > 0), Needs: g.needs, Draw: func(p *layout.Sheet, b canvas.Box) {
		_, whole := p.Scale(g.Need)
		deltas := 1.0
		if g.deltaW > 0 {
			deltas = g.factor(p)
		}
		layout.DrawNote(p.Canvas, b, layout.FactorsNote(g.c.Words, whole, deltas))
	}}
}
