package render

import "math"

// takeBeyond gives the bars that are cut as much room as the largest of the others has, on their side.
func (g *barPlot) takeBeyond() {
	values, deltas := g.values, g.deltas
	hold := func(e *extent, like extent, v *float64) {
		if n, ok := number(v); ok {
			e.hold(math.Copysign(math.Min(math.Abs(n), math.Max(like.high, -like.low)), n))
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

// within cuts the value of a bar that is beyond the scale at its end.
func within(e extent, v float64) (at float64, cut bool) {
	at = math.Min(math.Max(v, e.low), e.high)
	return at, at != v
}

// drawCut makes the end of a bar from zero a torn one: two white lines slanted across it. IBCS CHECK: what is off the
// scale carries a mark.
func drawCut(k *ink, zero, end, y float64) {
	for _, back := range []float64{5, 9} {
		x := end - math.Copysign(back, end-zero)
		k.line(x-1.5, y+barH+0.6, x+1.5, y-0.6, 1.4, white)
	}
}
