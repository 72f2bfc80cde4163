package build

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/sectiontest"
)

// If all values are zero, a breakdown shows them; they are not missing data.
func TestBreakdownShowsZeros(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "last_year"}})
	sec := one(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("0"), sectiontest.Num("no target"), sectiontest.Num("no data")))
	if len(sec.Blocks) != 1 || sec.Blocks[0].Bars == nil {
		t.Fatalf("%+v", sec.Blocks)
	}
	bars := sec.Blocks[0].Bars.Bars
	if len(bars) != 3 || bars[0].Value == nil || bars[0].Text != "0" || bars[0].RefTxt != "n.d." {
		t.Errorf("%+v", bars)
	}
	if sec = one(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("no data"), sectiontest.Num("no target"), sectiontest.Num("no data"))); sec.Blocks[0].Text == nil {
		t.Errorf("without data: %+v", sec.Blocks[0])
	}
}

// A sign such as "div. 0" is grey, even if the difference beside it is good or bad.
func TestSignsAreMuted(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "last_year"}},
		section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week")}})
	doc := build(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("10"), sectiontest.Num("0"), sectiontest.Num("0")))
	if bar := doc.Sections[0].Blocks[0].Bars.Bars[0]; bar.PctTxt != "div. 0" || bar.PctTone != report.Muted || bar.Tone != report.Good {
		t.Errorf("bar %+v", bar)
	}
	if cell := doc.Sections[1].Blocks[0].Table.Rows[0].Cells[4]; cell.Text != "div. 0" || cell.Tone != report.Muted {
		t.Errorf("attainment %+v", cell)
	}
}

// The variance of a percentage is in points, without a second column in per cent.
func TestPercentHasOneVariance(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "conversion", By: "rep", Compare: "last_year"}})
	c := one(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("0.3"), sectiontest.Num("0.2"), sectiontest.Num("0.25"))).Blocks[0].Bars
	if c.Words.DeltaPLPct != "" || c.Bars[0].PctTxt != "" || c.Bars[0].DeltaTxt != "+5,0" {
		t.Errorf("%+v", c)
	}
}

// If the bar of all others is too long for the scale of the members, it is cut, the unit suits the members, and a
// footnote says so.
func TestOthersBeyondTheScale(t *testing.T) {
	for n, want := range map[int]bool{5: false, 8: false, 9: true, 200: true} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "last_year", Limit: 3}})
		sec := one(t, s, sectiontest.Uniform(s, n, sectiontest.Num("8200"), sectiontest.Num("no target"), sectiontest.Num("8000")))
		c := sec.Blocks[0].Bars
		others := c.Bars[3]
		notes := strings.Join(sec.Footnotes, " ")
		if others.Beyond != want || strings.Contains(notes, "barre coupée") != want || sec.Unit != map[bool]string{true: "€", false: "k€"}[want] {
			t.Errorf("%d members in %s: %+v, notes %q", n, sec.Unit, others, notes)
		}
		if shown := c.Max == *c.Bars[0].Value; shown != want && n > 5 {
			t.Errorf("%d members: the scale ends at %v", n, c.Max)
		}
	}
}
