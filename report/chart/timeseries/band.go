package timeseries

import (
	"slices"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// The colours of a forecast's range: a light band behind the lines, with an edge for grey print.
var (
	bandFill = typeface.Color{0xe4, 0xe7, 0xea}
	bandEdge = typeface.Color{0x9a, 0xa3, 0xab}
)

const bandSwatch = 8.0 // the width of the band's sample beside its name

// drawBand fills the area between the bounds of the forecast, from the last actual before it, and adds its name.
func (l *lines) drawBand() {
	line, _ := splitActuals(l.c.AC, l.c.FC)
	lows, highs := JoinForecast(line, l.c.Low), JoinForecast(line, l.c.High)
	for i := range min(len(lows), len(highs)) {
		low, high := l.points(lows[i]), l.points(highs[i])
		if len(low) != len(high) {
			continue
		}
		if l.runs = append(l.runs, lows[i], highs[i]); len(low) == 1 { // the range is at a single category
			l.Line(low[0].X, low[0].Y, high[0].X, high[0].Y, 2, bandEdge)
			continue
		}
		back := slices.Clone(low)
		slices.Reverse(back)
		l.Polygon(bandFill, append(slices.Clone(high), back...)...)
		l.Path(low, 0.5, bandEdge)
		l.Path(high, 0.5, bandEdge)
	}
	if at := LastKnown(l.c.High); at >= 0 && l.c.Words.Range != "" {
		l.names = append(l.names, lineName{y: l.y(*l.c.High[at].Value), text: l.c.Words.Range, st: layout.SmallStyle, band: true})
	}
}

func (l *lines) points(r Run) []canvas.Point {
	out := make([]canvas.Point, len(r.XS))
	for i := range r.XS {
		out[i] = canvas.Pt(l.x0+l.slot*r.XS[i], l.y(r.YS[i]))
	}
	return out
}

func drawBandSwatch(k canvas.Canvas, x, y float64) {
	k.RectWithEdge(x, y, bandSwatch, 6, 0.5, bandEdge, bandFill)
}

// rangeOf returns the lower and the upper bounds of a chart's forecast.
func rangeOf(c *report.TimeChart) [][]report.Point { return [][]report.Point{c.Low, c.High} }
