package structure

import (
	"cmp"
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// stepText is the style of a step's texts. Those of amounts are emphasised.
func stepText(s *report.Step) typeface.Style {
	if s.Is != "" {
		return barText(report.Total)
	}
	return barText(s.Kind)
}

// row is the piece of step i: its label, its bar with the number at its end, and its percentage.
func (g *waterfallPlot) row(i int) *layout.Piece {
	s := &g.c.Steps[i]
	st := stepText(s)
	lines := typeface.Wrap(st, s.Label, g.labelW, 12)
	h := math.Max(barRowH, float64(len(lines))*barLeading+5)
	return &layout.Piece{Height: h, Needs: g.needs, Draw: func(p *layout.Sheet, b canvas.Box) {
		mid := b.Y + h/2
		line := &canvas.Node{Role: "TR", Parent: g.tree}
		p.Tag(layout.RowCell(line, 0), func() {
			for n, l := range lines {
				p.Text(b.X, mid+2.8+(float64(n)-float64(len(lines)-1)/2)*barLeading, st, l)
			}
		})
		whole, delta := layout.RowCell(line, 1), layout.RowCell(line, 2)
		p.AddEmpty(whole)
		if g.deltas.w > 0 {
			p.AddEmpty(delta)
		}
		if g.picture.Page == p.Page() {
			g.picture.Bounds.H = math.Max(g.picture.Bounds.H, b.Bottom()-g.picture.Bounds.Y)
			p.Tag(g.picture, func() { g.drawStep(p, i, b) })
		} else {
			g.drawStep(p, i, b)
		}
		if g.deltas.w > 0 && s.Is == "" {
			whole = delta
		}
		var left, right float64
		p.Tag(whole, func() { left, right = g.drawNumber(p, s, b, st) })
		if g.deltas.w > 0 && s.Is != "" {
			g.drawConnector(p, i, b, left, right)
		}
		if g.pctW > 0 {
			g.drawPct(p, s, b, layout.RowCell(line, 3), st)
		}
	}}
}

func (g *waterfallPlot) drawPct(p *layout.Sheet, s *report.Step, b canvas.Box, cell *canvas.Node, st typeface.Style) {
	if s.PctTxt == "" {
		p.AddEmpty(cell)
		return
	}
	if tone := cmp.Or(s.PctTone, s.Tone); tone != report.Neutral {
		st = st.In(layout.ToneColor(tone))
	}
	p.Tag(cell, func() { p.TextRight(b.X+g.pctX, b.Y+b.H/2+2.8, st, typeface.Ellipsis(st, s.PctTxt, g.pctW)) })
}

// drawStep draws the bar of step i, the lines that join it to its neighbours, and the axis.
func (g *waterfallPlot) drawStep(p *layout.Sheet, i int, b canvas.Box) {
	s := &g.c.Steps[i]
	e, _ := p.Scale(g.Need)
	at := stepDrawer{p, b, b.X + g.bars.zero(layout.PointsPerValue(e)), layout.PointsPerValue(e)}
	from, to := stepEnds(s)
	if g.deltas.w > 0 {
		at.drawVertical(g.c.Steps, i)
	} else {
		at.drawJoints(g.c.Steps, i)
	}
	switch {
	case s.Is != "":
		at.drawAmount(s, to)
	case g.deltas.w == 0:
		at.drawDifference(from, to, layout.BarColor(s.Tone))
	default:
		at = g.deltaDrawer(p, b)
		at.joinDeltas(g.c.Steps, i, g.base)
		at.drawDifference(from-g.base, to-g.base, layout.BarColor(s.Tone))
		p.Line(at.zero-0.9, b.Y, at.zero-0.9, b.Bottom(), 0.5, layout.Ink900)
		p.Line(at.zero+0.9, b.Y, at.zero+0.9, b.Bottom(), 0.5, layout.Ink900)
		return
	}
	p.Line(at.zero, b.Y, at.zero, b.Bottom(), 0.8, layout.Ink900)
}

func (g *waterfallPlot) deltaDrawer(p *layout.Sheet, b canvas.Box) stepDrawer {
	unit := g.deltaUnit(p)
	return stepDrawer{p, b, b.X + g.deltas.zero(unit), unit}
}

// stepDrawer draws a step in a lane.
type stepDrawer struct {
	*layout.Sheet
	row        canvas.Box // the step's box
	zero, unit float64    // the x of the lane's axis on the page; points per value
}

func (t stepDrawer) x(v float64) float64 { return t.zero + v*t.unit }
func (t stepDrawer) top() float64        { return t.row.Y + (t.row.H-stepBarH)/2 }

// drawAmount draws the bar of an amount, from zero, with the fill of its scenario. An open period is light with a dark
// edge.
func (t stepDrawer) drawAmount(s *report.Step, to float64) {
	x, w := math.Min(t.zero, t.x(to)), math.Abs(to*t.unit)
	switch {
	case s.Is == report.PL:
		t.Outline(x, t.top(), w, stepBarH, 0.8, layout.Ink900)
	case s.Is != report.AC:
		t.Rect(x, t.top(), w, stepBarH, layout.LastYear)
	case s.Open:
		t.RectWithEdge(x, t.top(), w, stepBarH, 0.8, layout.Actual, layout.OpenTint)
	default:
		t.Rect(x, t.top(), w, stepBarH, layout.Actual)
	}
}

// drawDifference draws the bar of a difference. It is at least a thin line.
func (t stepDrawer) drawDifference(from, to float64, c typeface.Color) {
	const thinnest = 0.7
	w := (to - from) * t.unit
	if w == 0 {
		t.Line(t.x(to), t.top(), t.x(to), t.top()+stepBarH, 0.4, layout.Ink600)
		return
	}
	if math.Abs(w) < thinnest {
		w = math.Copysign(thinnest, w)
	}
	t.Rect(t.x(from), t.top(), w, stepBarH, c)
}

// drawJoints draws the lines from the previous step and to the next one.
func (t stepDrawer) drawJoints(steps []report.Step, i int) {
	if i > 0 {
		_, to := stepEnds(&steps[i-1])
		t.Line(t.x(to), t.row.Y, t.x(to), t.top(), 0.4, layout.Ink600)
	}
	if i < len(steps)-1 {
		_, to := stepEnds(&steps[i])
		t.Line(t.x(to), t.top()+stepBarH, t.x(to), t.row.Bottom(), 0.4, layout.Ink600)
	}
}

// drawVertical draws row i of the vertical line from the end of the first amount down to the last one. The line
// continues beside the last bar if that is shorter.
func (t stepDrawer) drawVertical(steps []report.Step, i int) {
	if steps[0].Is == "" {
		return
	}
	_, base := stepEnds(&steps[0])
	top, bottom := t.row.Y, t.row.Bottom()
	if i == 0 {
		top = t.top() + stepBarH
	}
	if i == len(steps)-1 {
		if bottom = t.top() + stepBarH; math.Abs(base) <= math.Abs(steps[i].To) {
			bottom = t.top()
		}
	}
	t.Line(t.x(base), top, t.x(base), bottom, 0.4, layout.Ink600)
}

// joinDeltas draws the lines from the previous difference and to the next one, in the lane of differences.
func (t stepDrawer) joinDeltas(steps []report.Step, i int, base float64) {
	if i > 0 && steps[i-1].Is == "" {
		_, to := stepEnds(&steps[i-1])
		t.Line(t.x(to-base), t.row.Y, t.x(to-base), t.top(), 0.4, layout.Ink600)
	}
	if i < len(steps)-1 {
		_, to := stepEnds(&steps[i])
		t.Line(t.x(to-base), t.top()+stepBarH, t.x(to-base), t.row.Bottom(), 0.4, layout.Ink600)
	}
}

// drawNumber writes a step's number right of its bar, or left of it if the step goes down and the number does not cross
// the axis. It returns the x of the number's start and end.
func (g *waterfallPlot) drawNumber(p *layout.Sheet, s *report.Step, b canvas.Box, st typeface.Style) (start, end float64) {
	const gap = 4
	e, _ := p.Scale(g.Need)
	at := stepDrawer{p, b, b.X + g.bars.zero(layout.PointsPerValue(e)), layout.PointsPerValue(e)}
	from, to := stepEnds(s)
	first, last := b.X+g.bars.x, b.X+g.bars.x+g.bars.w+barGap-gap
	if g.deltas.w > 0 {
		last = b.X + g.deltas.x + g.deltas.w + barGap - gap
	}
	if g.deltas.w > 0 && s.Is == "" {
		first, at = b.X+g.deltas.x, g.deltaDrawer(p, b)
		from, to = from-g.base, to-g.base
	}
	text := typeface.Ellipsis(st, s.Text, last-first)
	w := st.Width(text)
	free := func(x float64) bool {
		return x >= first && x+w <= last && !(x < at.zero+gap-1 && at.zero-gap+1 < x+w)
	}
	right, left := math.Max(at.x(from), at.x(to))+gap, math.Min(at.x(from), at.x(to))-gap-w
	if g.deltas.w > 0 && s.Is != "" {
		right = math.Max(right, at.x(g.base)+gap) // keeps the number off the vertical line
	}
	x, other := right, left
	if to < from {
		x, other = left, right
	}
	if !free(x) && (free(other) || x == left) {
		x = other
	}
	x = math.Min(math.Max(x, first), last-w)
	return x, p.Text(x, b.Y+b.H/2+2.8, st, text)
}
