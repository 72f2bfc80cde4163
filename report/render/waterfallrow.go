package render

import (
	"cmp"
	"math"

	"bilan/report"
)

// stepText is how a step's texts are set: whole amounts stand out.
func stepText(s *report.Step) style {
	if s.Is != "" {
		return barText(report.Total)
	}
	return barText(s.Kind)
}

// row is one step with its label, its number at the bar's end and its per cent.
func (g *waterfallPlot) row(i int) *piece {
	s := &g.c.Steps[i]
	st := stepText(s)
	lines := wrap(st, s.Label, g.labelW, 12)
	h := math.Max(barRowH, float64(len(lines))*barLeading+5)
	return &piece{height: h, needs: g.needs, draw: func(p *sheet, b box) {
		mid := b.y + h/2
		line := &node{role: "TR", parent: g.tree}
		p.tag(rowCell(line, 0), func() {
			for n, l := range lines {
				p.text(b.x, mid+2.8+(float64(n)-float64(len(lines)-1)/2)*barLeading, st, l)
			}
		})
		whole, delta := rowCell(line, 1), rowCell(line, 2)
		p.place(whole)
		if g.deltas.w > 0 {
			p.place(delta)
		}
		if g.picture.page == p.pdf.PageNo() {
			g.picture.bounds.h = math.Max(g.picture.bounds.h, b.bottom()-g.picture.bounds.y)
			p.tag(g.picture, func() { g.drawStep(p, i, b) })
		} else {
			g.drawStep(p, i, b)
		}
		if g.deltas.w > 0 && s.Is == "" {
			whole = delta
		}
		var left, right float64
		p.tag(whole, func() { left, right = g.drawNumber(p, s, b, st) })
		if g.deltas.w > 0 && s.Is != "" {
			g.drawTie(p, i, b, left, right)
		}
		if g.pctW > 0 {
			g.drawPct(p, s, b, rowCell(line, 3), st)
		}
	}}
}

func (g *waterfallPlot) drawPct(p *sheet, s *report.Step, b box, cell *node, st style) {
	if s.PctTxt == "" {
		p.place(cell)
		return
	}
	if tone := cmp.Or(s.PctTone, s.Tone); tone != report.Neutral {
		st = st.in(toneColor(tone))
	}
	p.tag(cell, func() { p.textRight(b.x+g.pctX, b.y+b.h/2+2.8, st, ellipsis(st, s.PctTxt, g.pctW)) })
}

// drawStep draws the bars, the lines that join them and the axes of one row.
func (g *waterfallPlot) drawStep(p *sheet, i int, b box) {
	s := &g.c.Steps[i]
	e, _ := p.scale(g.need)
	at := stairs{p, b, b.x + g.bars.zero(perValue(e)), perValue(e)}
	from, to := ends(s)
	if g.deltas.w > 0 {
		at.plumb(g.c.Steps, i)
	} else {
		at.join(g.c.Steps, i)
	}
	switch {
	case s.Is != "":
		at.whole(s, to)
	case g.deltas.w == 0:
		at.bar(from, to, barColor(s.Tone))
	default:
		at = g.deltaStairs(p, b)
		at.joinDeltas(g.c.Steps, i, g.base)
		at.bar(from-g.base, to-g.base, barColor(s.Tone))
		p.line(at.zero-0.9, b.y, at.zero-0.9, b.bottom(), 0.5, ink900)
		p.line(at.zero+0.9, b.y, at.zero+0.9, b.bottom(), 0.5, ink900)
		return
	}
	p.line(at.zero, b.y, at.zero, b.bottom(), 0.8, ink900)
}

func (g *waterfallPlot) deltaStairs(p *sheet, b box) stairs {
	unit := g.deltaUnit(p)
	return stairs{p, b, b.x + g.deltas.zero(unit), unit}
}

// stairs draws the steps of one row in a lane: zero is its axis on the page, unit points per value.
type stairs struct {
	*sheet
	row        box
	zero, unit float64
}

func (t stairs) x(v float64) float64 { return t.zero + v*t.unit }
func (t stairs) top() float64        { return t.row.y + (t.row.h-stepBarH)/2 }

