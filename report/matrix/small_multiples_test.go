package matrix

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/sectiontest"
)

func smallMultiples(name string, last period.Span, compare string) section.Section {
	return section.Section{Multiples: &section.Multiples{Metric: name, By: "rep", Last: last, Compare: compare}}
}

func TestMultiplesPanels(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", smallMultiples("revenue", period.Span{N: 6, Unit: period.Month}, "last_year"))
	sec := maker.First(t, s, sectiontest.Members(s, "revenue", "300 250 240", "small: 50 50 100", "gaps: -nd- -none- -nd-", "big: 250 200 -nd-", "negative: -30 1 -20"))
	c := sec.Blocks[0].Multiples
	var got []string
	for _, p := range c.Panels {
		got = append(got, strings.TrimSpace(p.Title+" "+p.Text+" "+p.Delta))
	}
	if text := sectiontest.PlainSpaces(strings.Join(got, ", ")); text != "big 250 n.d., small 50 ▼ −50,0 %, negative −30 ▼ −10 €, gaps n.d." {
		t.Errorf("panels %s", text)
	}
	if c.Max != 250 || c.Low != -30 || c.First != "juin 2026" || c.Last != "nov. 2026" || c.Line {
		t.Errorf("max %v, low %v, from %q to %q, line %v", c.Max, c.Low, c.First, c.Last, c.Line)
	}
	if p := c.Panels[3]; p.Tone != report.Muted || p.Ref != nil || p.AC[0].Value != nil || p.AC[0].Label != "n.d." {
		t.Errorf("gaps %+v", p)
	}
	if p := c.Panels[1]; p.RefIs != report.PY || *p.Ref[0].Value != 100 || !p.AC[5].Open || p.AC[4].Open || p.Tone != report.Bad {
		t.Errorf("small %+v", p)
	}
	if want := "Chiffre d’affaires HT par rep et par mois — en octobre 2026, maximum 250 € (big), minimum −30 € (negative)."; sectiontest.PlainSpaces(c.Alt) != want {
		t.Errorf("alt %q", c.Alt)
	}
}

// If members are too different for a common unit, each value has its own unit.
func TestMultiplesFarApart(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", smallMultiples("revenue", period.Span{N: 2, Unit: period.Month}, ""))
	sec := maker.First(t, s, sectiontest.Members(s, "revenue", "7500320 1 1", "big: 7500000 1 1", "small: 320 1 1", "none: -nd- 1 1"))
	var got []string
	for _, p := range sec.Blocks[0].Multiples.Panels {
		got = append(got, p.Text)
	}
	if text := sectiontest.PlainSpaces(strings.Join(got, ", ")); text != "7,50 M€, 320 €, n.d." || sec.Unit != "" {
		t.Errorf("%s in %q", text, sec.Unit)
	}
}

// A metric that is not additive is drawn as lines, and its first chart is the total.
func TestMultiplesOfARatio(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", smallMultiples("conversion", period.Span{N: 3, Unit: period.Quarter}, "target"))
	c := maker.First(t, s, sectiontest.Members(s, "conversion", "0.27 0.28 0.2", "A: 0.3 0.28 0.2", "B: 0.2 0.28 0.1")).Blocks[0].Multiples
	if len(c.Panels) != 3 || c.Panels[0].Title != "Ensemble" || c.Panels[0].Kind != report.Total || !c.Line {
		t.Errorf("%+v", c)
	}
	if d := c.Panels[2].Delta; sectiontest.PlainSpaces(d) != "▼ −8,0 pt" || !strings.Contains(c.Alt, "Objectif non atteint 1 fois sur 2.") {
		t.Errorf("delta %q, alt %q", d, c.Alt)
	}
	if c.First != "T2 2026" && sectiontest.PlainSpaces(c.First) != "T2 2026" {
		t.Errorf("first %q", c.First)
	}
}

// The small chart of unassigned rows is cut if it is too high for the scale of the members.
func TestMultiplesOfNobodyBeyondTheScale(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", smallMultiples("revenue", period.Span{N: 2, Unit: period.Month}, ""))
	sec := maker.First(t, s, sectiontest.Members(s, "revenue", "720 1 1", "A: 8 1 1", "B: 12 1 1", ": 700 1 1"))
	c := sec.Blocks[0].Multiples
	if !c.Panels[2].Beyond || c.Panels[0].Beyond || c.Max != 12 || sec.Unit != "€" {
		t.Errorf("%+v to %v in %s", c.Panels[2], c.Max, sec.Unit)
	}
	if notes := strings.Join(sec.Footnotes, " "); !strings.HasPrefix(notes, "(non affecté)\u00a0: colonnes coupées, hors échelle.") {
		t.Errorf("notes %q", notes)
	}
}
