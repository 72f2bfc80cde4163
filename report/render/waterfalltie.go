package render

// drawTie ties a whole amount to the lane of magnified differences, as IBCS ties what its magnifying glass enlarges: a line
// leads from the end of the first one to the axis that the differences start from, and from where the last difference ends
// back to the last one. left and right are where its number stands.
func (g *waterfallPlot) drawTie(p *sheet, i int, b box, left, right float64) {
	steps, lane, mid := g.c.Steps, g.deltaStairs(p, b), b.y+b.h/2
	x, from, to := lane.zero, mid, b.bottom()
	switch {
	case i == 0 && len(steps) > 1 && steps[1].Is == "":
	case i > 0 && i == len(steps)-1 && steps[i-1].Is == "":
		_, end := ends(&steps[i-1])
		x, from, to = lane.x(end-g.base), b.y, mid
	default:
		return
	}
	const gap = 3
	e, _ := p.scale(g.need)
	whole := stairs{p, b, b.x + g.bars.zero(perValue(e)), perValue(e)}
	_, amount := ends(&steps[i])
	start := max(right, whole.x(amount), whole.x(g.base)) + gap
	switch {
	case x > start:
		p.line(start, mid, x, mid, 0.4, ink600)
	case x > left-gap: // the number stands there
		return
	}
	p.line(x, from, x, to, 0.4, ink600)
}

// drawLens draws a magnifying glass from x on: what stands below it is enlarged.
func (k *ink) drawLens(x, baseline float64) {
	const r = 2.4
	cx, cy := x+r+0.5, baseline-3.6
	k.dot(cx, cy, r, ink900)
	k.dot(cx, cy, r-0.8, white)
	k.line(cx+r*0.7, cy+r*0.7, cx+r*1.9, cy+r*1.9, 1, ink900)
}
