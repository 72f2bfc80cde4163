package multiseries

import (
	"math"

	chart "github.com/wcharczuk/go-chart/v2"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/chart/timeseries"
	"bilan/report/chart/vector"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// drawArea draws the areas with go-chart, which fills from a line down to zero. So it draws the sums of all series
// first, then those of one series less, each over the previous one. It also prints the axis.
func (p *seriesPlot) drawArea() {
	g := chart.Chart{
		Width: int(p.width() * vector.Scale), Height: int(p.plot.H * vector.Scale),
		XAxis:          chart.XAxis{Style: chart.Hidden(), Range: &chart.ContinuousRange{Min: 0, Max: float64(p.n)}},
		YAxis:          chart.YAxis{Style: chart.Hidden(), Range: &chart.ContinuousRange{Min: (p.y0 - p.plot.Bottom()) / p.unit, Max: (p.y0 - p.plot.Y) / p.unit}},
		YAxisSecondary: chart.YAxis{Style: chart.Hidden()},
		Font:           vector.PageFont, ColorPalette: vector.ClearPalette{}, Background: chart.Style{Padding: chart.Box{IsSet: true}},
	}
	for s := len(p.c.Series); s > 0; s-- {
		edge := vector.RGB(typeface.White)
		if s == len(p.c.Series) {
			edge = vector.RGB(p.fills[s-1].edge())
		}
		st := chart.Style{FillColor: vector.RGB(p.fills[s-1].shade), StrokeColor: edge, StrokeWidth: 0.6 * vector.Scale}
		for _, r := range p.stackedEdges(s) {
			g.Series = append(g.Series, r.Series(st))
		}
	}
	if len(g.Series) > 0 {
		if err := g.Render(p.vectors, nil); err != nil {
			panic(err)
		}
	}
	p.hatchAhead(p.stackedEdges(len(p.c.Series)))
	p.drawTicks()
}

func (p *seriesPlot) labelAreas() {
	top := p.stackedEdges(len(p.c.Series))
	p.labelTotals(func(b canvas.Box) bool { return !p.overlapsArea(top, b) })
}

// vectors is the chart.RendererProvider for areas.
func (p *seriesPlot) vectors(int, int) (chart.Renderer, error) {
	return vector.New(p.Canvas, p.plot.X, p.plot.Y), nil
}

// stackedEdges returns the upper edges of the first series, stacked. They are divided where no series has data. A
// single category between two gaps gets a small width.
func (p *seriesPlot) stackedEdges(series int) []timeseries.Run {
	alone := math.Min(0.12, 3/p.slot)
	points := make([]report.Point, p.n)
	for i := range points {
		if _, ok := p.stackSum(i); ok {
			sum := 0.0
			for s := range series {
				sum += p.part(s, i)
			}
			points[i].Value = &sum
		}
	}
	runs := timeseries.StraightRuns(points)
	for i, r := range runs {
		if len(r.XS) == 1 {
			runs[i] = timeseries.Run{XS: []float64{r.XS[0] - alone, r.XS[0] + alone}, YS: []float64{r.YS[0], r.YS[0]}}
		}
	}
	return runs
}

// hatchAhead hatches the part of an area that leads to a forecast.
func (p *seriesPlot) hatchAhead(top []timeseries.Run) {
	for _, r := range top {
		from := len(r.XS)
		for from > 0 && p.forecastAt(int(r.XS[from-1])) {
			from--
		}
		if from == len(r.XS) {
			continue
		}
		var shape []canvas.Point
		for i := max(from-1, 0); i < len(r.XS); i++ {
			shape = append(shape, canvas.Pt(p.plot.X+p.slot*r.XS[i], p.y0-r.YS[i]*p.unit))
		}
		first, last := shape[0].X, shape[len(shape)-1].X
		shape = append(shape, canvas.Pt(last, p.y0), canvas.Pt(first, p.y0))
		p.HatchOver(shape, canvas.BoxAt(first, p.plot.Y, last-first, p.plot.H))
	}
}

// forecastAt reports whether any part of a category contains a forecast.
func (l *seriesLayout) forecastAt(i int) bool {
	for s := range l.c.Series {
		if _, ok := layout.ValueAt(l.c.Series[s].Points, i); ok && l.c.Series[s].Points[i].Forecast {
			return true
		}
	}
	return false
}

// overlapsArea reports whether the area below the runs overlaps the box.
func (p *seriesPlot) overlapsArea(runs []timeseries.Run, b canvas.Box) bool {
	for _, r := range runs {
		for i := 1; i < len(r.XS); i++ {
			x1, x2 := p.plot.X+p.slot*r.XS[i-1], p.plot.X+p.slot*r.XS[i]
			y1, y2 := p.y0-r.YS[i-1]*p.unit, p.y0-r.YS[i]*p.unit
			if x1 >= b.Right() || x2 <= b.X {
				continue
			}
			middle := b.Y + b.H/2
			edge := y1 + (y2-y1)*(math.Max(x1, b.X)-x1)/(x2-x1)
			if timeseries.LineCrosses(b, x1, y1, x2, y2) || middle > math.Min(edge, p.y0) && middle < math.Max(edge, p.y0) {
				return true
			}
		}
	}
	return false
}

func seriesTicksWidth(c *report.SeriesChart) (w float64) {
	for _, t := range c.Ticks {
		w = math.Max(w, layout.AxisStyle.Width(t.Label)+8)
	}
	return math.Min(w, 60)
}

// drawTicks prints the axis. It omits labels that would overlap.
func (p *seriesPlot) drawTicks() {
	var taken layout.Labels
	for _, t := range p.c.Ticks {
		v, ok := layout.Drawable(&t.Value)
		y := p.y0 - v*p.unit
		if ok && y >= p.plot.Y-1 && y <= p.plot.Bottom()+1 && taken.Claim(canvas.BoxAt(0, y-4, 10, 8)) {
			p.TextRight(p.plot.X-6, y+2.6, layout.AxisStyle.In(layout.Ink600), typeface.Ellipsis(layout.AxisStyle, t.Label, 54))
			p.Line(p.plot.X-3, y, p.plot.X, y, 0.5, layout.LastYear)
		}
	}
}
