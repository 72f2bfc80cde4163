package render

import (
	"math"
	"strings"
	"testing"

	"bilan/report"
)

var stepWords = report.ChartWords{AC: "R", PL: "Obj.", PY: "N‑1", DeltaPL: "ΔObj.", DeltaPLPct: "ΔObj.\u00a0%",
	MagnifiedDelta: "%s\u00a0: barres d’écart agrandies %s fois.", Magnified: "%s\u00a0: barres agrandies %s fois."}

// waterfallOf goes from a reference through the differences to the actual.
func waterfallOf(is report.Scenario, from float64, names []string, deltas ...float64) *report.Waterfall {
	first := map[report.Scenario]string{report.PL: "Objectif", report.PY: "N‑1", report.PP: "Mois précédent"}[is]
	c := &report.Waterfall{Words: stepWords, Scale: "k€", Alt: "Grand Est coûte 310 k€."}
	c.Steps = append(c.Steps, report.Step{Label: first, Is: is, To: from, Text: fr(from, 0)})
	at := from
	for i, d := range deltas {
		s := report.Step{Label: names[i%len(names)], From: at, To: at + d, Text: signed(d, 0), Tone: tone(d)}
		if d != 0 {
			s.PctTxt = arrow(d) + pct(d/1500)
		}
		c.Steps = append(c.Steps, s)
		at += d
	}
	c.Steps = append(c.Steps, report.Step{Label: "Réalisé", Is: report.AC, To: at, Text: fr(at, 0), Open: true})
	for _, s := range c.Steps {
		c.Max = math.Max(c.Max, s.To)
	}
	return c
}

var regions = []string{"Île‑de‑France", "Export", "Occitanie", "Hauts‑de‑France", "(non affecté)", "Bretagne et Pays de la Loire", "Grand Est"}

func largeSteps() *report.Waterfall {
	c := waterfallOf(report.PL, 10350, regions, 910, 469, 425, 60, 0, -560, -1310)
	c.Steps[5].Kind = report.Unassigned
	return c
}

func smallSteps() *report.Waterfall {
	return waterfallOf(report.PY, 11540, regions, 71, 46, 25, 18, 4, -30, -66)
}

func lossSteps() *report.Waterfall {
	c := waterfallOf(report.PL, 320, regions, 180, -410, -260, 90, -75)
	c.Steps[len(c.Steps)-1].Open = false
	return c
}

func waterfallSection(c *report.Waterfall, title string) report.Section {
	return report.Section{Kind: "waterfall", Title: title, Unit: "k€", Note: "nov. 2026, cumul au 15", Blocks: []report.Block{{Waterfall: c}}}
}

func TestWaterfallPictures(t *testing.T) {
	narrow := func(share float64, s report.Section) report.Section { s.Width = share; return s }
	picture(t, "waterfall", documentOf(waterfallSection(largeSteps(), "De l’objectif au réalisé"), waterfallSection(smallSteps(), "De l’an passé à cette année"),
		waterfallSection(lossSteps(), "Résultat d’exploitation")))
	picture(t, "waterfall-narrow", documentOf(narrow(0.5, waterfallSection(largeSteps(), "De l’objectif au réalisé")), narrow(0.5, waterfallSection(smallSteps(), "De l’an passé à cette année")),
		narrow(1.0/3, waterfallSection(largeSteps(), "De l’objectif au réalisé")), narrow(1.0/3, waterfallSection(smallSteps(), "De l’an passé")), narrow(1.0/3, waterfallSection(lossSteps(), "Résultat"))))
}

