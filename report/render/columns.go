package render

import (
	"math"

	"bilan/report"
)

var (
	valueStyle = style{regular, 7.5, ink900}
	axisStyle  = style{regular, 7.5, ink900}
	nameStyle  = style{bold, 7.5, ink900}
)

const (
	plotH    = 112.0 // height of the columns; the same for all charts, so that one scale is one length
	labelH   = 11.0
	axisH    = 13.0
	groupH   = 11.0
	maxSlot  = 62.0
	maxNames = 92.0
)

// timePlot is a column chart at its place on the page.
type timePlot struct {
	*sheet
	c        *report.TimeChart
	n        int
	x0, slot float64
	centred  bool    // variances stand in the middle of their slots: there are no columns
	right    float64 // where labels must end
	names    float64 // width of the gutter that holds the scenarios' names
	y0, unit float64 // of zero; points per value
	top      float64
}

// categories counts what stands along the axis.
func categories(c *report.TimeChart) int {
	n := len(c.Categories)
	for _, s := range [][]report.Point{c.AC, c.PL, c.PY, c.DeltaPL, c.DeltaPLPct} {
		n = max(n, len(s))
	}
	return n
}

// plotHeight is the columns' height; a chart without any value takes a line only.
func plotHeight(c *report.TimeChart) float64 {
	for _, s := range [][]report.Point{c.AC, c.PL, c.PY} {
		for i := range s {
			if _, ok := number(s[i].Value); ok {
				return plotH
			}
		}
	}
	return labelH
}

// columnsPieces makes one piece: the chart with its variance tiers. IBCS UNIFY: time runs left to right in
// columns; actual solid dark in front, target outlined behind to the right, last year solid light to the left.
func columnsPieces(c *report.TimeChart) []*piece {
	if categories(c) == 0 {
		return nil
	}
	e := extentOf(c.AC, c.PL, c.PY)
	if m, ok := number(&c.Max); ok && e.low >= 0 {
		e.hold(math.Abs(m))
	}
	key := sharedScale("columns", c.Scale, c)
	h := tiersHeight(c) + labelH + plotHeight(c) + axisH
	if len(c.Groups) > 0 {
		h += groupH
	}
	if e.low < 0 {
		h += labelH
	}
	return []*piece{{height: h, needs: []need{{key, e}}, draw: func(s *sheet, b box) {
		s.figure(c.Alt, func() { newTimePlot(s, c, b, s.scale(key)).draw() })
	}}}
}

func newTimePlot(s *sheet, c *report.TimeChart, b box, e extent) *timePlot {
	p := &timePlot{sheet: s, c: c, n: categories(c), names: namesWidth(c), top: b.y, right: b.right()}
	p.x0 = b.x + p.names
	p.slot = math.Min((b.w-p.names)/float64(p.n), maxSlot)
	p.unit = plotHeight(c) / e.span()
	p.y0 = b.y + tiersHeight(c) + labelH + e.high*p.unit
	if e.high <= e.low {
		p.y0 = b.y + tiersHeight(c) + labelH + plotHeight(c)
	}
	return p
}

// draw draws from the top down: per cent tier, absolute tier, columns, axis.
func (p *timePlot) draw() {
	p.drawTiers()
	bottom := p.y0
	for i := range p.n {
		bottom = math.Max(bottom, p.drawColumn(i))
	}
	p.line(p.x0, p.y0, p.x0+p.width(), p.y0, 0.9, ink900)
	p.drawValues()
	p.drawNames()
	if extentOf(p.c.AC, p.c.PL, p.c.PY).low < 0 {
		bottom += labelH
	}
	drawCategories(p.ink, p.c, box{p.x0, bottom, p.right - p.x0, 0}, p.slot, p.n)
}

func (p *timePlot) width() float64 { return p.slot * float64(p.n) }

// bars places the columns of one category: x of PY, AC and PL, and their common width.
func (p *timePlot) bars(i int) (py, ac, pl, w float64) {
	left, right := 0.0, 0.0
	if len(p.c.PY) > 0 {
		left = math.Min(p.slot*0.15, 7)
	}
	if len(p.c.PL) > 0 {
		right = math.Min(p.slot*0.15, 7)
	}
	w = math.Min(p.slot*0.74-left-right, 27)
	if left+right == 0 {
		w = math.Min(p.slot*0.6, 27)
	}
	if p.centred {
		left, right = 0, 0
	}
	ac = p.x0 + p.slot*(float64(i)+0.5) - w/2 + (left-right)/2
	return ac - left, ac, ac + right, w
}

