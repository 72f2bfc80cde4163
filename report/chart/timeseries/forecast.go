package timeseries

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// endPoints returns the values at the ends of the columns: the forecast, or the actual if there is no forecast or the
// actual exceeds it. As in IBCS UNIFY, a forecast is hatched, with the actual solid in front of it.
func endPoints(c *report.TimeChart) []report.Point {
	if len(c.FC) == 0 {
		return c.AC
	}
	ends := make([]report.Point, max(len(c.AC), len(c.FC)))
	copy(ends, c.AC)
	for i := range c.FC {
		fc, ok := layout.Drawable(c.FC[i].Value)
		if ac, splitAchieved := layout.ValueAt(c.AC, i); !ok || splitAchieved && ac*fc >= 0 && math.Abs(ac) > math.Abs(fc) {
			continue
		}
		ends[i] = c.FC[i]
		ends[i].Forecast = true
	}
	return ends
}

// drawFront draws the forecast of category i with the actual in front of it. If the actual exceeds its forecast, a
// white line marks the forecast.
func (p *timePlot) drawFront(i int, x, w float64) {
	fc, hatched := layout.ValueAt(p.c.FC, i)
	if hatched {
		p.Hatch(p.column(x, w, fc), layout.Actual)
	}
	ac, ok := layout.ValueAt(p.c.AC, i)
	if !ok {
		return
	}
	switch at := &p.c.AC[i]; {
	case at.Forecast:
		p.Hatch(p.column(x, w, ac), layout.Actual)
	case p.isOpen(i):
		p.RectWithEdge(x, p.y0, w, -ac*p.unit, 0.8, layout.Actual, layout.OpenTint)
	default:
		p.Rect(x, p.y0, w, -ac*p.unit, layout.Actual)
	}
	if hatched && ac*fc > 0 && math.Abs(ac) > math.Abs(fc) {
		p.Rect(x, p.y0-fc*p.unit-0.5, w, 1, typeface.White)
	}
}

// isOpen reports whether category i is an open period without a forecast. Its actual is light with a dark edge.
func (p *timePlot) isOpen(i int) bool {
	_, hatched := layout.ValueAt(p.c.FC, i)
	return i < len(p.c.AC) && p.c.AC[i].Open && !hatched
}

// depth is the length, in points, of the uniform fill at the end of the column of value v in category i: without the
// actual in front of a forecast.
func (p *timePlot) depth(i int, v float64) float64 {
	_, hatched := layout.ValueAt(p.c.FC, i)
	if ac, ok := layout.ValueAt(p.c.AC, i); ok && hatched && p.ends[i].Forecast && ac*v > 0 {
		v -= ac
	}
	return math.Abs(v) * p.unit
}

// drawAchieved writes the actual in front of a forecast, inside its solid column, if it has room.
func (p *timePlot) drawAchieved(i int) {
	v, ok := layout.ValueAt(p.c.AC, i)
	if _, hatched := layout.ValueAt(p.c.FC, i); !ok || !hatched || !p.ends[i].Forecast || p.c.AC[i].Forecast {
		return
	}
	_, ac, _, w := p.columnsX(i)
	text := p.c.AC[i].Label
	st := FitInside(layout.ValueStyle, text, w)
	if text != "" && st.Width(text) <= w-1.5 && math.Abs(v)*p.unit >= st.Size+3 {
		p.TextCenter(ac+w/2, Baseline(p.y0-v*p.unit, v, st, -1), st.In(typeface.White), text)
	}
}

// ForecastPad is the length, in points, by which the background of a forecast extends beyond its column of a table. It
// is less than half the gap, so that neighbours stay separate.
const ForecastPad = layout.ColumnGap/2 - 1

// DrawForecastGround hatches the background of a table's cell, so lightly that its number remains easy to read.
func DrawForecastGround(k canvas.Canvas, b canvas.Box) { k.SlantedLines(b, 3.4, 0.7, forecastLine) }

// forecastLine is so light that every colour of OnForecast has a contrast of 4.5:1 on it.
var forecastLine = typeface.Color{0xd0, 0xd0, 0xd0}

// OnForecast is the darker version of a text colour for text on the lines of a forecast.
func OnForecast(c typeface.Color) typeface.Color {
	for i, v := range c {
		c[i] = uint8(float64(v) * 0.75)
	}
	return c
}
