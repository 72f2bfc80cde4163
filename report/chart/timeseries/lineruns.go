package timeseries

import (
	"math"
	"slices"

	chart "github.com/wcharczuk/go-chart/v2"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/chart/vector"
	"bilan/report/layout"
)

// Run is a line without a gap. XS are in categories: the middle of the first one is 0.5. YS are in the chart's unit.
type Run struct{ XS, YS []float64 }

// StraightRuns returns the runs that join the points in the middles of their categories. A run ends where there is no
// data.
func StraightRuns(points []report.Point) []Run {
	var runs []Run
	gap := true
	for i := range points {
		v, ok := layout.Drawable(points[i].Value)
		if ok {
			if gap {
				runs = append(runs, Run{})
			}
			r := &runs[len(runs)-1]
			r.XS, r.YS = append(r.XS, float64(i)+0.5), append(r.YS, v)
		}
		gap = !ok
	}
	return runs
}

// targets returns the runs of a chart's targets: a level for each of n periods, or a line through the points for a
// running sum.
func targets(c *report.TimeChart, n int) []Run {
	if c.Running {
		return StraightRuns(c.PL)
	}
	return levels(c.PL, n)
}

// levels returns runs with a level for each of n categories, because a target applies to its complete period. The level
// of the last category ends in its middle, like the other lines.
func levels(points []report.Point, n int) []Run {
	var runs []Run
	gap := true
	for i := range points {
		v, ok := layout.Drawable(points[i].Value)
		if ok {
			if gap {
				runs = append(runs, Run{[]float64{float64(i)}, []float64{v}})
			}
			r := &runs[len(runs)-1]
			if last := len(r.YS) - 1; r.YS[last] != v {
				r.XS, r.YS = append(r.XS, float64(i)), append(r.YS, v)
			} else if len(r.YS) > 1 { // the level continues
				r.XS, r.YS = r.XS[:last], r.YS[:last]
			}
			r.XS, r.YS = append(r.XS, math.Min(float64(i)+1, float64(n)-0.5)), append(r.YS, v)
		}
		gap = !ok
	}
	return runs
}

// splitActuals divides the actuals into the line and separate points. Separate is the actual of an open period with a
// forecast if it is less than the previous one: the line would seem to fall.
func splitActuals(ac, fc []report.Point) (line, alone []report.Point) {
	line, alone = slices.Clone(ac), make([]report.Point, len(ac))
	for i := 1; i < len(ac); i++ {
		v, ok := layout.ValueAt(ac, i)
		before, known := layout.ValueAt(ac, i-1)
		if _, hatched := layout.ValueAt(fc, i); ok && hatched && ac[i].Open && (!known || v < before) {
			line[i], alone[i] = report.Point{}, ac[i]
		}
	}
	return line, alone
}

// JoinForecast returns the runs of a forecast, joined to the last actual before it.
func JoinForecast(ac, fc []report.Point) []Run {
	joined := make([]report.Point, len(fc))
	copy(joined, fc)
	for i := range fc {
		if _, ok := layout.Drawable(fc[i].Value); ok {
			if i == 0 {
				break
			}
			if _, ok := layout.ValueAt(ac, i-1); ok {
				joined[i-1] = ac[i-1]
			}
			break
		}
	}
	return StraightRuns(joined)
}

// Series is the run as a series of go-chart. A run of one point is a dot.
func (r Run) Series(st chart.Style) chart.Series {
	if len(r.XS) == 1 {
		st = chart.Style{DotColor: st.StrokeColor, DotWidth: 2 * vector.Scale, StrokeWidth: chart.Disabled}
	}
	return chart.ContinuousSeries{Style: st, XValues: r.XS, YValues: r.YS}
}

// Crosses reports whether the run crosses the box or is very near it. The first category begins at x0; a category is
// slot points wide; y returns the y of a value on the page.
func (r Run) Crosses(b canvas.Box, x0, slot float64, y func(float64) float64) bool {
	for i := 1; i < len(r.XS); i++ {
		x1, x2 := x0+slot*r.XS[i-1], x0+slot*r.XS[i]
		if x1 < b.Right() && x2 > b.X && LineCrosses(b, x1, y(r.YS[i-1]), x2, y(r.YS[i])) {
			return true
		}
	}
	return false
}
