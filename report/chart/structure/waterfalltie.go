package structure

import (
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// drawConnector connects a whole amount to the lane of magnified differences, like the magnifying glass of IBCS: a line leads
// from the end of the first one to the axis from which the differences start, and from the end of the last difference
// back to the last one. left and right are the ends of its number.
func (g *waterfallPlot) drawConnector(p *layout.Sheet, i int, b canvas.Box, left, right float64) {
	steps, lane, mid := g.c.Steps, g.deltaStairs(p, b), b.Y+b.H/2
	x, from, to := lane.zero, mid, b.Bottom()
	switch {
	case i == 0 && len(steps) > 1 && steps[1].Is == "":
	case i > 0 && i == len(steps)-1 && steps[i-1].Is == "":
		_, end := ends(&steps[i-1])
		x, from, to = lane.x(end-g.base), b.Y, mid
	default:
		return
	}
	const gap = 3
	e, _ := p.Scale(g.Need)
	whole := stepDrawer{p, b, b.X + g.bars.zero(layout.PerValue(e)), layout.PerValue(e)}
	_, amount := ends(&steps[i])
	start := max(right, whole.x(amount), whole.x(g.base)) + gap
	switch {
	case x > start:
		p.Line(start, mid, x, mid, 0.4, layout.Ink600)
	case x > left-gap: // the number is there
		return
	}
	p.Line(x, from, x, to, 0.4, layout.Ink600)
}

// drawMagnifier draws a magnifying glass from x on: the part below it is magnified.
func drawMagnifier(k canvas.Canvas, x, baseline float64) {
	const r = 2.4
	cx, cy := x+r+0.5, baseline-3.6
	k.Dot(cx, cy, r, layout.Ink900)
	k.Dot(cx, cy, r-0.8, typeface.White)
	k.Line(cx+r*0.7, cy+r*0.7, cx+r*1.9, cy+r*1.9, 1, layout.Ink900)
}
