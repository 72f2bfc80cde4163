package render

import (
	"math"

	chart "github.com/wcharczuk/go-chart/v2"

	"bilan/report"
)

const (
	lineGutter = 78.0 // right of the lines, for their names and last values; less of a narrow chart
	nameStep   = 9.5
)

// linePieces makes one piece. IBCS: actual solid dark, forecast dotted on from it, target dashed and a level per
// period (a running one rises from point to point), last year lighter, the year before lightest; each line is named at its end, and the axis is printed because a line need not start at
// zero.
func linePieces(c *report.TimeChart, w float64) []*piece {
	n := categories(c)
	if n == 0 {
		return nil
	}
	h := labelH + tallOf(c) + axisH
	if len(c.Groups) > 0 {
		h += groupH
	}
	room := 0.0
	if words := (report.ChartWords{MagnifiedDelta: c.Words.MagnifiedDelta}); magnifies(words, "", len(c.DeltaPL) > 0) {
		room = magnifiedHeight(words, w, true)
	}
	own := need{key: sharedScale("line", c.Scale, c), extent: lineExtent(c)}
	return []*piece{{height: h + room + tiersHeight(c), needs: []need{own}, draw: func(s *sheet, b box) {
		e := s.scales[own.key]
		if own.span() < e.span()/4 { // it would be flat; its own axis is printed
			e = own.extent
		}
		var p *timePlot
		s.figure(c.Alt, b, func() { p = drawLine(s, c, b, n, e) })
		p.drawMagnified(b, room)
	}}}
}

// lineExtent is what the axis must show: the values and the ticks.
func lineExtent(c *report.TimeChart) (e extent) {
	e = extent{math.Inf(1), math.Inf(-1)}
	for _, points := range append(scenariosOf(c), c.PPY) {
		for i := range points {
			if v, ok := number(points[i].Value); ok {
				e.hold(v)
			}
		}
	}
	for _, t := range c.Ticks {
		if v, ok := number(&t.Value); ok {
			e.hold(v)
		}
	}
	if e.low > e.high {
		return extent{}
	}
	if e.low == e.high { // a flat line runs through the middle
		pad := math.Max(math.Abs(e.low)*0.1, 1e-9)
		return extent{e.low - pad, e.high + pad}
	}
	return e
}

// lines is a line chart at its place.
type lines struct {
	*timePlot
	plot   box
	low    float64
	gutter float64 // right of the lines
	runs   []run   // all that is drawn
	names  []lineName
	taken  labels
}

type lineName struct {
	y    float64
	text string
	st   style
}

func drawLine(s *sheet, c *report.TimeChart, b box, n int, e extent) *timePlot {
	tiers := namesWidth(&report.TimeChart{DeltaPL: c.DeltaPL, DeltaPLPct: c.DeltaPLPct, Words: c.Words})
	gutter, ends := math.Max(ticksWidth(c)+8, math.Min(tiers, b.w*0.36)), lineNamesWidth(c, b.w)
	p := &timePlot{sheet: s, c: c, n: n, names: gutter, top: b.y, right: b.right() - ends/2, centred: true, zoom: 1, ends: c.AC}
	p.x0, p.slot = b.x+gutter, (b.w-gutter-ends)/math.Max(float64(n)-0.5, 1)
	l := &lines{timePlot: p, low: e.low, gutter: ends, plot: box{p.x0, b.y + tiersHeight(c) + labelH, p.width(), tallOf(c)}}
	p.unit = l.plot.h / e.span()
	p.y0 = l.y(math.Max(e.low, math.Min(e.high, 0)))
	l.drawTiers()
	l.drawTicks()
	l.drawSeries()
	l.drawPoints()
	l.drawLineNames()
	l.line(p.x0, l.plot.bottom(), l.plot.right(), l.plot.bottom(), 0.5, lastYear)
	drawCategories(p.ink, c, box{p.x0, l.plot.bottom(), p.right - p.x0, 0}, p.slot, n)
	return p
}

func (l *lines) y(v float64) float64 { return l.plot.bottom() - (v-l.low)*l.unit }

// drawSeries lets go-chart draw the lines as vectors into the page.
func (l *lines) drawSeries() {
	g := chart.Chart{
		Width: int(l.plot.w * vectorScale), Height: int(l.plot.h * vectorScale),
		XAxis:          chart.XAxis{Style: chart.Hidden(), Range: &chart.ContinuousRange{Min: 0, Max: float64(l.n)}},
		YAxis:          chart.YAxis{Style: chart.Hidden(), Range: &chart.ContinuousRange{Min: l.low, Max: l.low + l.plot.h/l.unit}},
		YAxisSecondary: chart.YAxis{Style: chart.Hidden()},
		Font:           pageFont, ColorPalette: nothing{}, Background: chart.Style{Padding: chart.Box{IsSet: true}},
	}
	add := func(points []report.Point, runs []run, name string, st chart.Style, text style) {
		for _, r := range runs {
			g.Series = append(g.Series, r.series(st))
		}
		l.runs = append(l.runs, runs...)
		l.nameLine(points, name, text)
	}
	c := l.c
	line, alone := earned(c.AC, c.FC)
	l.runs = append(l.runs, straight(alone)...)
	for _, r := range straight(alone) {
		g.Series = append(g.Series, r.series(chart.Style{StrokeColor: rgb(actual)}))
	}
	add(c.PPY, straight(c.PPY), c.Words.PPY, chart.Style{StrokeColor: rgb(twoYearsAgo), StrokeWidth: 1.6 * vectorScale}, axisStyle.in(ink600))
	add(c.PY, straight(c.PY), c.Words.PY, chart.Style{StrokeColor: rgb(lastYear), StrokeWidth: 1.6 * vectorScale}, axisStyle.in(ink600))
	add(c.PL, targets(c, l.n), c.Words.PL, chart.Style{StrokeColor: rgb(ink900), StrokeWidth: 0.9 * vectorScale, StrokeDashArray: []float64{4 * vectorScale, 2.5 * vectorScale}}, axisStyle)
	add(c.FC, onwards(line, c.FC), c.Words.FC, chart.Style{StrokeColor: rgb(actual), StrokeWidth: 1.8 * vectorScale, StrokeDashArray: []float64{1.8 * vectorScale, 1.6 * vectorScale}}, axisStyle)
	add(line, straight(line), c.Words.AC, chart.Style{StrokeColor: rgb(actual), StrokeWidth: 1.8 * vectorScale}, nameStyle)
	if len(g.Series) == 0 {
		return
	}
	if err := g.Render(l.vectors, nil); err != nil {
		panic(err)
	}
}
