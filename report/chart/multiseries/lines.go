package multiseries

import (
	"math"
	"slices"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/chart/timeseries"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// The widths of lines. Each line has its own shade, and its name and last value at its end. The axis is printed,
// because it need not start at zero. A forecast is dashed.
const (
	firstLine = 2.0 // the largest series
	otherLine = 1.4 // the other series
)

// lineShades are the shades of lines: dark enough on white, and different from their neighbours.
var lineShades = [5]typeface.Color{{0x20, 0x20, 0x20}, {0x70, 0x70, 0x70}, {0xa0, 0xa0, 0xa0}, {0x48, 0x48, 0x48}, {0x88, 0x88, 0x88}}

// linesExtent is the extent of the axis for several lines. It contains their points and the ticks.
func (l *seriesLayout) linesExtent() layout.Extent {
	c := &report.TimeChart{Ticks: l.c.Ticks}
	for _, s := range l.c.Series {
		c.AC = append(c.AC, s.Points...)
	}
	return timeseries.LineExtent(c)
}

// lineLook is the style of a series' line. The largest series has the widest line; rows that match no member are
// dotted.
func (l *seriesLayout) lineLook(series int) (shade typeface.Color, width float64, dash []float64) {
	shade, width = lineShades[series%len(lineShades)], otherLine
	if series == 0 {
		width = firstLine
	}
	switch l.c.Series[series].Look {
	case report.LookOthers:
		shade = layout.LastYear
	case report.LookNobody:
		return layout.Ink600, 0.9, []float64{1.2, 1.6}
	}
	return shade, width, nil
}

// drawLines draws all series, the largest one on top, and labels them.
func (p *seriesPlot) drawLines() {
	var runs []timeseries.Run
	for s := range slices.Backward(p.c.Series) {
		runs = append(runs, timeseries.StraightRuns(p.c.Series[s].Points)...)
		shade, width, dash := p.lineLook(s)
		known, ahead := splitForecast(p.c.Series[s].Points)
		for _, r := range timeseries.StraightRuns(known) {
			p.drawRun(r, width, shade, dash...)
		}
		if timeseries.LastKnown(ahead) >= 0 {
			for _, r := range timeseries.JoinForecast(known, ahead) {
				p.drawRun(r, width, shade, 1.8, 1.6)
			}
		}
	}
	p.drawTicks()
	p.SortTexts(func() { p.labelLines(runs) })
}

// splitForecast divides the points of a series into known values and forecasts. Both slices keep the positions of the
// points.
func splitForecast(points []report.Point) (known, ahead []report.Point) {
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

// drawRun draws one run of a line. A run of one point is a dot.
func (p *seriesPlot) drawRun(r timeseries.Run, width float64, shade typeface.Color, dash ...float64) {
	points := make([]canvas.Point, len(r.XS))
	for i := range r.XS {
		points[i] = canvas.Pt(p.plot.X+p.slot*r.XS[i], p.y0-r.YS[i]*p.unit)
	}
	if len(points) == 1 {
		p.Dot(points[0].X, points[0].Y, 2, shade)
		return
	}
	p.Path(points, width, shade, dash...)
}

// labelLines writes values at points, wherever there is no line and no other label. With many lines, only the last, the
// extreme and the first values have labels.
func (p *seriesPlot) labelLines(runs []timeseries.Run) {
	const few = 3
	y := func(v float64) float64 { return p.y0 - v*p.unit }
	free := func(b canvas.Box) bool {
		return b.Bottom() < p.plot.Bottom() && !slices.ContainsFunc(runs, func(r timeseries.Run) bool { return r.Crosses(b, p.plot.X, p.slot, y) })
	}
	for s := range p.c.Series {
		points := p.c.Series[s].Points
		last := p.last(s)
		st, wide := fitLabels(points, layout.ValueStyle, p.slot-1.5)
		for rank, i := range layout.LabelOrder(len(points), layout.SlotsPerLabel(wide, p.slot), func(i int) (float64, bool) { return layout.ValueAt(points, i) }) {
			v, ok := layout.ValueAt(points, i)
			if points[i].Label == "" || !ok || i == last || len(p.c.Series) > few && rank >= layout.RequiredLabels {
				continue
			}
			text := typeface.Ellipsis(st, points[i].Label, p.plot.W-4)
			half := st.Width(text) / 2
			x := math.Max(math.Min(p.middle(i), p.at.Right()-half), p.plot.X+half+2)
			layout.LabelPoint(p.Canvas, x, y(v), half, st, text, &p.taken, free)
		}
	}
}
