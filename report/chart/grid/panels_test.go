package grid

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/layout"
	"bilan/report/reporttest"
	"bilan/report/typeface"
)

func TestPanelsPerRow(t *testing.T) {
	for n, want := range map[int]int{1: 1, 2: 2, 3: 3, 4: 4, 5: 3, 6: 3, 7: 4, 8: 4, 9: 3, 10: 4, 11: 4, 12: 4, 200: 4} {
		if got := panelsPerRow(n, 510); got != want {
			t.Errorf("%d panels stand in rows of %d, want %d", n, got, want)
		}
	}
	for n, want := range map[int]int{4: 4, 6: 6, 7: 4, 10: 5, 11: 6, 12: 6} {
		if got := panelsPerRow(n, 757); got != want {
			t.Errorf("%d panels stand in rows of %d on a wide page, want %d", n, got, want)
		}
	}
	if got := []int{panelsPerRow(9, 250), panelsPerRow(9, 160), panelsPerRow(9, 10)}; got[0] != 2 || got[1] != 1 || got[2] != 1 {
		t.Errorf("in narrow rooms rows of %v", got)
	}
}

// All rows and all charts of one unit draw equal amounts at equal heights.
func TestPanelsShareAScale(t *testing.T) {
	var page []layout.Placed
	for _, c := range []*report.Multiples{reporttest.Margins(), reporttest.MultiplesOf(11, 12, report.PL)} {
		g := newMultiples(c, 510)
		if g.values.Low > c.Low || g.values.High < c.Max {
			t.Errorf("the scale shows %v", g.values)
		}
		for _, p := range Multiples(c, layout.Room{W: 510, PageHeight: 700}) {
			page = append(page, layout.Placed{Piece: p})
		}
	}
	s := &layout.Sheet{Scales: layout.ScalesOf(page)}
	for _, p := range page {
		e, zoom := s.Scale(p.Needs[0])
		if got, want := layout.PointsPerValue(e)/zoom, layout.PointsPerValue(s.Scales[page[0].Needs[0].Key]); got != want {
			t.Errorf("1 is %v points high, elsewhere %v", got, want)
		}
	}
}

// A name of sixty letters is not shortened above the narrowest panel.
func TestPanelNamesAreWhole(t *testing.T) {
	name := "Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté et Suisse roman"
	if lines := typeface.Wrap(panelTitle, name, panelLeast, panelLines); strings.Contains(strings.Join(lines, ""), "…") {
		t.Errorf("%q", lines)
	}
}

// Columns that are too high for the scale of small charts end there, and the others keep their heights.
func TestSmallChartsCutWhatIsBeyond(t *testing.T) {
	m := &panelPlot{t: &report.Panel{Beyond: true}, scale: layout.NewExtent(-5, 12)}
	for v, want := range map[float64]string{700: "12 true", 8: "8 false", -70: "-5 true"} {
		if at, cut := m.limit(v); fmt.Sprint(at, cut) != want {
			t.Errorf("%v: %v %v, want %s", v, at, cut, want)
		}
	}
	c := &report.Multiples{Scale: "€", Max: 12, Panels: []report.Panel{{Title: "A", AC: []report.Point{{Value: reporttest.Ptr(12)}}}, {Title: "B", Beyond: true, AC: []report.Point{{Value: reporttest.Ptr(700)}}}}}
	if g := newMultiples(c, 500); g.values != (layout.NewExtent(0, 12)) {
		t.Errorf("the scale is %v", g.values)
	}
}

// The number has enough contrast on every shade.
func TestHeatContrast(t *testing.T) {
	for _, tone := range []report.Tone{report.Neutral, report.Good, report.Bad, report.Warn, report.Muted} {
		before := math.Inf(1)
		for i := range 1001 {
			ground := heatColor(&report.HeatCell{Shade: float64(i) / 1000, Tone: tone})
			if got := reporttest.Contrast(layout.Ink900, ground); got < 4.5 {
				t.Errorf("tone %d, shade %.3f: contrast %.2f", tone, float64(i)/1000, got)
			}
			if l := reporttest.Luminance(ground); l > before {
				t.Errorf("tone %d, shade %.3f is lighter than the one before", tone, float64(i)/1000)
			} else {
				before = l
			}
		}
	}
	if got := reporttest.Contrast(heatColor(&report.HeatCell{Shade: 1}), typeface.White); got < 3 {
		t.Errorf("the darkest shade has a contrast of %.1f on white", got)
	}
}

// If a heat map is divided into parts, each column is in one of them, and no type is smaller than 6 points.
func TestHeatParts(t *testing.T) {
	h := reporttest.WideHeat()
	parts := fitHeat(h, 510)
	next := 0
	for _, p := range parts {
		if p.first != next || p.last <= p.first || p.width() > 510.01 || p.cell.Size < 6 || p.cellW-heatGap < p.textW {
			t.Errorf("part %d to %d, %v wide, in %v, cells %v for %v", p.first, p.last, p.width(), p.cell.Size, p.cellW, p.textW)
		}
		next = p.last
	}
	if next != 60 || len(parts) < 2 {
		t.Errorf("%d parts end at %d", len(parts), next)
	}
}

func TestCaptionStandsUnderARowOfHeat(t *testing.T) {
	heat := reporttest.RegionHeat()
	heat.Caption = "le foncé est plus"
	pieces := HeatMap(heat, layout.Room{W: 510, PageHeight: 700})
	if n := len(pieces); !pieces[n-2].Keep || pieces[n-1].Keep || pieces[n-1].Height > 12 {
		t.Error("the caption may leave the row above it")
	}
}
