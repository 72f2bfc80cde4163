package timeseries

import (
	"math"

	chart "github.com/wcharczuk/go-chart/v2"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/chart/vector"
	"bilan/report/layout"
	"bilan/report/typeface"
)

const (
	lineGutter = 78.0 // the width right of the lines, for their names and last values; less in a narrow chart
	nameStep   = 9.5
)

// Line returns a line chart as one piece. The actual is solid and dark, its forecast dotted, the target dashed, last
// year lighter, the year before last the lightest. A target has a level for each period; that of a running sum rises
// from point to point. Each line has its name at its end. The axis is printed, because it need not start at zero.
func Line(c *report.TimeChart, in layout.Room) []*layout.Piece {
	n := categories(c)
	if n == 0 {
		return nil
	}
	h := LabelH + plotHeight(c, in.Plot) + AxisH
	if len(c.Groups) > 0 {
		h += GroupH
	}
	room := 0.0
	if words := (report.ChartWords{MagnifiedDelta: c.Words.MagnifiedDelta}); layout.MayMagnify(words, "", len(c.DeltaPL) > 0) {
		room = layout.FactorsNoteHeight(words, in.W, true)
	}
	own := layout.Need{Key: layout.SharedScale("line", c.Scale, c), Extent: LineExtent(c)}
	return []*layout.Piece{{Height: h + room + tiersHeight(c, in.Plot), Needs: []layout.Need{own}, Draw: func(s *layout.Sheet, b canvas.Box) {
		e := s.Scales[own.Key]
		if own.Span() < e.Span()/4 { // the line would be flat on the shared axis
			e = own.Extent
		}
		var p *timePlot
		s.Figure(c.Alt, b, func() { p = drawLine(s, c, b, in.Plot, e) })
		p.drawMagnified(b, room)
	}}}
}

// LineExtent is the extent of a line chart's axis. It contains the values and the ticks.
func LineExtent(c *report.TimeChart) (e layout.Extent) {
	e = layout.NewExtent(math.Inf(1), math.Inf(-1))
	for _, points := range append(append(scenariosOf(c), c.PPY), rangeOf(c)...) {
		for i := range points {
			if v, ok := layout.Drawable(points[i].Value); ok {
				e.Include(v)
			}
		}
	}
	for _, t := range c.Ticks {
		if v, ok := layout.Drawable(&t.Value); ok {
			e.Include(v)
		}
	}
	if e.Low > e.High {
		return layout.Extent{}
	}
	if e.Low == e.High { // puts a flat line in the middle
		pad := math.Max(math.Abs(e.Low)*0.1, 1e-9)
		return layout.NewExtent(e.Low-pad, e.High+pad)
	}
	return e
}

// lines draws a line chart in its box on the page.
type lines struct {
	*timePlot
	plot   canvas.Box
	low    float64 // the value at the bottom of the plot
	gutter float64 // the width right of the lines, for their names
	runs   []Run   // all lines that are drawn
	names  []lineName
	taken  layout.Labels
}

type lineName struct {
	y    float64
	text string
	st   typeface.Style
	band bool // the name is that of the forecast's range, and has a sample of it
}

func drawLine(s *layout.Sheet, c *report.TimeChart, b canvas.Box, plot float64, e layout.Extent) *timePlot {
	n := categories(c)
	tiers := namesWidth(&report.TimeChart{DeltaPL: c.DeltaPL, DeltaPLPct: c.DeltaPLPct, Words: c.Words})
	gutter, ends := math.Max(ticksWidth(c)+8, math.Min(tiers, b.W*0.36)), lineNamesWidth(c, b.W)
	p := &timePlot{Sheet: s, c: c, plot: plot, n: n, names: gutter, top: b.Y, right: b.Right() - ends/2, centred: true, zoom: 1, ends: c.AC}
	p.x0, p.slot = b.X+gutter, (b.W-gutter-ends)/math.Max(float64(n)-0.5, 1)
	l := &lines{timePlot: p, low: e.Low, gutter: ends, plot: canvas.BoxAt(p.x0, b.Y+tiersHeight(c, plot)+LabelH, p.width(), plotHeight(c, plot))}
	p.unit = l.plot.H / e.Span()
	p.y0 = l.y(math.Max(e.Low, math.Min(e.High, 0)))
	l.drawTiers()
	l.drawBand()
	l.drawTicks()
	l.drawSeries()
	l.drawPoints()
	l.drawLineNames()
	l.Line(p.x0, l.plot.Bottom(), l.plot.Right(), l.plot.Bottom(), 0.5, layout.LastYear)
	DrawCategories(p.Canvas, c, canvas.BoxAt(p.x0, l.plot.Bottom(), p.right-p.x0, 0), p.slot, n)
	return p
}

