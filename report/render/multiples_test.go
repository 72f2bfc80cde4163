package render

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"bilan/report"
)

var sellers = []string{"Julie Lefèvre", "Karim Benali", "Camille Roussel", "Thomas Da Silva", "Sophie Marchand", "Nguyễn Văn An", "Élodie Brès", "François Étienne de La Rochefoucauld‑Montbel", "Grands comptes Île‑de‑France", "Inès Moreau", "Paul Girard", "Équipe Export"}

func points(values ...float64) []report.Point {
	list := make([]report.Point, len(values))
	for i, v := range values {
		if !math.IsNaN(v) {
			list[i].Value = ptr(v)
		}
	}
	return list
}

// multiplesOf has n panels of some periods around growing levels.
func multiplesOf(n, periods int, is report.Scenario) *report.Multiples {
	c := &report.Multiples{Words: stepWords, First: "déc. 2025", Last: "nov. 2026", Scale: "k€", Alt: "Julie Lefèvre est loin devant."}
	for i := range n {
		ac := wave(periods, 120-float64(i)*8, 22, i+1)
		ref := wave(periods, 118-float64(i)*7, 8, i+4)
		p := report.Panel{Title: sellers[i%len(sellers)], Text: fr(ac[periods-1], 0) + "\u00a0k€", AC: points(ac...), Ref: points(ref...), RefIs: is}
		d := ac[periods-1]/ref[periods-1] - 1
		p.Delta, p.Tone = arrow(d)+pct(d), tone(d)
		p.AC[periods-1].Open = true
		c.Panels = append(c.Panels, p)
		for _, v := range append(ac, ref...) {
			c.Max, c.Low = math.Max(c.Max, v), math.Min(c.Low, v)
		}
	}
	return c
}

func margins() *report.Multiples {
	c := multiplesOf(6, 12, report.PY)
	for i := range c.Panels {
		for k := range c.Panels[i].AC {
			*c.Panels[i].AC[k].Value -= 95
			*c.Panels[i].Ref[k].Value -= 95
			c.Low = math.Min(c.Low, *c.Panels[i].AC[k].Value)
		}
	}
	c.Max -= 95
	return c
}

func rates() *report.Multiples {
	c := multiplesOf(7, 26, report.PL)
	c.Line, c.Scale = true, "%"
	c.Panels[2].AC[9].Value, c.Panels[2].AC[10].Value = nil, nil
	return c
}

func multiplesSection(c *report.Multiples, title string) report.Section {
	return report.Section{Kind: "small_multiples", Title: title, Unit: "k€", Note: "12 mois · R, Obj.", Blocks: []report.Block{{Multiples: c}}}
}

func TestMultiplesPictures(t *testing.T) {
	narrow := func(share float64, c *report.Multiples) report.Section {
		s := multiplesSection(c, "Chiffre d’affaires")
		s.Width = share
		return s
	}
	picture(t, "multiples", documentOf(multiplesSection(multiplesOf(11, 12, report.PL), "Chiffre d’affaires HT par commercial"), multiplesSection(margins(), "Marge par commercial"),
		multiplesSection(rates(), "Taux de transformation par commercial")))
	picture(t, "multiples-narrow", documentOf(narrow(0.5, multiplesOf(5, 12, report.PL)), narrow(0.5, margins()), narrow(1.0/3, multiplesOf(2, 12, report.PY)), narrow(1.0/3, rates()), narrow(1.0/3, multiplesOf(3, 60, report.PL))))
}

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

// TestPanelsAreFigures holds that each panel is read by itself, with its value and its change.
func TestPanelsAreFigures(t *testing.T) {
	c := multiplesOf(11, 12, report.PL)
	var alts []string
	structure(t, documentOf(multiplesSection(c, "Essai"))).each(func(n *node) {
		if n.role == "Figure" {
			alts = append(alts, n.alt)
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

// TestPanelsShareAScale holds that all rows and all charts of one unit draw the same amount at the same height.
func TestPanelsShareAScale(t *testing.T) {
	var page []placed
	for _, c := range []*report.Multiples{margins(), multiplesOf(11, 12, report.PL)} {
		g := newMultiples(c, 510)
		if g.values.low > c.Low || g.values.high < c.Max {
			t.Errorf("the scale shows %v", g.values)
		}
		for _, p := range multiplesPieces(c, room{w: 510, tall: 700}) {
			page = append(page, placed{piece: p})
		}
	}
	s := &sheet{scales: scalesOf(page)}
	for _, p := range page {
		e, zoom := s.scale(p.needs[0])
		if got, want := perValue(e)/zoom, perValue(s.scales[page[0].needs[0].key]); got != want {
			t.Errorf("1 is %v points high, elsewhere %v", got, want)
		}
	}
}

func TestAnyMultiples(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	of := func(values ...float64) *report.Multiples {
		p := report.Panel{Title: "Panneau", Text: "1", Delta: "▲ +1\u00a0%", AC: points(values...), Ref: points(values...)}
		return &report.Multiples{Panels: []report.Panel{p, p, p}, First: "S1", Last: "S52", Words: stepWords}
	}
	long := of(1, 2, 3)
	long.First, long.Last = longName, longName
	for i := range long.Panels {
		long.Panels[i].Title, long.Panels[i].Text, long.Panels[i].Delta = longName, strings.Repeat("9", 60), longName
	}
	wildly := of(1, 2)
	wildly.Panels[0].Title, wildly.Panels[1].Text = wild, wild
	uneven := of(1, 2, 3)
	uneven.Panels[1].AC = nil
	uneven.Panels[2].Ref = points(repeat(60, 2)...)
	for name, c := range map[string]*report.Multiples{
		"empty": {}, "no points": of(), "one point": of(4), "nan": of(nan, inf, -inf, 2), "all nan": of(nan, nan), "huge": of(1e12, -1e12, 3), "too huge": of(1e299, -1e299), "tiny": of(1e-4, 2e-300),
		"negative": of(-4, -90), "zeros": of(0, 0), "long": long, "wild": wildly, "uneven": uneven, "60 periods": multiplesOf(9, 60, report.PY), "600 periods": multiplesOf(2, 600, report.PL), "200 panels": multiplesOf(200, 12, report.PL),
	} {
		for _, line := range []bool{false, true} {
			t.Run(fmt.Sprint(name, line), func(t *testing.T) {
				c.Line = line
				anywhere(t, report.Block{Multiples: c})
			})
		}
	}
}

// A name of sixty letters stands whole over the narrowest panel.
func TestPanelNamesAreWhole(t *testing.T) {
	name := "Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté et Suisse roman"
	if lines := wrap(panelTitle, name, panelLeast, panelLines); strings.Contains(strings.Join(lines, ""), "…") {
		t.Errorf("%q", lines)
	}
}