// TestSmallDifferences holds that differences which cannot be seen have a lane of their own with a mark, and others not.
func TestSmallDifferences(t *testing.T) {
	for _, c := range []struct {
		chart *report.Waterfall
		want  bool
	}{{smallSteps(), true}, {largeSteps(), false}, {lossSteps(), false}, {waterfallOf(report.PL, 100, regions, 0, 0), false}} {
		d := documentOf(waterfallSection(c.chart, "Essai"))
		text := textOf(readPDF(t, draw(t, d)))
		if got := strings.Contains(text, "ΔObj. ×") && strings.Contains(text, "agrandies"); got != c.want {
			t.Errorf("from %s: magnified %v, want %v: %q", c.chart.Steps[0].Text, got, c.want, text)
		}
	}
}

// TestEqualLengths holds that charts of one unit on a page draw equal amounts in equal lengths, whatever their width.
func TestEqualLengths(t *testing.T) {
	for _, w := range []float64{510, 250, 163} {
		a, b := newWaterfall(largeSteps(), 510), newWaterfall(lossSteps(), w)
		page := []placed{{piece: &piece{needs: a.needs}}, {piece: &piece{needs: b.needs}}}
		s := &sheet{scales: scalesOf(page)}
		ea, za := s.scale(a.need)
		eb, zb := s.scale(b.need)
		if got, want := perValue(eb)/zb, perValue(ea)/za; math.Abs(got/want-1) > 1e-9 {
			t.Errorf("%v points wide: a bar of 1 is %v points long, in the other chart %v", w, got, want)
		}
		for _, g := range []*waterfallPlot{a, b} {
			e, _ := s.scale(g.need)
			if l := g.bars.span() * perValue(e); l > g.bars.room()+0.01 {
				t.Errorf("%v points of bars in a room of %v", l, g.bars.room())
			}
		}
	}
}

func TestWaterfallIsATable(t *testing.T) {
	for _, c := range []*report.Waterfall{largeSteps(), smallSteps(), lossSteps()} {
		for _, share := range []float64{1, 1.0 / 3} {
			s := waterfallSection(c, "Essai")
			s.Width = share
			root := structure(t, documentOf(s))
			if root.count("Table") != 1 || root.count("Figure") != 1 || root.count("TR") != len(c.Steps)+1 {
				t.Errorf("%d tables, %d figures, %d rows", root.count("Table"), root.count("Figure"), root.count("TR"))
			}
			root.each(func(n *node) {
				if n.role == "Table" {
					checkTable(t, n)
				}
			})
		}
	}
}

func TestAnyWaterfall(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	broken := waterfallOf(report.PL, nan, regions, inf, 4, -inf)
	long := waterfallOf(report.PL, 4000, []string{strings.Repeat("Société des Établissements ", 3)[:62]}, 100, -4100, 300)
	cases := map[string]*report.Waterfall{
		"empty": {}, "one": {Steps: []report.Step{{Label: "Réalisé", Is: report.AC, To: 5, Text: "5"}}},
		"nan": broken, "huge": waterfallOf(report.PL, 1e12, regions, 3e11, -2e12), "tiny": waterfallOf(report.PY, 0.0001, regions, 0.00002, -0.00003),
		"zeros": waterfallOf(report.PL, 0, regions, 0, 0), "negative": waterfallOf(report.PL, -500, regions, -120, 90, -300), "long": long,
		"200 steps": waterfallOf(report.PP, 1e4, regions, wave(200, 3, 400, 1)...), "200 small": waterfallOf(report.PP, 1e9, regions, wave(200, 3, 400, 1)...),
		"only differences": {Steps: []report.Step{{Label: "a", From: 1, To: 3, Text: "+2"}, {Label: "b", From: 3, To: 2.99, Text: "−0"}}},
		"gone":             waterfallOf(report.PL, 300, regions, -300), "denormal": waterfallOf(report.PL, 1e-310, regions, 1e-311),
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { anywhere(t, report.Block{Waterfall: c}) })
	}
}

// anywhere draws a block at full width and, side by side, in narrow rooms.
func anywhere(t *testing.T, b report.Block) {
	t.Helper()
	half, third := block(b), block(b)
	half.Width, third.Width = 0.5, 1.0/3
	draw(t, documentOf(block(b), half, third))
}