func (l *lines) y(v float64) float64 { return l.plot.Bottom() - (v-l.low)*l.unit }

// drawSeries draws the lines with go-chart, and adds their names.
func (l *lines) drawSeries() {
	g := chart.Chart{
		Width: int(l.plot.W * vector.Scale), Height: int(l.plot.H * vector.Scale),
		XAxis:          chart.XAxis{Style: chart.Hidden(), Range: &chart.ContinuousRange{Min: 0, Max: float64(l.n)}},
		YAxis:          chart.YAxis{Style: chart.Hidden(), Range: &chart.ContinuousRange{Min: l.low, Max: l.low + l.plot.H/l.unit}},
		YAxisSecondary: chart.YAxis{Style: chart.Hidden()},
		Font:           vector.PageFont, ColorPalette: vector.ClearPalette{}, Background: chart.Style{Padding: chart.Box{IsSet: true}},
	}
	add := func(points []report.Point, runs []Run, name string, st chart.Style, text typeface.Style) {
		for _, r := range runs {
			g.Series = append(g.Series, r.Series(st))
		}
		l.runs = append(l.runs, runs...)
		l.nameLine(points, name, text)
	}
	c := l.c
	line, alone := splitActuals(c.AC, c.FC)
	l.runs = append(l.runs, StraightRuns(alone)...)
	for _, r := range StraightRuns(alone) {
		g.Series = append(g.Series, r.Series(chart.Style{StrokeColor: vector.RGB(layout.Actual)}))
	}
	add(c.PPY, StraightRuns(c.PPY), c.Words.PPY, chart.Style{StrokeColor: vector.RGB(layout.TwoYearsAgo), StrokeWidth: 1.6 * vector.Scale}, layout.AxisStyle.In(layout.Ink600))
	add(c.PY, StraightRuns(c.PY), c.Words.PY, chart.Style{StrokeColor: vector.RGB(layout.LastYear), StrokeWidth: 1.6 * vector.Scale}, layout.AxisStyle.In(layout.Ink600))
	add(c.PL, targets(c, l.n), c.Words.PL, chart.Style{StrokeColor: vector.RGB(layout.Ink900), StrokeWidth: 0.9 * vector.Scale, StrokeDashArray: []float64{4 * vector.Scale, 2.5 * vector.Scale}}, layout.AxisStyle)
	add(c.FC, JoinForecast(line, c.FC), c.Words.FC, chart.Style{StrokeColor: vector.RGB(layout.Actual), StrokeWidth: 1.8 * vector.Scale, StrokeDashArray: []float64{1.8 * vector.Scale, 1.6 * vector.Scale}}, layout.AxisStyle)
	add(line, StraightRuns(line), c.Words.AC, chart.Style{StrokeColor: vector.RGB(layout.Actual), StrokeWidth: 1.8 * vector.Scale}, layout.NameStyle)
	if len(g.Series) == 0 {
		return
	}
	if err := g.Render(l.vectors, nil); err != nil {
		panic(err)
	}
}

// vectors is the chart.RendererProvider for line charts.
func (l *lines) vectors(int, int) (chart.Renderer, error) {
	return vector.New(l.Canvas, l.plot.X, l.plot.Y), nil
}
