package render

import (
	"math"
	"slices"

	"codeberg.org/go-pdf/fpdf"

	"bilan/report"
)

// Several lines over the same categories: each in a shade of its own and named at its end with its last value. The axis is
// printed, because lines need not start at zero. A forecast is dashed.

const (
	firstLine = 2.0 // width of the largest series' line
	otherLine = 1.4
)

// lineShades are dark enough for a line on white, each a step from the next.
var lineShades = [5]color{{0x20, 0x20, 0x20}, {0x70, 0x70, 0x70}, {0xa0, 0xa0, 0xa0}, {0x48, 0x48, 0x48}, {0x88, 0x88, 0x88}}

// linesExtent is what the axis of several lines must show: their points and the ticks.
func (l *seriesLayout) linesExtent() extent {
	c := &report.TimeChart{Ticks: l.c.Ticks}
	for _, s := range l.c.Series {
		c.AC = append(c.AC, s.Points...)
	}
	return lineExtent(c)
}

// lineLook is how a series' line is drawn. The largest one is the strongest; what matches no member is dotted.
func (l *seriesLayout) lineLook(series int) (shade color, width float64, dash []float64) {
	shade, width = lineShades[series%len(lineShades)], otherLine
	if series == 0 {
		width = firstLine
	}
	switch l.c.Series[series].Look {
	case report.LookOthers:
		shade = lastYear
	case report.LookNobody:
		return ink600, 0.9, []float64{1.2, 1.6}
	}
	return shade, width, nil
}

// drawLines draws all series, the largest one on top, and labels them.
func (p *seriesPlot) drawLines() {
	var runs []run
	for s := range slices.Backward(p.c.Series) {
		runs = append(runs, straight(p.c.Series[s].Points)...)
		shade, width, dash := p.lineLook(s)
		known, ahead := apart(p.c.Series[s].Points)
		for _, r := range straight(known) {
			p.drawRun(r, width, shade, dash...)
		}
		if lastKnown(ahead) >= 0 {
			for _, r := range onwards(known, ahead) {
				p.drawRun(r, width, shade, 1.8, 1.6)
			}
		}
	}
	p.drawTicks()
	p.inOrder(func() { p.labelLines(runs) })
}

// apart parts what is known of a series from what is forecast.
func apart(points []report.Point) (known, ahead []report.Point) {
	known, ahead = make([]report.Point, len(points)), make([]report.Point, len(points))
	for i, at := range points {
		if at.Forecast {
			ahead[i] = at
		} else {
			known[i] = at
		}
	}
	return known, ahead
}

// drawRun strokes a line; a point alone is a dot.
func (p *seriesPlot) drawRun(r run, width float64, shade color, dash ...float64) {
	points := make([]fpdf.PointType, len(r.xs))
	for i := range r.xs {
		points[i] = pt(p.plot.x+p.slot*r.xs[i], p.y0-r.ys[i]*p.unit)
	}
	if len(points) == 1 {
		p.dot(points[0].X, points[0].Y, 2, shade)
		return
	}
	p.path(points, width, shade, dash...)
}

// labelLines writes values at points where no line and no other label is: of many lines the last, the extremes and the first.
func (p *seriesPlot) labelLines(runs []run) {
	const few = 3
	y := func(v float64) float64 { return p.y0 - v*p.unit }
	free := func(b box) bool {
		return b.bottom() < p.plot.bottom() && !slices.ContainsFunc(runs, func(r run) bool { return r.crosses(b, p.plot.x, p.slot, y) })
	}
	for s := range p.c.Series {
		points := p.c.Series[s].Points
		last := p.last(s)
		st, wide := mostWide(points, valueStyle, p.slot-1.5)
		for rank, i := range priority(len(points), stride(wide, p.slot), func(i int) (float64, bool) { return valueAt(points, i) }) {
			v, ok := valueAt(points, i)
			if points[i].Label == "" || !ok || i == last || len(p.c.Series) > few && rank >= extremes {
				continue
			}
			text := ellipsis(st, points[i].Label, p.plot.w-4)
			half := st.width(text) / 2
			x := math.Max(math.Min(p.middle(i), p.at.right()-half), p.plot.x+half+2)
			p.labelPoint(x, y(v), half, st, text, &p.taken, free)
		}
	}
}
