package structure

import (
	"math"
	"testing"

	"bilan/report"
	"bilan/report/layout"
	"bilan/report/reporttest"
)

// Charts of one unit on a page draw equal amounts with equal lengths, whatever their widths are.
func TestEqualLengths(t *testing.T) {
	for _, w := range []float64{510, 250, 163} {
		a, b := newWaterfall(reporttest.LargeSteps(), 510), newWaterfall(reporttest.LossSteps(), w)
		page := []layout.Placed{{Piece: &layout.Piece{Needs: a.needs}}, {Piece: &layout.Piece{Needs: b.needs}}}
		s := &layout.Sheet{Scales: layout.ScalesOf(page)}
		ea, za := s.Scale(a.Need)
		eb, zb := s.Scale(b.Need)
		if got, want := layout.PointsPerValue(eb)/zb, layout.PointsPerValue(ea)/za; math.Abs(got/want-1) > 1e-9 {
			t.Errorf("%v points wide: a bar of 1 is %v points long, in the other chart %v", w, got, want)
		}
		for _, g := range []*waterfallPlot{a, b} {
			e, _ := s.Scale(g.Need)
			if l := g.bars.Span() * layout.PointsPerValue(e); l > g.bars.room()+0.01 {
				t.Errorf("%v points of bars in a room of %v", l, g.bars.room())
			}
		}
	}
}

// Variances of zero are written but not drawn.
func TestNoVariancesNoAxis(t *testing.T) {
	c := reporttest.Breakdown().Blocks[0].Bars
	if newBarPlot(c, 510).plain {
		t.Error("variances are not drawn")
	}
	for i := range c.Bars {
		c.Bars[i].Delta, c.Bars[i].DeltaTxt = reporttest.Ptr(0), "0"
	}
	if !newBarPlot(c, 510).plain {
		t.Error("an axis is drawn for zeros")
	}
}

func TestVariancesOfBarsKeepTheScale(t *testing.T) {
	for _, c := range []struct{ deltas, barsAre float64 }{{10, 5}, {25, 2}, {50, 1}, {90, 1}, {190, 1}, {400, 0.5}, {1e6, 2e-4}} {
		g := newBarPlot(&report.BarChart{Words: reporttest.ChartWords, Bars: []report.Bar{{Label: "A", Value: reporttest.Ptr(100), Text: "100", Ref: reporttest.Ptr(90), RefTxt: "90", Delta: reporttest.Ptr(c.deltas), DeltaTxt: "d", PctTxt: "p"}}}, 510)
		s := &layout.Sheet{Scales: map[layout.ScaleKey]layout.Extent{g.Key: g.Extent}}
		unit := layout.PointsPerValue(g.Extent)
		if f := g.factor(s); f != c.barsAre || c.deltas*unit*f > g.deltaRoom()+0.1 || 100*unit < g.barsRoom()/2-0.1 {
			t.Errorf("bars with variances of %v: factor %v, %.0f points of %.0f, bars %.0f of %.0f", c.deltas, f, c.deltas*unit*f, g.deltaRoom(), 100*unit, g.barsRoom())
		}
	}
}

// A bar that is too long for the scale ends where the longest other bar ends, on its side of the axis.
func TestTheScaleLeavesOutWhatIsBeyond(t *testing.T) {
	for _, sign := range []float64{1, -1} {
		c := reporttest.Breakdown().Blocks[0].Bars
		longest := newBarPlot(c, 510).values
		c.Bars = append(c.Bars, report.Bar{Label: "Autres (190)", Beyond: true, Value: reporttest.Ptr(sign * 1e6), Text: "un million", Ref: reporttest.Ptr(sign * 2e6), RefTxt: "deux", Delta: reporttest.Ptr(-sign * 1e6), DeltaTxt: "moins un"})
		g := newBarPlot(c, 510)
		if g.values.High != longest.High || sign > 0 && g.values.Low != 0 || sign < 0 && g.values.Low != -longest.High {
			t.Errorf("the scale goes from %v to %v, the others to %v", g.values.Low, g.values.High, longest.High)
		}
	}
}
