package render

import (
	"math"

	"bilan/report"
)

// IBCS UNIFY: a forecast is hatched, in columns and in variances. What of it is already earned stands in front of it,
// solid.

// endsOf is what the columns' ends show and their labels tell: the forecast, or the actual where there is none or
// where it is already beyond it.
func endsOf(c *report.TimeChart) []report.Point {
	if len(c.FC) == 0 {
		return c.AC
	}
	ends := make([]report.Point, max(len(c.AC), len(c.FC)))
	copy(ends, c.AC)
	for i := range c.FC {
		fc, ok := number(c.FC[i].Value)
		if ac, earned := valueAt(c.AC, i); !ok || earned && ac*fc >= 0 && math.Abs(ac) > math.Abs(fc) {
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
	fc, hatched := valueAt(p.c.FC, i)
	if hatched {
		p.hatch(p.column(x, w, fc), actual)
	}
	ac, ok := valueAt(p.c.AC, i)
	if !ok {
		return
	}
	switch at := &p.c.AC[i]; {
	case at.Forecast:
		p.hatch(p.column(x, w, ac), actual)
	case p.isOpen(i):
		p.edged(x, p.y0, w, -ac*p.unit, 0.8, actual, openTint)
	default:
		p.rect(x, p.y0, w, -ac*p.unit, actual)
	}
	if hatched && ac*fc > 0 && math.Abs(ac) > math.Abs(fc) {
		p.rect(x, p.y0-fc*p.unit-0.5, w, 1, white)
	}
}

// isOpen tells an actual that will still grow and has no forecast behind it that says so: it is light with a dark edge,
// for it is no forecast itself.
func (p *timePlot) isOpen(i int) bool {
	_, hatched := valueAt(p.c.FC, i)
	return i < len(p.c.AC) && p.c.AC[i].Open && !hatched
}

// depth is how far in from a column's end its fill is the same.
func (p *timePlot) depth(i int, v float64) float64 {
	_, hatched := valueAt(p.c.FC, i)
	if ac, ok := valueAt(p.c.AC, i); ok && hatched && p.ends[i].Forecast && ac*v > 0 {
		v -= ac
	}
	return math.Abs(v) * p.unit
}

// drawEarned writes what is already earned of a forecast, within the solid column.
func (p *timePlot) drawEarned(i int) {
	v, ok := valueAt(p.c.AC, i)
	if _, hatched := valueAt(p.c.FC, i); !ok || !hatched || !p.ends[i].Forecast || p.c.AC[i].Forecast {
		return
	}
	_, ac, _, w := p.bars(i)
	text := p.c.AC[i].Label
	st := fitInside(valueStyle, text, w)
	if text != "" && st.width(text) <= w-1.5 && math.Abs(v)*p.unit >= st.size+3 {
		p.textCenter(ac+w/2, baseline(p.y0-v*p.unit, v, st, -1), st.in(white), text)
	}
}

// forecastPad is how far a forecast's ground reaches beyond its column: the gap between columns stays clear.
const forecastPad = columnGap/2 - 1

// drawForecastGround hatches what a table's cell stands on, so lightly that its number is read as any other.
func drawForecastGround(k *ink, b box) { k.slant(b, 3.4, 0.7, forecastLine) }

// forecastLine is light enough for every colour of onForecast to have a contrast of 4.5:1 on the line itself.
var forecastLine = color{0xd0, 0xd0, 0xd0}

// onForecast is a colour of type, deeper where it stands on a forecast's lines.
func onForecast(c color) color {
	for i, v := range c {
		c[i] = uint8(float64(v) * 0.75)
	}
	return c
}
