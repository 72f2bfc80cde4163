package render

import (
	"math"
	"regexp"
	"strconv"
	"testing"

	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/reporttest"
	"bilan/report/typeface"
)

// ground is everything that a page's stream has filled so far. A text is legible or not against the colour below it.
type ground struct {
	fill   typeface.Color
	filled []painted
}

type painted struct {
	canvas.Box
	typeface.Color
}

var (
	greyFill  = regexp.MustCompile(`^([\d.]+) g$`)
	colorFill = regexp.MustCompile(`^([\d.]+) ([\d.]+) ([\d.]+) rg$`)
	rectFill  = regexp.MustCompile(`^(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re f$`)
)

// read handles an operator of the stream.
func (g *ground) read(line string, paper canvas.Frame) {
	n := func(s string) float64 { v, _ := strconv.ParseFloat(s, 64); return v }
	part := func(s string) uint8 { return uint8(math.Round(n(s) * 255)) }
	if m := greyFill.FindStringSubmatch(line); m != nil {
		g.fill = typeface.Color{part(m[1]), part(m[1]), part(m[1])}
	}
	if m := colorFill.FindStringSubmatch(line); m != nil {
		g.fill = typeface.Color{part(m[1]), part(m[2]), part(m[3])}
	}
	if m := rectFill.FindStringSubmatch(line); m != nil {
		const rule = 1.5 // a thinner rectangle is a rule, not a background
		x, y, w, h := n(m[1]), paper.PageH-n(m[2]), n(m[3]), -n(m[4])
		if math.Min(math.Abs(w), math.Abs(h)) < rule {
			return
		}
		g.filled = append(g.filled, painted{canvas.BoxAt(math.Min(x, x+w), math.Min(y, y+h), math.Abs(w), math.Abs(h)), g.fill})
	}
}

// under lists the background colours at some places along a text.
func (g *ground) under(s shown) (colors []typeface.Color) {
	const places = 5
	for i := range places {
		x, y := s.x+s.w*(float64(i)+0.5)/places, s.y-s.size*0.3
		c := typeface.White
		for _, p := range g.filled {
			if x > p.X && x < p.Right() && y > p.Y && y < p.Bottom() {
				c = p.Color
			}
		}
		colors = append(colors, c)
	}
	return colors
}

// TestGrounds checks that the page reader finds the background of a text.
func TestGrounds(t *testing.T) {
	var g ground
	for _, line := range []string{"0.251 g", "10.00 90.00 50.00 -20.00 re f", "1.000 0.000 0.000 rg", "40.00 90.00 5.00 -20.00 re f", "1.000 g"} {
		g.read(line, canvas.Frame{PageW: 100, PageH: 100})
	}
	got := g.under(shown{x: 20, y: 20, w: 30, size: 8})
	want := []typeface.Color{layout.Actual, layout.Actual, layout.Actual, {255, 0, 0}, layout.Actual}
	for i := range want {
		if got[i] != want[i] || g.fill != typeface.White {
			t.Errorf("under the text lie %v, want %v; it is %v", got, want, g.fill)
			break
		}
	}
	if got := g.under(shown{x: 70, y: 20, w: 10, size: 8}); got[0] != typeface.White {
		t.Errorf("beside what is filled lies %v", got)
	}
}

// TestGreyPrint checks that shades and colours with different meanings also differ in grey.
func TestGreyPrint(t *testing.T) {
	for _, c := range []struct {
		what  string
		a, b  typeface.Color
		least float64
	}{
		{"a link and the paper", linkColor, typeface.White, 4.5},
		{"a good variance and a bad one", layout.GoodFill, layout.BadFill, 1.5},
		{"an actual and last year", layout.Actual, layout.LastYear, 3},
		{"an actual and an open period", layout.Actual, layout.OpenTint, 4},
		{"last year and an open period", layout.LastYear, layout.OpenTint, 1.3},
		{"last year and the paper", layout.LastYear, typeface.White, 2},
		{"an open period and the paper", layout.OpenTint, typeface.White, 1.5},
		{"a bullet's bar and its first range", layout.Ink900, bulletRanges[0], 4.5},
		{"a bullet's first two ranges", bulletRanges[0], bulletRanges[1], 1.2},
		{"a bullet's last two ranges", bulletRanges[1], bulletRanges[2], 1.2},
		{"a bullet's last range and the paper", bulletRanges[2], typeface.White, 1.15},
	} {
		if got := reporttest.Contrast(c.a, c.b); got < c.least {
			t.Errorf("%s differ by %.2f in grey, want %.2f", c.what, got, c.least)
		}
	}
}
