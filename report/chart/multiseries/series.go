// Package multiseries draws several series over time: as grouped or stacked columns, as areas, or as lines.
package multiseries

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/chart/timeseries"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// seriesLayout is the part of a chart's layout that depends only on its width, not on its page.
type seriesLayout struct {
	c           *report.SeriesChart
	n           int           // the number of categories
	fills       []filling     // by series
	values      layout.Extent // the extent of the axis
	plotHeight  float64       // the height of the plot
	signed      bool          // negative values are drawn: lines, or a single area
	head        [][]headName  // the rows of names above the plot
	gutter      []headName    // the names left of the plot
	left, right float64       // the widths left and right of the plot
	names       []sideName    // the names right of the plot
}

// Pieces returns the chart as one piece. As in IBCS UNIFY, time runs from left to right; columns of scenarios are side
// by side, those of members are stacked. As in IBCS CHECK, the axes of columns start at zero and share the page's
// scale.
func Pieces(c *report.SeriesChart, in layout.Room) []*layout.Piece {
	l := newSeriesLayout(c, in)
	if l.n == 0 || len(c.Series) == 0 {
		return nil
	}
	kind := "columns"
	if l.printsAxis() {
		kind = string(c.Form)
	}
	own := layout.Need{Key: layout.SharedScale(kind, c.Scale, c), Extent: l.values}
	h := float64(len(l.head))*headNameH + timeseries.LabelH + l.plotHeight + timeseries.AxisH
	if len(c.Groups) > 0 {
		h += timeseries.GroupH
	}
	if l.values.Low < 0 {
		h += timeseries.LabelH
	}
	room := 0.0
	if layout.MayMagnify(c.Words, c.Scale, false) && !l.printsAxis() {
		room = layout.FactorsNoteHeight(c.Words, in.W, false)
	}
	return []*layout.Piece{{Height: h + room, Needs: []layout.Need{own}, Draw: func(s *layout.Sheet, b canvas.Box) {
		p := newSeriesPlot(s, l, b, own)
		s.Figure(c.Alt, b, p.draw)
		layout.DrawNote(s.Canvas, canvas.BoxAt(b.X, b.Bottom()-room, b.W, room), layout.FactorsNote(c.Words, p.zoom, 1))
	}}}
}

func newSeriesLayout(c *report.SeriesChart, in layout.Room) *seriesLayout {
	l := &seriesLayout{c: c, n: len(c.Categories), fills: fillingsOf(c.Series), plotHeight: timeseries.LabelH}
	l.signed = c.Form == report.Area && len(c.Series) == 1 || c.Form == report.Lines
	for i := range c.Series {
		l.n = max(l.n, len(c.Series[i].Points))
	}
	for i := range c.Series {
		l.plotHeight = math.Max(l.plotHeight, timeseries.PlotHeight(in.Plot, c.Series[i].Points))
	}
	l.values = l.extent()
	l.nameGroups(in.W)
	if c.Form != report.Grouped {
		l.nameParts(in.W)
	}
	if l.printsAxis() {
		l.left = seriesTicksWidth(c)
	}
	return l
}

// printsAxis reports whether the axis is printed left of the plot: for areas and lines. They end in the middle of the
// last category, where the names start.
func (l *seriesLayout) printsAxis() bool { return l.c.Form == report.Area || l.c.Form == report.Lines }

// part is the value of a series in category i. In a stack, a negative value counts as zero.
func (l *seriesLayout) part(series, i int) float64 {
	v, _ := layout.ValueAt(l.c.Series[series].Points, i)
	if l.signed {
		return v
	}
	return math.Max(v, 0)
}

// stackSum is the sum of all series in category i; ok is false if no series has a value.
func (l *seriesLayout) stackSum(i int) (total float64, ok bool) {
	for s := range l.c.Series {
		_, known := layout.ValueAt(l.c.Series[s].Points, i)
		total += l.part(s, i)
		ok = ok || known
	}
	return total, ok
}

// extent is the extent of the axis.
func (l *seriesLayout) extent() (e layout.Extent) {
	if l.c.Form == report.Lines {
		return l.linesExtent()
	}
	for i := range l.n {
		if total, ok := l.stackSum(i); ok && l.c.Form != report.Grouped {
			e.Include(total)
		}
	}
	if l.c.Form == report.Grouped {
		for i := range l.c.Series {
			e.IncludeExtent(layout.ExtentOf(l.c.Series[i].Points))
		}
	}
	if l.c.Form == report.Area {
		for _, t := range l.c.Ticks {
			if v, ok := layout.Drawable(&t.Value); ok && (v > 0 || l.signed) {
				e.Include(v)
			}
		}
	}
	if m, ok := layout.Drawable(&l.c.Max); ok && e.Low >= 0 {
		e.Include(math.Abs(m))
	}
	return e
}

