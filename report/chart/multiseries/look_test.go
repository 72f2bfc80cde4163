package multiseries

import (
	"math"
	"slices"
	"testing"

	"bilan/report"
	"bilan/report/chart/timeseries"
	"bilan/report/layout"
	"bilan/report/reporttest"
	"bilan/report/typeface"
)

func TestShadesCanBeTold(t *testing.T) {
	shades := append(slices.Clone(partShades[:]), otherShade)
	for i := 1; i < len(shades); i++ {
		if d := reporttest.Lightness(shades[i]) - reporttest.Lightness(shades[i-1]); d < 0.12 {
			t.Errorf("shades %d and %d differ by %.2f in grey print", i-1, i, d)
		}
	}
	for n := 1; n < 14; n++ {
		all := make([]report.Series, n, n+2)
		for i := range all {
			all[i].Look = report.LookPart
		}
		fills := fillingsOf(append(all, report.Series{Look: report.LookOthers}, report.Series{Look: report.LookNobody}))
		if nobody := fills[n+1]; reporttest.Contrast(nobody.edge(), typeface.White) < 3 || reporttest.Contrast(nobody.textColor(), nobody.shade) < 4.5 {
			t.Errorf("what matches no member cannot be seen: %+v", nobody)
		}
		fills = fills[:n+1]
		for i, f := range fills {
			if got := reporttest.Contrast(f.textColor(), f.shade); got < 4.5 {
				t.Errorf("part %d of %d: type has a contrast of %.1f", i, n, got)
			}
			if i > 0 && math.Abs(reporttest.Lightness(f.shade)-reporttest.Lightness(fills[i-1].shade)) < 0.12 {
				t.Errorf("parts %d and %d of %d look alike", i-1, i, n)
			}
		}
	}
	for _, look := range []report.Look{report.LookAC, report.LookPY, report.LookPPY, report.LookPL} {
		if f := fillingsOf([]report.Series{{Look: look}})[0]; reporttest.Contrast(f.textColor(), f.shade) < 4.5 {
			t.Errorf("%s: type cannot be read", look)
		}
	}
}

func TestMoveApart(t *testing.T) {
	for name, c := range map[string]struct {
		wishes, heights, want []float64
		top, bottom           float64
	}{
		"they have room":    {[]float64{10, 40}, []float64{8, 8}, []float64{10, 40}, 0, 100},
		"two meet":          {[]float64{20, 22}, []float64{10, 10}, []float64{16, 26}, 0, 100},
		"one pushes others": {[]float64{20, 20, 20}, []float64{10, 20, 10}, []float64{5, 20, 35}, 0, 100},
		"the lower limit":   {[]float64{95, 99}, []float64{10, 10}, []float64{85, 95}, 0, 100},
		"the upper limit":   {[]float64{1, 1}, []float64{10, 10}, []float64{5, 15}, 0, 100},
		"too many":          {[]float64{1, 5}, []float64{10, 10}, []float64{1, 11}, 0, 16},
		"none":              {nil, nil, []float64{}, 0, 10},
	} {
		if got := moveApart(c.wishes, c.heights, c.top, c.bottom); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// Equal amounts have equal heights in all charts of a page that share its scale.
func TestStacksShareTheScaleOfColumns(t *testing.T) {
	stack := newSeriesLayout(reporttest.SeriesOf(report.Stacked, reporttest.Labelled(report.LookPart, "a", 3, 5), reporttest.Labelled(report.LookPart, "b", 4, 1)), layout.Room{W: 500, Plot: timeseries.PlotH})
	if stack.values != (layout.NewExtent(0, 7)) {
		t.Errorf("the stack stands on %v, want up to its total", stack.values)
	}
	group := newSeriesLayout(reporttest.SeriesOf(report.Grouped, reporttest.Labelled(report.LookAC, "a", 3, -5), reporttest.Labelled(report.LookPL, "b", 4, 1)), layout.Room{W: 500, Plot: timeseries.PlotH})
	if group.values != (layout.NewExtent(-5, 4)) {
		t.Errorf("the group stands on %v", group.values)
	}
}

func TestLinesNeedNotStartAtZero(t *testing.T) {
	c := reporttest.SeriesOf(report.Lines, reporttest.Labelled(report.LookPart, "Sud", 89, 98, 107, 152, 170))
	c.Ticks = []report.Tick{{Value: 50, Label: "50"}, {Value: 200, Label: "200"}}
	if l := newSeriesLayout(c, layout.Room{W: 500, Plot: timeseries.PlotH}); l.values != (layout.NewExtent(50, 200)) {
		t.Errorf("the axis shows %v, want the ticks' 50 to 200", l.values)
	}
}

func TestSeriesOfZeros(t *testing.T) {
	zeros := newSeriesLayout(reporttest.SeriesOf(report.Grouped, reporttest.Labelled(report.LookPart, "a", 0, 0)), layout.Room{W: 500, Plot: timeseries.PlotH})
	ones := newSeriesLayout(reporttest.SeriesOf(report.Grouped, reporttest.Labelled(report.LookPart, "a", 0, -1)), layout.Room{W: 500, Plot: timeseries.PlotH})
	if zeros.plotHeight >= ones.plotHeight/2 || timeseries.PlotHeight(timeseries.PlotH) != timeseries.LabelH || zeros.plotHeight < 3*timeseries.LabelH {
		t.Errorf("zeros stand %v high, others %v, nothing %v", zeros.plotHeight, ones.plotHeight, timeseries.PlotHeight(timeseries.PlotH))
	}
}
