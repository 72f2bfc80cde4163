// Package timeseries draws one figure over time: columns with their variances, lines, sparklines.
package timeseries

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
)

const (
	PlotH    = 112.0 // the usual height of the plot, equal for all charts so that equal lengths are equal amounts
	LabelH   = 11.0
	AxisH    = 13.0
	GroupH   = 11.0
	MaxSlot  = 62.0
	MaxNames = 92.0
)

// timePlot draws a chart over time in its box on the page. Lengths are in points.
type timePlot struct {
	*layout.Sheet
	c        *report.TimeChart
	plot     float64        // the height of columns or lines
	n        int            // the number of categories
	x0, slot float64        // the x of the first category; the width of a category
	centred  bool           // variances are in the middle of their categories, because there are no columns
	right    float64        // labels must end left of this x
	names    float64        // the width left of the plot, for the scenarios' names
	y0, unit float64        // the y of zero; points per value
	top      float64        // the y of the upper edge
	zoom     float64        // the factor between the page's scale and the columns
	ends     []report.Point // the result of endPoints
}

// scenariosOf returns the series of a chart's scenarios, without variances and the year before last.
func scenariosOf(c *report.TimeChart) [][]report.Point {
	return [][]report.Point{c.AC, c.PL, c.PY, c.FC}
}

// categories is the number of categories along the axis.
func categories(c *report.TimeChart) int {
	n := len(c.Categories)
	for _, s := range append(scenariosOf(c), c.PPY, c.DeltaPL, c.DeltaPLPct) {
		n = max(n, len(s))
	}
	return n
}

// PlotHeight is the height of the plot: usually the parameter plot. It is a line of text without any value, and less
// than usual if all values are zero.
func PlotHeight(plot float64, series ...[]report.Point) float64 {
	h := LabelH
	for _, s := range series {
		for i := range s {
			switch v, ok := layout.Drawable(s[i].Value); {
			case ok && v != 0:
				return plot
			case ok:
				h = PlotH / 3
			}
		}
	}
	return h
}

// plotHeight is the height of a chart's columns or lines.
func plotHeight(c *report.TimeChart, plot float64) float64 {
	return PlotHeight(plot, append(scenariosOf(c), c.PPY)...)
}

// Columns returns a column chart with its variances as one piece. As in IBCS UNIFY, time runs from left to right in
// columns. The actual is solid and dark, in front; a forecast is hatched; a target is outlined, behind to the right;
// last year is solid and light, behind to the left.
func Columns(c *report.TimeChart, in layout.Room) []*layout.Piece {
	if categories(c) == 0 {
		return nil
	}
	e := layout.ExtentOf(scenariosOf(c)...)
	if m, ok := layout.Drawable(&c.Max); ok && e.Low >= 0 {
		e.Include(math.Abs(m))
	}
	n := layout.Need{Key: layout.SharedScale("columns", c.Scale, c), Extent: e}
	n.WantedFactor = func(s *layout.Sheet) float64 {
		e, zoom := s.Scale(n)
		for _, t := range tiersOf(c, in.Plot) {
			if !t.pins {
				return layout.VisibleFactor(t.Extent, plotHeight(c, in.Plot)/e.Span()/zoom, t.room)
			}
		}
		return 0
	}
	h := tiersHeight(c, in.Plot) + LabelH + plotHeight(c, in.Plot) + AxisH
	if len(c.Groups) > 0 {
		h += GroupH
	}
	if e.Low < 0 {
		h += LabelH
	}
	room := 0.0
	if layout.MayMagnify(c.Words, c.Scale, len(c.DeltaPL) > 0) {
		room = layout.FactorsNoteHeight(c.Words, in.W, len(c.DeltaPL) > 0)
	}
	return []*layout.Piece{{Height: h + room, Needs: []layout.Need{n}, Draw: func(s *layout.Sheet, b canvas.Box) {
		p := newTimePlot(s, c, b, n, in.Plot)
		s.Figure(c.Alt, b, p.draw)
		p.drawMagnified(b, room)
	}}}
}

func newTimePlot(s *layout.Sheet, c *report.TimeChart, b canvas.Box, n layout.Need, plot float64) *timePlot {
	e, zoom := s.Scale(n)
	p := &timePlot{Sheet: s, c: c, plot: plot, n: categories(c), names: math.Min(namesWidth(c), b.W*0.36), top: b.Y, right: b.Right(), zoom: zoom, ends: endPoints(c)}
	p.x0 = b.X + p.names
	p.slot = math.Min((b.W-p.names)/float64(p.n), MaxSlot)
	p.unit = plotHeight(c, plot) / e.Span()
	p.y0 = b.Y + tiersHeight(c, plot) + LabelH + e.High*p.unit
	if e.High <= e.Low {
		p.y0 = b.Y + tiersHeight(c, plot) + LabelH + plotHeight(c, plot)
	}
	return p
}

// draw draws the chart from the top down: percentages, absolute variances, columns, axis.
func (p *timePlot) draw() {
	p.drawTiers()
	bottom := p.y0
	for i := range p.n {
		bottom = math.Max(bottom, p.drawColumn(i))
	}
	p.Line(p.x0, p.y0, p.x0+p.width(), p.y0, 0.9, layout.Ink900)
	p.drawNames()
	p.SortTexts(p.drawValues)
	if layout.ExtentOf(scenariosOf(p.c)...).Low < 0 {
		bottom += LabelH
	}
	DrawCategories(p.Canvas, p.c, canvas.BoxAt(p.x0, bottom, p.right-p.x0, 0), p.slot, p.n)
}

func (p *timePlot) width() float64 { return p.slot * float64(p.n) }

// columnsX returns the x of the columns of PY, AC and PL in category i, and their common width.
func (p *timePlot) columnsX(i int) (py, ac, pl, w float64) {
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

// drawColumn draws the columns of category i and returns the y of their lowest end.
func (p *timePlot) drawColumn(i int) float64 {
	py, ac, pl, w := p.columnsX(i)
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