// seriesPlot draws the chart in its box on the page.
type seriesPlot struct {
	*layout.Sheet
	*seriesLayout
	at       canvas.Box // the box of the chart
	plot     canvas.Box // the box from the highest value to the lowest
	slot     float64    // the width of a category
	y0, unit float64    // the y of zero; points per value
	zoom     float64    // the factor between the page's scale and this chart
	taken    layout.Labels
}

func newSeriesPlot(s *layout.Sheet, l *seriesLayout, b canvas.Box, own layout.Need) *seriesPlot {
	e, zoom := s.Scale(own)
	if l.printsAxis() {
		if e, zoom = s.Scales[own.Key], 1; own.Span() < e.Span()/4 {
			e = own.Extent
		}
	}
	p := &seriesPlot{Sheet: s, seriesLayout: l, at: b, zoom: zoom}
	left := l.left
	if zoom != 1 {
		left = math.Max(left, layout.NameStyle.Width(layout.FactorMark(zoom))+7)
	}
	p.plot = canvas.BoxAt(b.X+left, b.Y+float64(len(l.head))*headNameH+timeseries.LabelH, math.Max(b.W-left-l.right, 20), l.plotHeight)
	p.slot = math.Min(p.plot.W/l.slots(), l.widestSlot())
	p.unit = l.plotHeight / e.Span()
	p.y0 = p.plot.Bottom()
	if e.Low < 0 || l.c.Form == report.Lines {
		p.y0 = p.plot.Y + e.High*p.unit
	}
	return p
}

// slots is the width of the plot in categories. Areas and lines end in the middle of the last category.
func (l *seriesLayout) slots() float64 {
	if l.printsAxis() && l.n > 1 {
		return float64(l.n) - 0.5
	}
	return float64(l.n)
}

// widestSlot is the largest width of a category, so that few categories are not far apart.
func (l *seriesLayout) widestSlot() float64 {
	switch {
	case l.c.Form == report.Grouped:
		return 28 + 34*float64(len(l.c.Series))
	case l.printsAxis() && l.n > 1:
		return math.Inf(1)
	}
	return timeseries.MaxSlot * 1.2
}

func (p *seriesPlot) width() float64       { return p.slot * float64(p.n) }
func (p *seriesPlot) middle(i int) float64 { return p.plot.X + p.slot*(float64(i)+0.5) }

// column is the box of a column at x, w wide, from one value to another.
func (p *seriesPlot) column(x, w, from, to float64) canvas.Box {
	return canvas.BoxAt(x, p.y0-math.Max(from, to)*p.unit, w, math.Abs(to-from)*p.unit)
}

// draw draws the names, the values and the axis.
func (p *seriesPlot) draw() {
	p.drawHead()
	p.drawGutter()
	bottom := p.y0
	switch p.c.Form {
	case report.Grouped:
		bottom = p.drawGroups()
	case report.Lines:
		bottom = p.plot.Bottom()
		p.drawLines()
		p.drawSide()
	case report.Area:
		bottom = p.plot.Bottom()
		p.drawArea()
		p.drawSide()
		p.SortTexts(p.labelAreas)
	default:
		p.drawStacks()
		p.drawSide()
		p.SortTexts(p.labelStacks)
	}
	if p.zoom != 1 {
		p.TextRight(p.plot.X-7, p.plot.Y+3, layout.NameStyle, layout.FactorMark(p.zoom))
	}
	right := math.Min(p.plot.X+p.width(), p.plot.Right())
	if p.y0 <= p.plot.Bottom() {
		p.Line(p.plot.X, p.y0, right, p.y0, 0.9, layout.Ink900)
	} else { // zero is below the plot
		p.Line(p.plot.X, p.plot.Bottom(), right, p.plot.Bottom(), 0.5, layout.LastYear)
	}
	if p.values.Low < 0 && p.c.Form != report.Lines {
		bottom += timeseries.LabelH
	}
	right = p.plot.W + p.right/2
	if p.namesBelowAxis() {
		right = p.middle(p.n-1) - p.plot.X
	}
	axis := &report.TimeChart{Categories: p.c.Categories, Groups: p.c.Groups}
	timeseries.DrawCategories(p.Canvas, axis, canvas.BoxAt(p.plot.X, bottom, right, 0), p.slot, p.n)
}

// fitLabels returns the width of the widest label and its style. The style is smaller if the label is wider than w.
func fitLabels(points []report.Point, st typeface.Style, w float64) (typeface.Style, float64) {
	widest := 0.0
	for i := range points {
		widest = math.Max(widest, st.Width(points[i].Label))
	}
	if widest > w {
		return st.At(6.5), widest * 6.5 / st.Size
	}
	return st, widest
}
