package structure

import (
	"math"

	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// takeBeyond gives the bars that are cut as much room as the largest of the others has, on their side.
func (g *barPlot) takeBeyond() {
	values, deltas := g.values, g.deltas
	hold := func(e *layout.Extent, like layout.Extent, v *float64) {
		if n, ok := layout.Number(v); ok {
			e.Hold(math.Copysign(math.Min(math.Abs(n), math.Max(like.High, -like.Low)), n))
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

// drawCut marks the end of a bar from zero as cut off: two white lines slanted across it. IBCS CHECK: values off the
// scale have a mark.
func drawCut(k canvas.Canvas, zero, end, y float64) {
	for _, back := range []float64{5, 9} {
		x := end - math.Copysign(back, end-zero)
		k.Line(x-1.5, y+barH+0.6, x+1.5, y-0.6, 1.4, typeface.White)
	}
}

// magnifiedPiece is the explanation below the last bar.
func (g *barPlot) magnifiedPiece(w float64) *layout.Piece {
	return &layout.Piece{Height: layout.MagnifiedHeight(g.c.Words, w, g.deltaW > 0), Needs: g.needs, Draw: func(p *layout.Sheet, b canvas.Box) {
		_, whole := p.Scale(g.Need)
		deltas := 1.0
		if g.deltaW > 0 {
			deltas = g.factor(p)
		}
		layout.DrawNote(p.Canvas, b, layout.Magnified(g.c.Words, whole, deltas))
	}}
}
