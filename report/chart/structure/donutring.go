package structure

import (
	"math"

	chart "github.com/wcharczuk/go-chart/v2"

	"bilan/report/chart/vector"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// ring is the chart.Renderer for donuts. It corrects go-chart's donut, which begins at three o'clock, leaves a gap
// because it rounds shares down, and has a small hole.
type ring struct {
	*vector.Renderer
	turns []float64 // the start of each part and the end of the last one, in turns from twelve o'clock
	next  int       // the part of the next call to ArcTo
}

// ArcTo implements chart.Renderer. go-chart calls it for each part in order, then for the hole.
func (r *ring) ArcTo(cx, cy int, _, _, _, _ float64) {
	const turn = 2 * math.Pi
	outer := donutR * vector.Scale
	if r.next+1 >= len(r.turns) {
		r.Renderer.ArcTo(cx, cy, outer*donutHole, outer*donutHole, 0, turn)
		return
	}
	from, to := r.turns[r.next], r.turns[r.next+1]
	r.next++
	r.Renderer.ArcTo(cx, cy, outer, outer, (from-0.25)*turn, (to-from)*turn)
}

// drawRing draws the ring around x and y with go-chart, and the total in its middle.
func (g *donutPlot) drawRing(p *layout.Sheet, x, y float64) {
	r := &ring{Renderer: vector.New(p.Canvas, x-donutR, y-donutR), turns: []float64{0}}
	c := chart.DonutChart{
		Width: 2 * donutR * vector.Scale, Height: 2 * donutR * vector.Scale, Font: vector.PageFont, ColorPalette: vector.ClearPalette{},
		Background: chart.Style{Padding: chart.Box{IsSet: true}}, SliceStyle: chart.Style{StrokeColor: vector.RGB(typeface.White), FillColor: vector.RGB(typeface.White)},
	}
	for _, i := range g.visible() {
		share := g.shareOf(i)
		r.turns = append(r.turns, r.turns[len(r.turns)-1]+share)
		line := math.Min(1, share*2*math.Pi*donutR/4) // a separator must not cover its part
		c.Values = append(c.Values, chart.Value{Value: share, Style: chart.Style{
			FillColor: vector.RGB(g.shadeOf(i)), StrokeColor: vector.RGB(typeface.White), StrokeWidth: math.Max(line, 0.05) * vector.Scale}})
	}
	r.turns[len(r.turns)-1] = 1
	if len(c.Values) == 1 { // go-chart draws no ring for a single part
		p.Dot(x, y, donutR, g.shadeOf(g.visible()[0]))
		p.Dot(x, y, donutR*donutHole, typeface.White)
	} else if err := c.Render(func(int, int) (chart.Renderer, error) { return r, nil }, nil); err != nil {
		panic(err)
	}
	g.drawMiddle(p, x, y)
}

// visible returns the indexes of the parts whose share is above zero.
func (g *donutPlot) visible() []int {
	var list []int
	for i := range g.sizes {
		if g.shareOf(i) > 1e-9 {
			list = append(list, i)
		}
	}
	return list
}
