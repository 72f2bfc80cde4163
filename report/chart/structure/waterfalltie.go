package structure

import (
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// drawConnector connects an amount to the lane of differences, like the magnifying glass of IBCS: a line leads from the
// first amount to the axis of the lane, and another one from the last difference to the last amount. left and right are
// the x of the ends of the amount's number.
func (g *waterfallPlot) drawConnector(p *layout.Sheet, i int, b canvas.Box, left, right float64) {
	steps, lane, mid := g.c.Steps, g.deltaDrawer(p, b), b.Y+b.H/2
	x, from, to := lane.zero, mid, b.Bottom()
	switch {
	case i == 0 && len(steps) > 1 && steps[1].Is == "":
	case i > 0 && i == len(steps)-1 && steps[i-1].Is == "":
		_, end := stepEnds(&steps[i-1])
		x, from, to = lane.x(end-g.base), b.Y, mid
	default:
		return
	}
	const gap = 3
	e, _ := p.Scale(g.Need)
	whole := stepDrawer{p, b, b.X + g.bars.zero(layout.PointsPerValue(e)), layout.PointsPerValue(e)}
	_, amount := stepEnds(&steps[i])
	start := max(right, whole.x(amount), whole.x(g.base)) + gap
	switch {
	case x > start:
		p.Line(start, mid, x, mid, 0.4, layout.Ink600)
	case x > left-gap: // the line would cross the number
		return
	}
	p.Line(x, from, x, to, 0.4, layout.Ink600)
}

// drawMagnifier draws a magnifying glass with its left edge at x, above a lane that is magnified.
func drawMagnifier(k canvas.Canvas, x, baseline float64) {
	const r = 2.4
	cx, cy := x+r+0.5, baseline-3.6
	k.Dot(cx, cy, r, layout.Ink900)
	k.Dot(cx, cy, r-0.8, typeface.White)
	k.Line(cx+r*0.7, cy+r*0.7, cx+r*1.9, cy+r*1.9, 1, layout.Ink900)
}
