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
	zoom     float64 // how much larger than the page's scale the columns are
	ends     []report.Point
}

// scenariosOf are all values of a time chart.
func scenariosOf(c *report.TimeChart) [][]report.Point {
	return [][]report.Point{c.AC, c.PL, c.PY, c.FC}
}

// categories counts what stands along the axis.
func categories(c *report.TimeChart) int {
	n := len(c.Categories)
	for _, s := range append(scenariosOf(c), c.PPY, c.DeltaPL, c.DeltaPLPct) {
		n = max(n, len(s))
	}
	return n
}

// plotHeight is the columns' height; a chart without any value takes a line only, one of zeros what its names need.
func plotHeight(series ...[]report.Point) float64 {
	h := labelH
	for _, s := range series {
		for i := range s {
			switch v, ok := number(s[i].Value); {
			case ok && v != 0:
				return plotH
			case ok:
				h = plotH / 3
			}
		}
	}
	return h
}

// tallOf is the height of a time chart's columns, or lines.
func tallOf(c *report.TimeChart) float64 { return plotHeight(append(scenariosOf(c), c.PPY)...) }

// columnsPieces makes one piece: the chart with its variance tiers. IBCS UNIFY: time runs left to right in
// columns; actual solid dark in front, forecast hatched, target outlined behind to the right, last year solid light to
// the left.
func columnsPieces(c *report.TimeChart, w float64) []*piece {
	if categories(c) == 0 {
		return nil
	}
	e := extentOf(scenariosOf(c)...)
	if m, ok := number(&c.Max); ok && e.low >= 0 {
		e.hold(math.Abs(m))
	}
	n := need{key: sharedScale("columns", c.Scale, c), extent: e}
	n.wants = func(s *sheet) float64 {
		e, zoom := s.scale(n)
		for _, t := range tiersOf(c) {
			if !t.pins {
				return visible(t.extent, tallOf(c)/e.span()/zoom, t.room)
			}
		}
		return 0
	}
	h := tiersHeight(c) + labelH + tallOf(c) + axisH
	if len(c.Groups) > 0 {
		h += groupH
	}
	if e.low < 0 {
		h += labelH
	}
	room := 0.0
	if magnifies(c.Words, c.Scale, len(c.DeltaPL) > 0) {
		room = magnifiedHeight(c.Words, w, len(c.DeltaPL) > 0)
	}
	return []*piece{{height: h + room, needs: []need{n}, draw: func(s *sheet, b box) {
		p := newTimePlot(s, c, b, n)
		s.figure(c.Alt, b, p.draw)
		p.drawMagnified(b, room)
	}}}
}

func newTimePlot(s *sheet, c *report.TimeChart, b box, n need) *timePlot {
	e, zoom := s.scale(n)
	p := &timePlot{sheet: s, c: c, n: categories(c), names: math.Min(namesWidth(c), b.w*0.36), top: b.y, right: b.right(), zoom: zoom, ends: endsOf(c)}
	p.x0 = b.x + p.names
	p.slot = math.Min((b.w-p.names)/float64(p.n), maxSlot)
	p.unit = tallOf(c) / e.span()
	p.y0 = b.y + tiersHeight(c) + labelH + e.high*p.unit
	if e.high <= e.low {
		p.y0 = b.y + tiersHeight(c) + labelH + tallOf(c)
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
	p.drawNames()
	p.inOrder(p.drawValues)
	if extentOf(scenariosOf(p.c)...).low < 0 {
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
	p.drawFront(i, ac, w)
	for _, s := range [][]report.Point{p.c.FC, p.c.AC} {
		if v, ok := valueAt(s, i); ok {
			low = math.Min(low, v)
		}
	}
	return p.y0 - low*p.unit
}
