package render

import (
	"fmt"
	"testing"

	"bilan/report"
)

// Charts of a page that want nearly the same factor share the least of them.
func TestChartsOfAPageShareFactors(t *testing.T) {
	wants := func(f float64) placed {
		return placed{piece: &piece{needs: []need{{wants: func(*sheet) float64 { return f }}, {}}}}
	}
	for _, c := range []struct {
		wanted []float64
		shared string
	}{
		{[]float64{2, 5}, "[2 2]"},
		{[]float64{50, 1, 2}, "[50 1 1]"},
		{[]float64{10, 20, 50, 100}, "[10 10 50 50]"},
		{[]float64{0.5, 5}, "[0.5 5]"},
	} {
		s := &sheet{}
		var page []placed
		for _, f := range c.wanted {
			page = append(page, wants(f))
		}
		s.agree(page)
		var got []float64
		for _, f := range c.wanted {
			got = append(got, s.shared(f))
		}
		if fmt.Sprint(got) != c.shared {
			t.Errorf("%v: %v, want %s", c.wanted, got, c.shared)
		}
	}
}

// Columns beyond the scale of small charts are cut at its end, and the others keep their height.
func TestSmallChartsCutWhatIsBeyond(t *testing.T) {
	m := &panelPlot{t: &report.Panel{Beyond: true}, scale: extent{-5, 12}}
	for v, want := range map[float64]string{700: "12 true", 8: "8 false", -70: "-5 true"} {
		if at, cut := m.within(v); fmt.Sprint(at, cut) != want {
			t.Errorf("%v: %v %v, want %s", v, at, cut, want)
		}
	}
	c := &report.Multiples{Scale: "€", Max: 12, Panels: []report.Panel{{Title: "A", AC: []report.Point{{Value: ptr(12)}}}, {Title: "B", Beyond: true, AC: []report.Point{{Value: ptr(700)}}}}}
	if g := newMultiples(c, 500); g.values != (extent{0, 12}) {
		t.Errorf("the scale is %v", g.values)
	}
}
