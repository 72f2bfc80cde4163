package render

import (
	"math"

	"bilan/report"
)

// seriesLayout is a chart of several series before it has its place: everything that its width decides.
type seriesLayout struct {
	c           *report.SeriesChart
	n           int // categories
	fills       []filling
	values      extent
	tall        float64 // the plot
	signed      bool    // a single area may go below zero
	head        [][]headName
	gutter      []headName
	left, right float64 // gutters beside the plot
	names       []sideName
}

// seriesPieces makes one piece. IBCS UNIFY: time runs left to right; columns of several scenarios stand side by side,
// those of parts on each other. CHECK: axes start at zero and share their scale with the page's other columns.
func seriesPieces(c *report.SeriesChart, in room) []*piece {
	l := newSeriesLayout(c, in.w)
	if l.n == 0 || len(c.Series) == 0 {
		return nil
	}
	kind := "columns"
	if l.printsAxis() {
		kind = string(c.Form)
	}
	own := need{key: sharedScale(kind, c.Scale, c), extent: l.values}
	h := float64(len(l.head))*headNameH + labelH + l.tall + axisH
	if len(c.Groups) > 0 {
		h += groupH
	}
	if l.values.low < 0 {
		h += labelH
	}
	room := 0.0
	if magnifies(c.Words, c.Scale, false) && !l.printsAxis() {
		room = magnifiedHeight(c.Words, in.w, false)
	}
	return []*piece{{height: h + room, needs: []need{own}, draw: func(s *sheet, b box) {
		p := newSeriesPlot(s, l, b, own)
		s.figure(c.Alt, b, p.draw)
		drawNote(s.ink, box{b.x, b.bottom() - room, b.w, room}, magnified(c.Words, p.zoom, 1))
	}}}
}

func newSeriesLayout(c *report.SeriesChart, w float64) *seriesLayout {
	l := &seriesLayout{c: c, n: len(c.Categories), fills: fillingsOf(c.Series), tall: labelH}
	l.signed = c.Form == report.Area && len(c.Series) == 1 || c.Form == report.Lines
	for i := range c.Series {
		l.n = max(l.n, len(c.Series[i].Points))
	}
	for i := range c.Series {
		l.tall = math.Max(l.tall, plotHeight(c.Series[i].Points))
	}
	l.values = l.extent()
	l.nameGroups(w)
	if c.Form != report.Grouped {
		l.nameParts(w)
	}
	if l.printsAxis() {
		l.left = seriesTicksWidth(c)
	}
	return l
}

// printsAxis tells whether the scale is printed beside the plot, from the middle of whose last category on names stand.
func (l *seriesLayout) printsAxis() bool { return l.c.Form == report.Area || l.c.Form == report.Lines }

// part is what a series adds to the stack of category i. Nothing grows downwards from a stack.
func (l *seriesLayout) part(series, i int) float64 {
	v, _ := valueAt(l.c.Series[series].Points, i)
	if l.signed {
		return v
	}
	return math.Max(v, 0)
}

// stack is how high category i stands, when any series has a value there.
func (l *seriesLayout) stack(i int) (total float64, ok bool) {
	for s := range l.c.Series {
		_, known := valueAt(l.c.Series[s].Points, i)
		total += l.part(s, i)
		ok = ok || known
	}
	return total, ok
}

// extent is what the axis must show.
func (l *seriesLayout) extent() (e extent) {
	if l.c.Form == report.Lines {
		return l.linesExtent()
	}
	for i := range l.n {
		if total, ok := l.stack(i); ok && l.c.Form != report.Grouped {
			e.hold(total)
		}
	}
	if l.c.Form == report.Grouped {
		for i := range l.c.Series {
			e.join(extentOf(l.c.Series[i].Points))
		}
	}
	if l.c.Form == report.Area {
		for _, t := range l.c.Ticks {
			if v, ok := number(&t.Value); ok && (v > 0 || l.signed) {
				e.hold(v)
			}
		}
	}
	if m, ok := number(&l.c.Max); ok && e.low >= 0 {
		e.hold(math.Abs(m))
	}
	return e
}