// drawColumn draws one category and returns how far down it reaches.
func (p *timePlot) drawColumn(i int) float64 {
	py, ac, pl, w := p.bars(i)
	low := 0.0
	if v, ok := valueAt(p.c.PY, i); ok {
		p.rect(py, p.y0, w, -v*p.unit, lastYear)
		low = math.Min(low, v)
	}
	if v, ok := valueAt(p.c.PL, i); ok {
		p.outline(pl, p.y0, w, -v*p.unit, 0.8, ink900)
		low = math.Min(low, v)
	}
	if v, ok := valueAt(p.c.AC, i); ok {
		p.drawActual(ac, w, -v*p.unit, p.c.AC[i].Open)
		low = math.Min(low, v)
	}
	return p.y0 - low*p.unit
}

// drawActual fills an actual. A period that is not finished is light with a dark edge: it is no forecast, which
// would be hatched, and it will still grow.
func (p *timePlot) drawActual(x, w, h float64, open bool) {
	if open {
		p.edged(x, p.y0, w, h, 0.8, actual, openTint)
		return
	}
	p.rect(x, p.y0, w, h, actual)
}

// drawValues writes the actuals over their columns, clear of every outline, as many as have room.
func (p *timePlot) drawValues() {
	st, widestLabel := valueStyle, 0.0
	for i := range p.n {
		widestLabel = math.Max(widestLabel, st.width(labelAt(p.c.AC, i)))
	}
	if widestLabel > p.slot-1.5 {
		st, widestLabel = st.at(6.5), widestLabel*6.5/7.5
	}
	var taken labels
	value := func(i int) (float64, bool) { return valueAt(p.c.AC, i) }
	for rank, i := range priority(p.n, stride(widestLabel, p.slot), value) {
		if text := labelAt(p.c.AC, i); text != "" {
			p.drawValue(i, st, text, &taken, rank < extremes)
		}
	}
}

// drawValue writes one actual. Over a much taller neighbour it would stand far from its own column: there it is
// left out, unless it is one that must be told.
func (p *timePlot) drawValue(i int, st style, text string, taken *labels, must bool) {
	const far = 8
	v, ok := valueAt(p.c.AC, i)
	if !ok {
		st = st.in(ink600)
	}
	py, ac, pl, w := p.bars(i)
	x, half, text := p.clamp(ac+w/2, st, text)
	top, bottom := p.reach(x-half-0.5, x+half+0.5)
	own, ownBottom := p.reach(py+0.1, pl+w-0.1)
	b, baseline := box{x - half - 0.8, top - 2.5 - st.size, 2*half + 1.6, st.size}, top-3
	if v < 0 {
		b.y, baseline = bottom+1, bottom+st.size
	}
	if !must && (own-top > far || bottom-ownBottom > far) {
		return
	}
	if taken.claim(b) {
		p.textCenter(x, baseline, st, text)
	}
}

// clamp moves the middle of a label so that it stays over the plot, and cuts one that is wider.
func (p *timePlot) clamp(x float64, st style, s string) (mid, half float64, text string) {
	text = ellipsis(st, s, p.right-p.x0)
	half = st.width(text) / 2
	return math.Max(math.Min(x, p.right-half), p.x0+half), half, text
}

// reach is the highest and lowest ink of all columns between two x.
func (p *timePlot) reach(from, to float64) (top, bottom float64) {
	top, bottom = p.y0, p.y0
	first := int((from - p.x0) / p.slot)
	for i := max(first-1, 0); i < min(first+int((to-from)/p.slot)+3, p.n); i++ {
		py, ac, pl, w := p.bars(i)
		for s, x := range [...]float64{py, ac, pl} {
			v, ok := valueAt([...][]report.Point{p.c.PY, p.c.AC, p.c.PL}[s], i)
			if ok && x < to && from < x+w {
				top, bottom = math.Min(top, p.y0-v*p.unit), math.Max(bottom, p.y0-v*p.unit)
			}
		}
	}
	return top, bottom
}
