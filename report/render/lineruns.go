package render

import (
	"math"
	"slices"

	chart "github.com/wcharczuk/go-chart/v2"

	"bilan/report"
)

// run is a line without a gap: x in categories, the middle of the first one at 0.5, y in the chart's unit.
type run struct{ xs, ys []float64 }

// straight joins the middles of the categories. Where there is no data the line is cut: it never bridges a gap.
func straight(points []report.Point) []run {
	var runs []run
	gap := true
	for i := range points {
		v, ok := number(points[i].Value)
		if ok {
			if gap {
				runs = append(runs, run{})
			}
			r := &runs[len(runs)-1]
			r.xs, r.ys = append(r.xs, float64(i)+0.5), append(r.ys, v)
		}
		gap = !ok
	}
	return runs
}

// targets are levels of their periods; what is summed up on the way is joined from point to point.
func targets(c *report.TimeChart, n int) []run {
	if c.Running {
		return straight(c.PL)
	}
	return levels(c.PL, n)
}

// levels runs through each category at its own level, for a target holds for the whole of its period: that it changes
// is a step. The last of n categories ends in its middle, as the other lines do.
func levels(points []report.Point, n int) []run {
	var runs []run
	gap := true
	for i := range points {
		v, ok := number(points[i].Value)
		if ok {
			if gap {
				runs = append(runs, run{[]float64{float64(i)}, []float64{v}})
			}
			r := &runs[len(runs)-1]
			if last := len(r.ys) - 1; r.ys[last] != v {
				r.xs, r.ys = append(r.xs, float64(i)), append(r.ys, v)
			} else if len(r.ys) > 1 { // the level goes on
				r.xs, r.ys = r.xs[:last], r.ys[:last]
			}
			r.xs, r.ys = append(r.xs, math.Min(float64(i)+1, float64(n)-0.5)), append(r.ys, v)
		}
		gap = !ok
	}
	return runs
}

// earned parts the line of actuals from what is earned so far of periods that are forecast: where that is less than the
// actual before, the line would seem to fall, so it stands alone.
func earned(ac, fc []report.Point) (line, alone []report.Point) {
	line, alone = slices.Clone(ac), make([]report.Point, len(ac))
	for i := 1; i < len(ac); i++ {
		v, ok := valueAt(ac, i)
		before, known := valueAt(ac, i-1)
		if _, hatched := valueAt(fc, i); ok && hatched && ac[i].Open && (!known || v < before) {
			line[i], alone[i] = report.Point{}, ac[i]
		}
	}
	return line, alone
}

// onwards joins a forecast to the last actual before it.
func onwards(ac, fc []report.Point) []run {
	joined := make([]report.Point, len(fc))
	copy(joined, fc)
	for i := range fc {
		if _, ok := number(fc[i].Value); ok {
			if i == 0 {
				break
			}
			if _, ok := valueAt(ac, i-1); ok {
				joined[i-1] = ac[i-1]
			}
			break
		}
	}
	return straight(joined)
}

// series is the run as go-chart takes it; a single point is a dot.
func (r run) series(st chart.Style) chart.Series {
	if len(r.xs) == 1 {
		st = chart.Style{DotColor: st.StrokeColor, DotWidth: 2 * vectorScale, StrokeWidth: chart.Disabled}
	}
	return chart.ContinuousSeries{Style: st, XValues: r.xs, YValues: r.ys}
}

// crosses tells whether the run comes through the box or very near. Its categories begin at x0, slot points apart; y is where a
// value stands.
func (r run) crosses(b box, x0, slot float64, y func(float64) float64) bool {
	for i := 1; i < len(r.xs); i++ {
		x1, x2 := x0+slot*r.xs[i-1], x0+slot*r.xs[i]
		if x1 < b.right() && x2 > b.x && b.meets(x1, y(r.ys[i-1]), x2, y(r.ys[i])) {
			return true
		}
	}
	return false
}
