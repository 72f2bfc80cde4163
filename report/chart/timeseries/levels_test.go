package timeseries

import (
	"math"
	"slices"
	"testing"

	"bilan/report"
	"bilan/report/layout"
	"bilan/report/reporttest"
)

func TestLevels(t *testing.T) {
	points := func(values ...float64) (list []report.Point) {
		for _, v := range reporttest.Series(values...) {
			list = append(list, report.Point{Value: v})
		}
		return list
	}
	for name, c := range map[string]struct {
		got, want []Run
	}{
		"a step":         {levels(points(5, 5, 5, 7, 7), 6), []Run{{[]float64{0, 3, 3, 5}, []float64{5, 5, 7, 7}}}},
		"the last half":  {levels(points(5, 7), 2), []Run{{[]float64{0, 1, 1, 1.5}, []float64{5, 5, 7, 7}}}},
		"gaps":           {levels(points(5, reporttest.Nan, 6, reporttest.Nan), 4), []Run{{[]float64{0, 1}, []float64{5, 5}}, {[]float64{2, 3}, []float64{6, 6}}}},
		"one":            {levels(points(5), 1), []Run{{[]float64{0, 0.5}, []float64{5, 5}}}},
		"none":           {levels(nil, 3), nil},
		"of a period":    {targets(&report.TimeChart{PL: points(5, 7)}, 2), []Run{{[]float64{0, 1, 1, 1.5}, []float64{5, 5, 7, 7}}}},
		"running":        {targets(&report.TimeChart{PL: points(5, 7), Running: true}, 2), []Run{{[]float64{0.5, 1.5}, []float64{5, 7}}}},
		"straight":       {StraightRuns(points(1, reporttest.Nan, 3, 4)), []Run{{[]float64{0.5}, []float64{1}}, {[]float64{2.5, 3.5}, []float64{3, 4}}}},
		"from an actual": {JoinForecast(points(1, 2, 3), points(reporttest.Nan, reporttest.Nan, 7, 8)), []Run{{[]float64{1.5, 2.5, 3.5}, []float64{2, 7, 8}}}},
		"from a gap":     {JoinForecast(points(1, reporttest.Nan), points(reporttest.Nan, reporttest.Nan, 7)), []Run{{[]float64{2.5}, []float64{7}}}},
	} {
		if !slices.EqualFunc(c.got, c.want, func(a, b Run) bool { return slices.Equal(a.XS, b.XS) && slices.Equal(a.YS, b.YS) }) {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
}

// The actual of an open period with a forecast is not on the line if the line would fall, but is if the line rises.
func TestEarned(t *testing.T) {
	points := func(values ...float64) []report.Point {
		list := make([]report.Point, len(values))
		for i, v := range reporttest.Series(values...) {
			list[i] = report.Point{Value: v, Open: i == len(values)-1}
		}
		return list
	}
	fc := []report.Point{{}, {}, {Value: reporttest.Ptr(9)}}
	for name, c := range map[string]struct {
		ac, fc []report.Point
		last   int // the last category of the line
	}{
		"it would fall": {points(5, 6, 2), fc, 1}, "it rises": {points(5, 6, 7), fc, 2}, "nothing before": {points(5, reporttest.Nan, 7), fc, 0},
		"no forecast": {points(5, 6, 2), nil, 2}, "none": {nil, fc, -1},
	} {
		line, alone := splitActuals(c.ac, c.fc)
		if got := LastKnown(line); got != c.last {
			t.Errorf("%s: the line ends at %d, want %d", name, got, c.last)
		}
		if got := LastKnown(alone) >= 0; got != (c.last >= 0 && c.last < len(c.ac)-1) {
			t.Errorf("%s: a point alone is %v", name, got)
		}
	}
}

// Variances have the scale of their values, or a round factor that is written: in tiers above columns and beside bars.
func TestVariancesOfColumnsKeepTheScale(t *testing.T) {
	for _, c := range []struct{ deltas, tierIs float64 }{{10, 2}, {25, 1}, {50, 0.5}, {90, 0.2}, {190, 0.1}, {400, 0.05}, {1e6, 2e-5}} {
		chart := reporttest.TimeChart([]string{"a", "b"}, []float64{100, 100}, []float64{100 - c.deltas, 100}, 0)
		chart.Max, chart.PL, chart.PY = 100, nil, nil
		list := tiersOf(chart, PlotH)
		tier := list[len(list)-1]
		tier.fit(&layout.Sheet{}, PlotH/100)
		if tier.factor != c.tierIs || math.Abs(tier.unit-PlotH/100*tier.factor) > 0.01 || tier.room > tierMost+0.01 {
			t.Errorf("columns with variances of %v: factor %v, %v points a unit in %v", c.deltas, tier.factor, tier.unit, tier.room)
		}
	}
}

func TestTypeOnAForecast(t *testing.T) {
	for _, tone := range []report.Tone{report.Neutral, report.Good, report.Bad, report.Warn, report.Muted} {
		if got := reporttest.Contrast(OnForecast(layout.ToneColor(tone)), forecastLine); got < 4.5 {
			t.Errorf("tone %d has a contrast of %.1f on a forecast's lines", tone, got)
		}
	}
}
