package structure

import (
	"cmp"
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// stepText is the style of a step's texts: whole amounts are emphasised.
func stepText(s *report.Step) typeface.Style {
	if s.Is != "" {
		return barText(report.Total)
	}
	return barText(s.Kind)
}

// row is one step with its label, its number at the bar's end and its per cent.
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
		p.Place(whole)
		if g.deltas.w > 0 {
			p.Place(delta)
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
		p.Place(cell)
		return
	}
	if tone := cmp.Or(s.PctTone, s.Tone); tone != report.Neutral {
		st = st.In(layout.ToneColor(tone))
	}
	p.Tag(cell, func() { p.TextRight(b.X+g.pctX, b.Y+b.H/2+2.8, st, typeface.Ellipsis(st, s.PctTxt, g.pctW)) })
}

// drawStep draws the bars, the lines that join them and the axes of one row.
func (g *waterfallPlot) drawStep(p *layout.Sheet, i int, b canvas.Box) {
	s := &g.c.Steps[i]
	e, _ := p.Scale(g.Need)
	at := stepDrawer{p, b, b.X + g.bars.zero(layout.PerValue(e)), layout.PerValue(e)}
	from, to := ends(s)
	if g.deltas.w > 0 {
		at.drawVertical(g.c.Steps, i)
	} else {
		at.join(g.c.Steps, i)
	}
	switch {
	case s.Is != "":
		at.whole(s, to)
	case g.deltas.w == 0:
		at.bar(from, to, layout.BarColor(s.Tone))
	default:
		at = g.deltaStairs(p, b)
		at.joinDeltas(g.c.Steps, i, g.base)
		at.bar(from-g.base, to-g.base, layout.BarColor(s.Tone))
		p.Line(at.zero-0.9, b.Y, at.zero-0.9, b.Bottom(), 0.5, layout.Ink900)
		p.Line(at.zero+0.9, b.Y, at.zero+0.9, b.Bottom(), 0.5, layout.Ink900)
		return
	}
	p.Line(at.zero, b.Y, at.zero, b.Bottom(), 0.8, layout.Ink900)
}

func (g *waterfallPlot) deltaStairs(p *layout.Sheet, b canvas.Box) stepDrawer {
	unit := g.deltaUnit(p)
	return stepDrawer{p, b, b.X + g.deltas.zero(unit), unit}
}

// stepDrawer draws the steps of one row in a lane: zero is its axis on the page, unit points per value.
type stepDrawer struct {
	*layout.Sheet
	row        canvas.Box
	zero, unit float64
}

func (t stepDrawer) x(v float64) float64 { return t.zero + v*t.unit }
func (t stepDrawer) top() float64        { return t.row.Y + (t.row.H-stepBarH)/2 }

// whole draws an amount from zero in the look of its scenario. A period that is not finished is light with a dark edge.
func (t stepDrawer) whole(s *report.Step, to float64) {
	x, w := math.Min(t.zero, t.x(to)), math.Abs(to*t.unit)
	switch {
	case s.Is == report.PL:
		t.Outline(x, t.top(), w, stepBarH, 0.8, layout.Ink900)
	case s.Is != report.AC:
		t.Rect(x, t.top(), w, stepBarH, layout.LastYear)
	case s.Open:
		t.Edged(x, t.top(), w, stepBarH, 0.8, layout.Actual, layout.OpenTint)
	default:
		t.Rect(x, t.top(), w, stepBarH, layout.Actual)
	}
}

// bar draws a difference; the smallest ones are drawn as a line.
func (t stepDrawer) bar(from, to float64, c typeface.Color) {
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

// join draws the lines from the step before and to the next one.
func (t stepDrawer) join(steps []report.Step, i int) {
	if i > 0 {
		_, to := ends(&steps[i-1])
		t.Line(t.x(to), t.row.Y, t.x(to), t.top(), 0.4, layout.Ink600)
	}
	if i < len(steps)-1 {
		_, to := ends(&steps[i])
		t.Line(t.x(to), t.top()+stepBarH, t.x(to), t.row.Bottom(), 0.4, layout.Ink600)
	}
}

// drawVertical draws a straight line from the end of the first whole amount down to the last one, past it if that is shorter.
// Nothing else of the differences is drawn beside it.
func (t stepDrawer) drawVertical(steps []report.Step, i int) {
	if steps[0].Is == "" {
		return
	}
	_, base := ends(&steps[0])
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

// joinDeltas draws the lines between differences; the first one begins at the axis.
func (t stepDrawer) joinDeltas(steps []report.Step, i int, base float64) {
	if i > 0 && steps[i-1].Is == "" {
		_, to := ends(&steps[i-1])
		t.Line(t.x(to-base), t.row.Y, t.x(to-base), t.top(), 0.4, layout.Ink600)
	}
	if i < len(steps)-1 {
		_, to := ends(&steps[i])
		t.Line(t.x(to-base), t.top()+stepBarH, t.x(to-base), t.row.Bottom(), 0.4, layout.Ink600)
	}
}

// drawNumber writes a step's number at the end of its bar: right of it, or left of it if the step goes down and there
// is room without crossing the axis. It returns the number's left and right ends.
func (g *waterfallPlot) drawNumber(p *layout.Sheet, s *report.Step, b canvas.Box, st typeface.Style) (start, end float64) {
	const gap = 4
	e, _ := p.Scale(g.Need)
	at := stepDrawer{p, b, b.X + g.bars.zero(layout.PerValue(e)), layout.PerValue(e)}
	from, to := ends(s)
	first, last := b.X+g.bars.x, b.X+g.bars.x+g.bars.w+barGap-gap
	if g.deltas.w > 0 {
		last = b.X + g.deltas.x + g.deltas.w + barGap - gap
	}
	if g.deltas.w > 0 && s.Is == "" {
		first, at = b.X+g.deltas.x, g.deltaStairs(p, b)
		from, to = from-g.base, to-g.base
	}
	text := typeface.Ellipsis(st, s.Text, last-first)
	w := st.Width(text)
	free := func(x float64) bool {
		return x >= first && x+w <= last && !(x < at.zero+gap-1 && at.zero-gap+1 < x+w)
	}
	right, left := math.Max(at.x(from), at.x(to))+gap, math.Min(at.x(from), at.x(to))-gap-w
	if g.deltas.w > 0 && s.Is != "" {
		right = math.Max(right, at.x(g.base)+gap) // not on the line that goes down from there
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
