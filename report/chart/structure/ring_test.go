package structure

import (
	"math"
	"testing"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/reporttest"
	"bilan/report/typeface"
)

// The angles of the parts are in proportion to their shares, start at twelve o'clock, and sum to a full circle.
func TestRing(t *testing.T) {
	g := &donutPlot{c: reporttest.DonutOf("", reporttest.Regions, 50, 25, 25), sizes: []float64{50, 25, 25}, sum: 100}
	for i, want := range []float64{math.Pi / 2, math.Pi * 5 / 4, math.Pi * 7 / 4} {
		if got := g.middle(i); math.Abs(got-want) > 1e-12 {
			t.Errorf("part %d has its middle at %v, want %v", i, got, want)
		}
	}
	for i := range 2 {
		if reporttest.Contrast(g.shadeOf(i), typeface.White) <= reporttest.Contrast(g.shadeOf(i+1), typeface.White) {
			t.Errorf("part %d is not darker than the next one", i)
		}
	}
}

func TestSpread(t *testing.T) {
	list := []partLabel{{want: 5}, {want: 6}, {want: 7}, {want: 99}, {want: 140}, {want: 141}}
	spreadLabels(list, 0, 150)
	for i := range list {
		if list[i].y < 0 || list[i].y > 150 || i > 0 && list[i].y < list[i-1].y+partLeading {
			t.Fatalf("label %d at %v after %v", i, list[i].y, list[max(i-1, 0)].y)
		}
	}
	if list[3].y != 99 {
		t.Errorf("a label with room moved to %v", list[3].y)
	}
}

// No leader line crosses the ring or another leader line, even if the parts are very small.
func TestLeaders(t *testing.T) {
	for _, c := range []*report.Donut{reporttest.Channels(), reporttest.Slivers(), reporttest.DonutOf("", reporttest.Regions, append(reporttest.Repeat(11, 1), 900)...), reporttest.DonutOf("", reporttest.Regions, append([]float64{450, 450}, reporttest.Repeat(9, 1)...)...)} {
		g := &donutPlot{c: c}
		for i := range c.Parts {
			g.sizes = append(g.sizes, c.Parts[i].Value)
			g.sum += c.Parts[i].Value
		}
		for side, list := range g.sides(canvas.BoxAt(0, 0, 510, donutH)) {
			before := math.Inf(-1)
			for i := range list {
				line := leader(&list[i], 255, donutH/2, 1-2*float64(side))
				for k := range 4 * 20 {
					a, b, share := line[k/20], line[k/20+1], float64(k%20)/20
					x, y := a.X+(b.X-a.X)*share-255, a.Y+(b.Y-a.Y)*share-donutH/2
					if math.Hypot(x, y) < donutR {
						t.Fatalf("part %d: the line runs through the ring at %.1f, %.1f", list[i].part, x, y)
					}
				}
				if list[i].run < before {
					t.Errorf("part %d: its line crosses the one before", list[i].part)
				}
				before = list[i].run
			}
		}
	}
}
