package timeseries

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// IBCS UNIFY: a forecast is hatched, in columns and in variances. The part already achieved is in front of it, solid.

// endsOf are the values at the columns' ends and in their labels: the forecast, or the actual if there is no forecast
// or the actual exceeds it.
func endsOf(c *report.TimeChart) []report.Point {
	if len(c.FC) == 0 {
		return c.AC
	}
	ends := make([]report.Point, max(len(c.AC), len(c.FC)))
	copy(ends, c.AC)
	for i := range c.FC {
		fc, ok := layout.Number(c.FC[i].Value)
		if ac, splitAchieved := layout.ValueAt(c.AC, i); !ok || splitAchieved && ac*fc >= 0 && math.Abs(ac) > math.Abs(fc) {
			continue
		}
		ends[i] = c.FC[i]
		ends[i].Forecast = true
	}
	return ends
}

// drawFront draws a category's forecast with the actual in front of it. An actual beyond its forecast is crossed by a
// light line where that ends.
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
		p.Edged(x, p.y0, w, -ac*p.unit, 0.8, layout.Actual, layout.OpenTint)
	default:
		p.Rect(x, p.y0, w, -ac*p.unit, layout.Actual)
	}
	if hatched && ac*fc > 0 && math.Abs(ac) > math.Abs(fc) {
		p.Rect(x, p.y0-fc*p.unit-0.5, w, 1, typeface.White)
	}
}

// isOpen reports whether an actual will still grow and has no forecast behind it that shows this: it is light with a
// dark edge, because it is not a forecast.
func (p *timePlot) isOpen(i int) bool {
	_, hatched := layout.ValueAt(p.c.FC, i)
	return i < len(p.c.AC) && p.c.AC[i].Open && !hatched
}

// depth is how far in from a column's end its fill is the same.
func (p *timePlot) depth(i int, v float64) float64 {
	_, hatched := layout.ValueAt(p.c.FC, i)
	if ac, ok := layout.ValueAt(p.c.AC, i); ok && hatched && p.ends[i].Forecast && ac*v > 0 {
		v -= ac
	}
	return math.Abs(v) * p.unit
}

// drawAchieved writes the achieved part of a forecast, inside the solid column.
func (p *timePlot) drawAchieved(i int) {
	v, ok := layout.ValueAt(p.c.AC, i)
	if _, hatched := layout.ValueAt(p.c.FC, i); !ok || !hatched || !p.ends[i].Forecast || p.c.AC[i].Forecast {
		return
	}
	_, ac, _, w := p.bars(i)
	text := p.c.AC[i].Label
	st := FitInside(layout.ValueStyle, text, w)
	if text != "" && st.Width(text) <= w-1.5 && math.Abs(v)*p.unit >= st.Size+3 {
		p.TextCenter(ac+w/2, Baseline(p.y0-v*p.unit, v, st, -1), st.In(typeface.White), text)
	}
}

// ForecastPad is how far a forecast's ground reaches beyond its column: the gap between columns stays clear.
const ForecastPad = layout.ColumnGap/2 - 1

// DrawForecastGround hatches the background of a table's cell, so lightly that its number remains easy to read.
func DrawForecastGround(k canvas.Canvas, b canvas.Box) { k.Slant(b, 3.4, 0.7, forecastLine) }

// forecastLine is light enough for every colour of onForecast to have a contrast of 4.5:1 on the line itself.
var forecastLine = typeface.Color{0xd0, 0xd0, 0xd0}

// OnForecast is a text colour, darker on a forecast's lines.
func OnForecast(c typeface.Color) typeface.Color {
	for i, v := range c {
		c[i] = uint8(float64(v) * 0.75)
	}
	return c
}
