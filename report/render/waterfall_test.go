package render

import (
	"math"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/reporttest"
)

func TestWaterfallPictures(t *testing.T) {
	narrow := func(share float64, s report.Section) report.Section { s.Width = share; return s }
	picture(t, "waterfall", reporttest.DocumentOf(reporttest.WaterfallSection(reporttest.LargeSteps(), "De l’objectif au réalisé"), reporttest.WaterfallSection(reporttest.SmallSteps(), "De l’an passé à cette année"),
		reporttest.WaterfallSection(reporttest.LossSteps(), "Résultat d’exploitation")))
	picture(t, "waterfall-narrow", reporttest.DocumentOf(narrow(0.5, reporttest.WaterfallSection(reporttest.LargeSteps(), "De l’objectif au réalisé")), narrow(0.5, reporttest.WaterfallSection(reporttest.SmallSteps(), "De l’an passé à cette année")),
		narrow(1.0/3, reporttest.WaterfallSection(reporttest.LargeSteps(), "De l’objectif au réalisé")), narrow(1.0/3, reporttest.WaterfallSection(reporttest.SmallSteps(), "De l’an passé")), narrow(1.0/3, reporttest.WaterfallSection(reporttest.LossSteps(), "Résultat"))))
}

// TestSmallDifferences checks that differences too small to see have a lane of their own with a mark, and larger ones
// do not.
func TestSmallDifferences(t *testing.T) {
	for _, c := range []struct {
		chart *report.Waterfall
		want  bool
	}{{reporttest.SmallSteps(), true}, {reporttest.LargeSteps(), false}, {reporttest.LossSteps(), false}, {reporttest.WaterfallOf(report.PL, 100, reporttest.Regions, 0, 0), false}} {
		d := reporttest.DocumentOf(reporttest.WaterfallSection(c.chart, "Essai"))
		text := textOf(readPDF(t, draw(t, d)))
		if got := strings.Contains(text, "ΔObj. ×") && strings.Contains(text, "agrandies"); got != c.want {
			t.Errorf("from %s: magnified %v, want %v: %q", c.chart.Steps[0].Text, got, c.want, text)
		}
	}
}

func TestWaterfallIsATable(t *testing.T) {
	for _, c := range []*report.Waterfall{reporttest.LargeSteps(), reporttest.SmallSteps(), reporttest.LossSteps()} {
		for _, share := range []float64{1, 1.0 / 3} {
			s := reporttest.WaterfallSection(c, "Essai")
			s.Width = share
			root := structureOf(t, reporttest.DocumentOf(s))
			if count(root, "Table") != 1 || count(root, "Figure") != 1 || count(root, "TR") != len(c.Steps)+1 {
				t.Errorf("%d tables, %d figures, %d rows", count(root, "Table"), count(root, "Figure"), count(root, "TR"))
			}
			each(root, func(n *canvas.Node) {
				if n.Role == "Table" {
					checkTable(t, n)
				}
			})
		}
	}
}

func TestAnyWaterfall(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	broken := reporttest.WaterfallOf(report.PL, nan, reporttest.Regions, inf, 4, -inf)
	long := reporttest.WaterfallOf(report.PL, 4000, []string{strings.Repeat("Société des Établissements ", 3)[:62]}, 100, -4100, 300)
	cases := map[string]*report.Waterfall{
		"empty": {}, "one": {Steps: []report.Step{{Label: "Réalisé", Is: report.AC, To: 5, Text: "5"}}},
		"nan": broken, "huge": reporttest.WaterfallOf(report.PL, 1e12, reporttest.Regions, 3e11, -2e12), "tiny": reporttest.WaterfallOf(report.PY, 0.0001, reporttest.Regions, 0.00002, -0.00003),
		"zeros": reporttest.WaterfallOf(report.PL, 0, reporttest.Regions, 0, 0), "negative": reporttest.WaterfallOf(report.PL, -500, reporttest.Regions, -120, 90, -300), "long": long,
		"200 steps": reporttest.WaterfallOf(report.PP, 1e4, reporttest.Regions, reporttest.Wave(200, 3, 400, 1)...), "200 small": reporttest.WaterfallOf(report.PP, 1e9, reporttest.Regions, reporttest.Wave(200, 3, 400, 1)...),
		"only differences": {Steps: []report.Step{{Label: "a", From: 1, To: 3, Text: "+2"}, {Label: "b", From: 3, To: 2.99, Text: "−0"}}},
		"gone":             reporttest.WaterfallOf(report.PL, 300, reporttest.Regions, -300), "denormal": reporttest.WaterfallOf(report.PL, 1e-310, reporttest.Regions, 1e-311),
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) { anywhere(t, report.Block{Waterfall: c}) })
	}
}

// anywhere draws a block in full width and, side by side, in narrow widths.
func anywhere(t *testing.T, b report.Block) {
	t.Helper()
	half, third := reporttest.Block(b), reporttest.Block(b)
	half.Width, third.Width = 0.5, 1.0/3
	draw(t, reporttest.DocumentOf(reporttest.Block(b), half, third))
}
