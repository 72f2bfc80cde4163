package timeseries

import (
	"slices"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// A forecast's range is a light band behind the lines, from the last actual before it on, and a bracket on columns. Neither
// is told by colour: the band has an edge for grey prints.

var (
	bandFill = typeface.Color{0xe4, 0xe7, 0xea}
	bandEdge = typeface.Color{0x9a, 0xa3, 0xab}
)

const (
	bracketArm = 2.2 // half of the bracket's ends
	bandSwatch = 8.0
)

// drawBand fills between the bounds of the forecast and names the range at its end.
func (l *lines) drawBand() {
	line, _ := earned(l.c.AC, l.c.FC)
	lows, highs := Onwards(line, l.c.Low), Onwards(line, l.c.High)
	for i := range min(len(lows), len(highs)) {
		low, high := l.points(lows[i]), l.points(highs[i])
		if len(low) != len(high) {
			continue
		}
		if len(low) == 1 { // a range without anything before it
			l.bracket(low[0].X, low[0].Y, high[0].Y)
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

// drawRange draws the bracket of a column's forecast.
func (p *timePlot) drawRange(i int, x, w float64) {
	low, ok := layout.ValueAt(p.c.Low, i)
	high, known := layout.ValueAt(p.c.High, i)
	if ok && known {
		p.bracket(x+w-bracketArm-1, p.y0-low*p.unit, p.y0-high*p.unit)
	}
}

func (p *timePlot) bracket(x, y1, y2 float64) {
	for _, under := range []struct {
		width float64
		c     typeface.Color
	}{{2.6, typeface.White}, {0.9, layout.Ink900}} {
		p.Line(x, y1, x, y2, under.width, under.c)
		p.Line(x-bracketArm, y1, x+bracketArm, y1, under.width, under.c)
		p.Line(x-bracketArm, y2, x+bracketArm, y2, under.width, under.c)
	}
}

func drawBandSwatch(k canvas.Canvas, x, y float64) {
	k.Edged(x, y, bandSwatch, 6, 0.5, bandEdge, bandFill)
}

func drawBracketSwatch(k canvas.Canvas, x, y float64) {
	at := x + layout.SwatchW/2
	k.Line(at, y, at, y+7, 0.9, layout.Ink900)
	k.Line(at-bracketArm, y, at+bracketArm, y, 0.9, layout.Ink900)
	k.Line(at-bracketArm, y+7, at+bracketArm, y+7, 0.9, layout.Ink900)
}

// rangeOf are the bounds of a chart's range, which the axis must show.
func rangeOf(c *report.TimeChart) [][]report.Point { return [][]report.Point{c.Low, c.High} }
