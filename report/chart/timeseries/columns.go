// Package timeseries draws one figure over time: columns with their variances, lines, sparklines.
package timeseries

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
)

const (
	PlotH    = 112.0 // usual height of the columns; all charts of a document have one height, so that one scale is one length
	LabelH   = 11.0
	AxisH    = 13.0
	GroupH   = 11.0
	MaxSlot  = 62.0
	MaxNames = 92.0
)

// timePlot is a column chart at its place on the page.
type timePlot struct {
	*layout.Sheet
	c        *report.TimeChart
	plot     float64 // height of the columns, or lines
	n        int
	x0, slot float64
	centred  bool    // variances are in the middle of their slots: there are no columns
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

// categories counts the categories along the axis.
func categories(c *report.TimeChart) int {
	n := len(c.Categories)
	for _, s := range append(scenariosOf(c), c.PPY, c.DeltaPL, c.DeltaPLPct) {
		n = max(n, len(s))
	}
	return n
}

// PlotHeight is the columns' height, at most plot; a chart without any value takes only a line, one of zeros the height
// of its names.
func PlotHeight(plot float64, series ...[]report.Point) float64 {
	h := LabelH
	for _, s := range series {
		for i := range s {
			switch v, ok := layout.Number(s[i].Value); {
			case ok && v != 0:
				return plot
			case ok:
				h = PlotH / 3
			}
		}
	}
	return h
}

// tallOf is the height of a time chart's columns, or lines.
func tallOf(c *report.TimeChart, plot float64) float64 {
	return PlotHeight(plot, append(scenariosOf(c), c.PPY)...)
}

// Columns makes one piece: the chart with its variance tiers. IBCS UNIFY: time runs left to right in
// columns; actual solid dark in front, forecast hatched, target outlined behind to the right, last year solid light to
// the left.
func Columns(c *report.TimeChart, in layout.Room) []*layout.Piece {
	if categories(c) == 0 {
		return nil
	}
	e := layout.ExtentOf(scenariosOf(c)...)
	if m, ok := layout.Number(&c.Max); ok && e.Low >= 0 {
		e.Hold(math.Abs(m))
	}
	n := layout.Need{Key: layout.SharedScale("columns", c.Scale, c), Extent: e}
	n.Wants = func(s *layout.Sheet) float64 {
		e, zoom := s.Scale(n)
		for _, t := range tiersOf(c, in.Plot) {
			if !t.pins {
				return layout.Visible(t.Extent, tallOf(c, in.Plot)/e.Span()/zoom, t.room)
			}
		}
		return 0
	}
	h := tiersHeight(c, in.Plot) + LabelH + tallOf(c, in.Plot) + AxisH
	if len(c.Groups) > 0 {
		h += GroupH
	}
	if e.Low < 0 {
		h += LabelH
	}
	room := 0.0
	if layout.Magnifies(c.Words, c.Scale, len(c.DeltaPL) > 0) {
		room = layout.MagnifiedHeight(c.Words, in.W, len(c.DeltaPL) > 0)
	}
	return []*layout.Piece{{Height: h + room, Needs: []layout.Need{n}, Draw: func(s *layout.Sheet, b canvas.Box) {
		p := newTimePlot(s, c, b, n, in.Plot)
		s.Figure(c.Alt, b, p.draw)
		p.drawMagnified(b, room)
	}}}
}

func newTimePlot(s *layout.Sheet, c *report.TimeChart, b canvas.Box, n layout.Need, plot float64) *timePlot {
	e, zoom := s.Scale(n)
	p := &timePlot{Sheet: s, c: c, plot: plot, n: categories(c), names: math.Min(namesWidth(c), b.W*0.36), top: b.Y, right: b.Right(), zoom: zoom, ends: endsOf(c)}
	p.x0 = b.X + p.names
	p.slot = math.Min((b.W-p.names)/float64(p.n), MaxSlot)
	p.unit = tallOf(c, plot) / e.Span()
	p.y0 = b.Y + tiersHeight(c, plot) + LabelH + e.High*p.unit
	if e.High <= e.Low {
		p.y0 = b.Y + tiersHeight(c, plot) + LabelH + tallOf(c, plot)
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
	p.Line(p.x0, p.y0, p.x0+p.width(), p.y0, 0.9, layout.Ink900)
	p.drawNames()
	p.InOrder(p.drawValues)
	if layout.ExtentOf(scenariosOf(p.c)...).Low < 0 {
		bottom += LabelH
	}
	DrawCategories(p.Canvas, p.c, canvas.BoxAt(p.x0, bottom, p.right-p.x0, 0), p.slot, p.n)
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
	if v, ok := layout.ValueAt(p.c.PY, i); ok {
		p.Rect(py, p.y0, w, -v*p.unit, layout.LastYear)
		low = math.Min(low, v)
	}
	if v, ok := layout.ValueAt(p.c.PL, i); ok {
		p.Outline(pl, p.y0, w, -v*p.unit, 0.8, layout.Ink900)
		low = math.Min(low, v)
	}
	p.drawFront(i, ac, w)
	for _, s := range [][]report.Point{p.c.FC, p.c.AC} {
		if v, ok := layout.ValueAt(s, i); ok {
			low = math.Min(low, v)
		}
	}
	return p.y0 - low*p.unit
}
