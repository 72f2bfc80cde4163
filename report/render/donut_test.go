package render

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"bilan/report"
)

func donutOf(total string, names []string, values ...float64) *report.Donut {
	c := &report.Donut{Total: total, Label: "CA HT", Alt: "Île‑de‑France fait 36 % du chiffre d’affaires."}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	for i, v := range values {
		part := report.Part{Label: names[i%len(names)], Value: v, Text: fr(v, 0), Share: "—"}
		if sum > 0 {
			part.Share = fr(v/sum*100, 0) + "\u00a0%"
		}
		c.Parts = append(c.Parts, part)
	}
	return c
}

func channels() *report.Donut {
	c := donutOf("4,81\u00a0M€", []string{"Île‑de‑France", "Export", "Grand Est", "Occitanie", "Bretagne et Pays de la Loire", "Hauts‑de‑France", "Autres (7)"}, 1733, 1104, 760, 512, 301, 98, 302)
	c.Parts[6].Others = true
	return c
}

func slivers() *report.Donut {
	return donutOf("1,2\u00a0M€", regions, 940, 160, 30, 20, 12, 9, 6, 4, 3, 2)
}

func donutSection(c *report.Donut) report.Section {
	return report.Section{Kind: "breakdown", Title: "Chiffre d’affaires HT par région", Unit: "k€", Note: "nov. 2026, cumul au 15", Blocks: []report.Block{{Donut: c}}}
}

func TestDonutPictures(t *testing.T) {
	narrow := func(share float64, c *report.Donut) report.Section { s := donutSection(c); s.Width = share; return s }
	picture(t, "donut", documentOf(donutSection(channels()), donutSection(slivers()), donutSection(donutOf("412\u00a0k€", []string{"Boutiques", "En ligne"}, 412, 0))))
	picture(t, "donut-narrow", documentOf(narrow(0.5, channels()), narrow(0.5, slivers()), narrow(1.0/3, channels()), narrow(1.0/3, donutOf("0", regions, 0, 0, 0)), narrow(1.0/3, slivers())))
}

// TestRing holds that the parts' angles are their shares, from twelve o'clock on, and close the circle.
func TestRing(t *testing.T) {
	g := &donutPlot{c: donutOf("", regions, 50, 25, 25), sizes: []float64{50, 25, 25}, sum: 100}
	for i, want := range []float64{math.Pi / 2, math.Pi * 5 / 4, math.Pi * 7 / 4} {
		if got := g.middle(i); math.Abs(got-want) > 1e-12 {
			t.Errorf("part %d has its middle at %v, want %v", i, got, want)
		}
	}
	for i := range 2 {
		if contrast(g.shadeOf(i), white) <= contrast(g.shadeOf(i+1), white) {
			t.Errorf("part %d is not darker than the next one", i)
		}
	}
}

func TestSpread(t *testing.T) {
	list := []partLabel{{want: 5}, {want: 6}, {want: 7}, {want: 99}, {want: 140}, {want: 141}}
	spread(list, 0, 150)
	for i := range list {
		if list[i].y < 0 || list[i].y > 150 || i > 0 && list[i].y < list[i-1].y+partLeading {
			t.Fatalf("label %d at %v after %v", i, list[i].y, list[max(i-1, 0)].y)
		}
	}
	if list[3].y != 99 {
		t.Errorf("a label with room moved to %v", list[3].y)
	}
}

// TestLeaders holds that no line to a label crosses the ring or another line, however small the parts are.
func TestLeaders(t *testing.T) {
	for _, c := range []*report.Donut{channels(), slivers(), donutOf("", regions, append(repeat(11, 1), 900)...), donutOf("", regions, append([]float64{450, 450}, repeat(9, 1)...)...)} {
		g := &donutPlot{c: c}
		for i := range c.Parts {
			g.sizes = append(g.sizes, c.Parts[i].Value)
			g.sum += c.Parts[i].Value
		}
		for side, list := range g.sides(box{0, 0, 510, donutH}) {
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

// TestDonutOfNothing holds that no ring is drawn of nothing, and that its parts are named all the same.
func TestDonutOfNothing(t *testing.T) {
	out := draw(t, documentOf(donutSection(donutOf("0\u00a0k€", regions, 0, 0, 0))))
	text := textOf(readPDF(t, out))
	for _, want := range []string{"Île‑de‑France", "Export", "Occitanie", "0\u00a0k€ CA HT"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not named in %q", want, text)
		}
	}
}

// TestListedNamesAreWhole holds that a name of sixty letters is not cut in a narrow list.
func TestListedNamesAreWhole(t *testing.T) {
	name := "Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté et Suisse roman"
	s := donutSection(donutOf("9 k€", []string{name, "Nord"}, 5, 4))
	s.Width = 1. / 3
	text := textOf(readPDF(t, draw(t, documentOf(s))))
	if strings.Contains(text, "…") || !strings.Contains(text, "roman") || !strings.Contains(text, "Auvergne-") {
		t.Errorf("%q", text)
	}
}

func TestAnyDonut(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	long := donutOf("1 234 567 890 123,45\u00a0€", []string{strings.Repeat("Établissements longs ", 3)}, 5, 4, 3, 2, 1)
	long.Label = longName
	many := make([]string, 200)
	for i := range many {
		many[i] = fmt.Sprintf("Client %d", i+1)
	}
	for name, c := range map[string]*report.Donut{
		"empty": {}, "one": donutOf("5", regions, 5), "nan": donutOf("", regions, nan, inf, 3, -4), "all nan": donutOf("", regions, nan, nan),
		"huge": donutOf("1e12", regions, 1e12, 1, 1e-4), "too huge": donutOf("", regions, 1e300, 1e300, 1e299), "tiny": donutOf("0,0001", regions, 1e-4, 2e-4),
		"denormal": donutOf("", regions, 5e-324, 5e-324), "negative": donutOf("", regions, -1, -2), "long": long, "200 parts": donutOf("x", many, wave(200, 100, 50, 1)...),
		"12 equal": donutOf("12", many, repeat(12, 1)...), "24 equal": donutOf("24", many, repeat(24, 1)...), "25 equal": donutOf("25", many, repeat(25, 1)...),
	} {
		t.Run(name, func(t *testing.T) { anywhere(t, report.Block{Donut: c}) })
	}
}