// seriesPlot is the chart at its place on the page.
type seriesPlot struct {
	*sheet
	*seriesLayout
	at       box     // all of the chart
	plot     box     // from the highest value down to the lowest
	slot     float64 // of a category
	y0, unit float64 // of zero; points per value
	zoom     float64 // how much larger than the page's scale it is
	taken    labels
}

func newSeriesPlot(s *sheet, l *seriesLayout, b box, own need) *seriesPlot {
	e, zoom := s.scale(own)
	if l.printsAxis() {
		if e, zoom = s.scales[own.key], 1; own.span() < e.span()/4 {
			e = own.extent
		}
	}
	p := &seriesPlot{sheet: s, seriesLayout: l, at: b, zoom: zoom}
	left := l.left
	if zoom != 1 {
		left = math.Max(left, nameStyle.width(mark(zoom))+7)
	}
	p.plot = box{b.x + left, b.y + float64(len(l.head))*headNameH + labelH, math.Max(b.w-left-l.right, 20), l.tall}
	p.slot = math.Min(p.plot.w/l.slots(), l.widestSlot())
	p.unit = l.tall / e.span()
	p.y0 = p.plot.bottom()
	if e.low < 0 || l.c.Form == report.Lines {
		p.y0 = p.plot.y + e.high*p.unit
	}
	return p
}

// slots counts the categories that share the plot's width. An area ends in the middle of the last one.
func (l *seriesLayout) slots() float64 {
	if l.printsAxis() && l.n > 1 {
		return float64(l.n) - 0.5
	}
	return float64(l.n)
}

// widestSlot keeps few categories from standing in a wide emptiness.
func (l *seriesLayout) widestSlot() float64 {
	switch {
	case l.c.Form == report.Grouped:
		return 28 + 34*float64(len(l.c.Series))
	case l.printsAxis() && l.n > 1:
		return math.Inf(1)
	}
	return maxSlot * 1.2
}

func (p *seriesPlot) width() float64       { return p.slot * float64(p.n) }
func (p *seriesPlot) middle(i int) float64 { return p.plot.x + p.slot*(float64(i)+0.5) }

// column is the ground of a value from one height to another.
func (p *seriesPlot) column(x, w, from, to float64) box {
	return box{x, p.y0 - math.Max(from, to)*p.unit, w, math.Abs(to-from) * p.unit}
}

// draw draws from the top down: names, the values, the axis.
func (p *seriesPlot) draw() {
	p.drawHead()
	p.drawGutter()
	bottom := p.y0
	switch p.c.Form {
	case report.Grouped:
		bottom = p.drawGroups()
	case report.Lines:
		bottom = p.plot.bottom()
		p.drawLines()
		p.drawSide()
	case report.Area:
		bottom = p.plot.bottom()
		p.drawArea()
		p.drawSide()
		p.inOrder(p.labelAreas)
	default:
		p.drawStacks()
		p.drawSide()
		p.inOrder(p.labelStacks)
	}
	if p.zoom != 1 {
		p.textRight(p.plot.x-7, p.plot.y+3, nameStyle, mark(p.zoom))
	}
	right := math.Min(p.plot.x+p.width(), p.plot.right())
	if p.y0 <= p.plot.bottom() {
		p.line(p.plot.x, p.y0, right, p.y0, 0.9, ink900)
	} else { // zero is below the plot
		p.line(p.plot.x, p.plot.bottom(), right, p.plot.bottom(), 0.5, lastYear)
	}
	if p.values.low < 0 && p.c.Form != report.Lines {
		bottom += labelH
	}
	right = p.plot.w + p.right/2
	if p.deepNames() {
		right = p.middle(p.n-1) - p.plot.x
	}
	axis := &report.TimeChart{Categories: p.c.Categories, Groups: p.c.Groups}
	drawCategories(p.ink, axis, box{p.plot.x, bottom, right, 0}, p.slot, p.n)
}

// mostWide is the width of the widest label, and a style in which it has room in w, or the smallest one.
func mostWide(points []report.Point, st style, w float64) (style, float64) {
	widest := 0.0
	for i := range points {
		widest = math.Max(widest, st.width(points[i].Label))
	}
	if widest > w {
		return st.at(6.5), widest * 6.5 / st.size
	}
	return st, widest
}
