package render

import (
	"math"

	"codeberg.org/go-pdf/fpdf"
	chart "github.com/wcharczuk/go-chart/v2"

	"bilan/report"
)

// drawArea lets go-chart draw the areas as vectors into the page. It fills from a line down to zero: so the sums are
// drawn from the highest one down, each over the one before. The axis starts at zero and is printed.
func (p *seriesPlot) drawArea() {
	g := chart.Chart{
		Width: int(p.width() * vectorScale), Height: int(p.plot.h * vectorScale),
		XAxis:          chart.XAxis{Style: chart.Hidden(), Range: &chart.ContinuousRange{Min: 0, Max: float64(p.n)}},
		YAxis:          chart.YAxis{Style: chart.Hidden(), Range: &chart.ContinuousRange{Min: (p.y0 - p.plot.bottom()) / p.unit, Max: (p.y0 - p.plot.y) / p.unit}},
		YAxisSecondary: chart.YAxis{Style: chart.Hidden()},
		Font:           pageFont, ColorPalette: nothing{}, Background: chart.Style{Padding: chart.Box{IsSet: true}},
	}
	for s := len(p.c.Series); s > 0; s-- {
		edge := rgb(white)
		if s == len(p.c.Series) {
			edge = rgb(p.fills[s-1].edge())
		}
		st := chart.Style{FillColor: rgb(p.fills[s-1].shade), StrokeColor: edge, StrokeWidth: 0.6 * vectorScale}
		for _, r := range p.sums(s) {
			g.Series = append(g.Series, r.series(st))
		}
	}
	if len(g.Series) > 0 {
		if err := g.Render(p.vectors, nil); err != nil {
			panic(err)
		}
	}
	p.hatchAhead(p.sums(len(p.c.Series)))
	p.drawTicks()
}

func (p *seriesPlot) labelAreas() {
	top := p.sums(len(p.c.Series))
	p.labelTotals(func(b box) bool { return !p.under(top, b) })
}

// vectors is the chart.RendererProvider of an area.
func (p *seriesPlot) vectors(int, int) (chart.Renderer, error) {
	return &vectorRenderer{ink: p.ink, x: p.plot.x, y: p.plot.y}, nil
}

// sums are the upper edges of the first so many series on each other. Where no series has data the area is cut; a
// category alone is given a little width.
func (p *seriesPlot) sums(series int) []run {
	alone := math.Min(0.12, 3/p.slot)
	points := make([]report.Point, p.n)
	for i := range points {
		if _, ok := p.stack(i); ok {
			sum := 0.0
			for s := range series {
				sum += p.part(s, i)
			}
			points[i].Value = &sum
		}
	}
	runs := straight(points)
	for i, r := range runs {
		if len(r.xs) == 1 {
			runs[i] = run{[]float64{r.xs[0] - alone, r.xs[0] + alone}, []float64{r.ys[0], r.ys[0]}}
		}
	}
	return runs
}

// hatchAhead makes what leads to a forecast look like one.
func (p *seriesPlot) hatchAhead(top []run) {
	for _, r := range top {
		from := len(r.xs)
		for from > 0 && p.forecastAt(int(r.xs[from-1])) {
			from--
		}
		if from == len(r.xs) {
			continue
		}
		var shape []fpdf.PointType
		for i := max(from-1, 0); i < len(r.xs); i++ {
			shape = append(shape, pt(p.plot.x+p.slot*r.xs[i], p.y0-r.ys[i]*p.unit))
		}
		first, last := shape[0].X, shape[len(shape)-1].X
		shape = append(shape, pt(last, p.y0), pt(first, p.y0))
		p.hatchOver(shape, box{first, p.plot.y, last - first, p.plot.h})
	}
}

// forecastAt tells whether any part of a category holds a forecast.
func (l *seriesLayout) forecastAt(i int) bool {
	for s := range l.c.Series {
		if _, ok := valueAt(l.c.Series[s].Points, i); ok && l.c.Series[s].Points[i].Forecast {
			return true
		}
	}
	return false
}

// under tells whether the area comes into the box.
func (p *seriesPlot) under(runs []run, b box) bool {
	for _, r := range runs {
		for i := 1; i < len(r.xs); i++ {
			x1, x2 := p.plot.x+p.slot*r.xs[i-1], p.plot.x+p.slot*r.xs[i]
			y1, y2 := p.y0-r.ys[i-1]*p.unit, p.y0-r.ys[i]*p.unit
			if x1 >= b.right() || x2 <= b.x {
				continue
			}
			middle := b.y + b.h/2
			edge := y1 + (y2-y1)*(math.Max(x1, b.x)-x1)/(x2-x1)
			if b.meets(x1, y1, x2, y2) || middle > math.Min(edge, p.y0) && middle < math.Max(edge, p.y0) {
				return true
			}
		}
	}
	return false
}

func seriesTicksWidth(c *report.SeriesChart) (w float64) {
	for _, t := range c.Ticks {
		w = math.Max(w, axisStyle.width(t.Label)+8)
	}
	return math.Min(w, 60)
}

// drawTicks prints the scale, as far apart as its labels need.
func (p *seriesPlot) drawTicks() {
	var taken labels
	for _, t := range p.c.Ticks {
		v, ok := number(&t.Value)
		y := p.y0 - v*p.unit
		if ok && y >= p.plot.y-1 && y <= p.plot.bottom()+1 && taken.claim(box{0, y - 4, 10, 8}) {
			p.textRight(p.plot.x-6, y+2.6, axisStyle.in(ink600), ellipsis(axisStyle, t.Label, 54))
			p.line(p.plot.x-3, y, p.plot.x, y, 0.5, lastYear)
		}
	}
}
