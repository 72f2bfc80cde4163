package render

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/reporttest"
)

func TestMultiplesPictures(t *testing.T) {
	narrow := func(share float64, c *report.Multiples) report.Section {
		s := reporttest.MultiplesSection(c, "Chiffre d’affaires")
		s.Width = share
		return s
	}
	picture(t, "multiples", reporttest.DocumentOf(reporttest.MultiplesSection(reporttest.MultiplesOf(11, 12, report.PL), "Chiffre d’affaires HT par commercial"), reporttest.MultiplesSection(reporttest.Margins(), "Marge par commercial"),
		reporttest.MultiplesSection(reporttest.Rates(), "Taux de transformation par commercial")))
	picture(t, "multiples-narrow", reporttest.DocumentOf(narrow(0.5, reporttest.MultiplesOf(5, 12, report.PL)), narrow(0.5, reporttest.Margins()), narrow(1.0/3, reporttest.MultiplesOf(2, 12, report.PY)), narrow(1.0/3, reporttest.Rates()), narrow(1.0/3, reporttest.MultiplesOf(3, 60, report.PL))))
}

// TestPanelsAreFigures checks that each panel is a figure of its own, with its value and its change in the alternative
// text.
func TestPanelsAreFigures(t *testing.T) {
	c := reporttest.MultiplesOf(11, 12, report.PL)
	var alts []string
	each(structureOf(t, reporttest.DocumentOf(reporttest.MultiplesSection(c, "Essai"))), func(n *canvas.Node) {
		if n.Role == "Figure" {
			alts = append(alts, n.Alt)
		}
	})
	if len(alts) != 11 || !strings.HasPrefix(alts[0], c.Alt) {
		t.Fatalf("%q", alts)
	}
	for i, p := range c.Panels {
		if !strings.Contains(alts[i], p.Title+", "+p.Text+", "+p.Delta) {
			t.Errorf("panel %d: %q", i, alts[i])
		}
	}
}

func TestAnyMultiples(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	of := func(values ...float64) *report.Multiples {
		p := report.Panel{Title: "Panneau", Text: "1", Delta: "▲ +1\u00a0%", AC: reporttest.Points(values...), Ref: reporttest.Points(values...)}
		return &report.Multiples{Panels: []report.Panel{p, p, p}, First: "S1", Last: "S52", Words: reporttest.StepWords}
	}
	long := of(1, 2, 3)
	long.First, long.Last = reporttest.LongName, reporttest.LongName
	for i := range long.Panels {
		long.Panels[i].Title, long.Panels[i].Text, long.Panels[i].Delta = reporttest.LongName, strings.Repeat("9", 60), reporttest.LongName
	}
	wildly := of(1, 2)
	wildly.Panels[0].Title, wildly.Panels[1].Text = reporttest.Wild, reporttest.Wild
	uneven := of(1, 2, 3)
	uneven.Panels[1].AC = nil
	uneven.Panels[2].Ref = reporttest.Points(reporttest.Repeat(60, 2)...)
	for name, c := range map[string]*report.Multiples{
		"empty": {}, "no points": of(), "one point": of(4), "nan": of(nan, inf, -inf, 2), "all nan": of(nan, nan), "huge": of(1e12, -1e12, 3), "too huge": of(1e299, -1e299), "tiny": of(1e-4, 2e-300),
		"negative": of(-4, -90), "zeros": of(0, 0), "long": long, "wild": wildly, "uneven": uneven, "60 periods": reporttest.MultiplesOf(9, 60, report.PY), "600 periods": reporttest.MultiplesOf(2, 600, report.PL), "200 panels": reporttest.MultiplesOf(200, 12, report.PL),
	} {
		for _, line := range []bool{false, true} {
			t.Run(fmt.Sprint(name, line), func(t *testing.T) {
				c.Line = line
				anywhere(t, report.Block{Multiples: c})
			})
		}
	}
}
