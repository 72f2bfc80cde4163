package build

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

// Cards, headline and subject do not call a target reached that is missed by a small amount.
func TestACloseMissIsTold(t *testing.T) {
	for _, c := range []struct{ metric, ac, pl, card, headline string }{
		{"revenue", "399996", "400000", "▼ −4 €", "4 € sous l’objectif"},
		{"conversion", "0.2797", "0.28", "▼ −0,03 pt", "0,03 pt sous l’objectif"},
		{"revenue", "400000", "400000", "0,0 %", "au niveau de l’objectif"},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{c.metric}, Period: period.MustPhrase("last week")}})
		doc := build(t, s, sectiontest.Members(s, c.metric, c.ac+" "+c.pl+" -nd-"))
		if got := sectiontest.PlainSpaces(doc.Sections[0].Blocks[0].Cards.Cards[0].Lines[0].Text); got != c.card {
			t.Errorf("%s of %s: card %q, want %q", c.ac, c.pl, got, c.card)
		}
		if got := sectiontest.PlainSpaces(doc.Headline); !strings.Contains(got, c.headline) {
			t.Errorf("%s of %s: headline %q, want %q", c.ac, c.pl, got, c.headline)
		}
	}
}

// The bar of unassigned rows is cut if it is too long for the scale of the members, and a table draws no bullet for
// them.
func TestRowsOfNobodyBeyondTheScale(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week")}},
		section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week")}},
		section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 2, Unit: period.Week}}})
	doc := build(t, s, sectiontest.Members(s, "revenue", "75 25 1", "A: 8 10 1", "B: 12 15 1", ": 700 -none- 1"))
	bars := doc.Sections[0].Blocks[0].Bars
	if nobody := bars.Bars[2]; !nobody.Beyond || bars.Max != 15 || !strings.Contains(strings.Join(doc.Sections[0].Footnotes, " "), "(non affecté)\u00a0: barre coupée") {
		t.Errorf("%+v to %v, notes %v", nobody, bars.Max, doc.Sections[0].Footnotes)
	}
	rows := doc.Sections[1].Blocks[0].Table.Rows
	if last := rows[2].Cells[5].Bullet; last != nil || rows[0].Cells[5].Bullet.Max != 15 {
		t.Errorf("bullets %+v and %+v", rows[0].Cells[5].Bullet, last)
	}
	if shade := doc.Sections[2].Blocks[0].Heat.Rows[0].Cells[0].Shade; shade != 1 {
		t.Errorf("the largest member is shaded %v", shade)
	}
}