// whole draws an amount from zero in the look of its scenario. A period that is not finished is light with a dark edge.
func (t stairs) whole(s *report.Step, to float64) {
	x, w := math.Min(t.zero, t.x(to)), math.Abs(to*t.unit)
	switch {
	case s.Is == report.PL:
		t.outline(x, t.top(), w, stepBarH, 0.8, ink900)
	case s.Is != report.AC:
		t.rect(x, t.top(), w, stepBarH, lastYear)
	case s.Open:
		t.edged(x, t.top(), w, stepBarH, 0.8, actual, openTint)
	default:
		t.rect(x, t.top(), w, stepBarH, actual)
	}
}

// bar draws a difference; the smallest ones are drawn as a line.
func (t stairs) bar(from, to float64, c color) {
	const thinnest = 0.7
	w := (to - from) * t.unit
	if w == 0 {
		t.line(t.x(to), t.top(), t.x(to), t.top()+stepBarH, 0.4, ink600)
		return
	}
	if math.Abs(w) < thinnest {
		w = math.Copysign(thinnest, w)
	}
	t.rect(t.x(from), t.top(), w, stepBarH, c)
}

// join draws the lines from the step before and to the next one.
func (t stairs) join(steps []report.Step, i int) {
	if i > 0 {
		_, to := ends(&steps[i-1])
		t.line(t.x(to), t.row.y, t.x(to), t.top(), 0.4, ink600)
	}
	if i < len(steps)-1 {
		_, to := ends(&steps[i])
		t.line(t.x(to), t.top()+stepBarH, t.x(to), t.row.bottom(), 0.4, ink600)
	}
}

// plumb draws a straight line from the end of the first whole amount down to the last one, past it where that falls
// short. Beside it nothing else is drawn of the differences.
func (t stairs) plumb(steps []report.Step, i int) {
	if steps[0].Is == "" {
		return
	}
	_, base := ends(&steps[0])
	top, bottom := t.row.y, t.row.bottom()
	if i == 0 {
		top = t.top() + stepBarH
	}
	if i == len(steps)-1 {
		if bottom = t.top() + stepBarH; math.Abs(base) <= math.Abs(steps[i].To) {
			bottom = t.top()
		}
	}
	t.line(t.x(base), top, t.x(base), bottom, 0.4, ink600)
}

// joinDeltas draws the lines between differences; the first one begins at the axis.
func (t stairs) joinDeltas(steps []report.Step, i int, base float64) {
	if i > 0 && steps[i-1].Is == "" {
		_, to := ends(&steps[i-1])
		t.line(t.x(to-base), t.row.y, t.x(to-base), t.top(), 0.4, ink600)
	}
	if i < len(steps)-1 {
		_, to := ends(&steps[i])
		t.line(t.x(to-base), t.top()+stepBarH, t.x(to-base), t.row.bottom(), 0.4, ink600)
	}
}

// drawNumber writes a step's number at the end of its bar: right of it, or left of it where the step goes down, as long as
// it has room there without crossing the axis. It returns from where to where the number stands.
func (g *waterfallPlot) drawNumber(p *sheet, s *report.Step, b box, st style) (start, end float64) {
	const gap = 4
	e, _ := p.scale(g.need)
	at := stairs{p, b, b.x + g.bars.zero(perValue(e)), perValue(e)}
	from, to := ends(s)
	first, last := b.x+g.bars.x, b.x+g.bars.x+g.bars.w+barGap-gap
	if g.deltas.w > 0 {
		last = b.x + g.deltas.x + g.deltas.w + barGap - gap
	}
	if g.deltas.w > 0 && s.Is == "" {
		first, at = b.x+g.deltas.x, g.deltaStairs(p, b)
		from, to = from-g.base, to-g.base
	}
	text := ellipsis(st, s.Text, last-first)
	w := st.width(text)
	free := func(x float64) bool {
		return x >= first && x+w <= last && !(x < at.zero+gap-1 && at.zero-gap+1 < x+w)
	}
	right, left := math.Max(at.x(from), at.x(to))+gap, math.Min(at.x(from), at.x(to))-gap-w
	if g.deltas.w > 0 && s.Is != "" {
		right = math.Max(right, at.x(g.base)+gap) // clear of the line that goes down from there
	}
	x, other := right, left
	if to < from {
		x, other = left, right
	}
	if !free(x) && (free(other) || x == left) {
		x = other
	}
	x = math.Min(math.Max(x, first), last-w)
	return x, p.text(x, b.y+b.h/2+2.8, st, text)
}
