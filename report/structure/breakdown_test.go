package structure

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/report/sectiontest"
)

// If all values are zero, a breakdown shows them; they are not missing data.
func TestBreakdownShowsZeros(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "last_year"}})
	sec := maker.First(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("0"), sectiontest.Num("no target"), sectiontest.Num("no data")))
	if len(sec.Blocks) != 1 || sec.Blocks[0].Bars == nil {
		t.Fatalf("%+v", sec.Blocks)
	}
	bars := sec.Blocks[0].Bars.Bars
	if len(bars) != 3 || bars[0].Value == nil || bars[0].Text != "0" || bars[0].RefTxt != "n.d." {
		t.Errorf("%+v", bars)
	}
	if sec = maker.First(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("no data"), sectiontest.Num("no target"), sectiontest.Num("no data"))); sec.Blocks[0].Text == nil {
		t.Errorf("without data: %+v", sec.Blocks[0])
	}
}

// The variance of a percentage is in points, without a second column in per cent.
func TestPercentHasOneVariance(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "conversion", By: "rep", Compare: "last_year"}})
	c := maker.First(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("0.3"), sectiontest.Num("0.2"), sectiontest.Num("0.25"))).Blocks[0].Bars
	if c.Words.DeltaPLPct != "" || c.Bars[0].PctTxt != "" || c.Bars[0].DeltaTxt != "+5,0" {
		t.Errorf("%+v", c)
	}
}

// If the bar of all others is too long for the scale of the members, it is cut, the unit suits the members, and a
// footnote says so.
func TestOthersBeyondTheScale(t *testing.T) {
	for n, want := range map[int]bool{5: false, 8: false, 9: true, 200: true} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "last_year", Limit: 3}})
		sec := maker.First(t, s, sectiontest.Uniform(s, n, sectiontest.Num("8200"), sectiontest.Num("no target"), sectiontest.Num("8000")))
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

func TestBreakdownFoldsOnlyWhatAddsUp(t *testing.T) {
	for name, want := range map[string]string{
		"revenue":   "A, B, Autres (3), Total",
		"customers": "A, B, Ensemble",
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: name, By: "region", Limit: 2, Compare: "last_year"}})
		sec := maker.First(t, s, sectiontest.Uniform(s, 5, sectiontest.Num("100"), sectiontest.Num("90"), sectiontest.Num("80")))
		var labels []string
		for _, bar := range sec.Blocks[0].Bars.Bars {
			labels = append(labels, bar.Label)
		}
		if got := strings.Join(labels, ", "); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		if cut := strings.Contains(strings.Join(sec.Footnotes, " "), "2 premières lignes sur 5"); cut != (name == "customers") {
			t.Errorf("%s: footnotes %q", name, sec.Footnotes)
		}
	}
	s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "region", Limit: 2, Compare: "last_year"}})
	bars := maker.First(t, s, sectiontest.Uniform(s, 5, sectiontest.Num("100"), sectiontest.Num("90"), sectiontest.Num("80"))).Blocks[0].Bars.Bars
	if rest := bars[2]; *rest.Value != 300 || *rest.Ref != 240 || rest.DeltaTxt != "+60" || rest.PctTxt != "▲\u00a0+25,0\u00a0%" {
		t.Errorf("others: %+v", rest)
	}
	if total := bars[3]; total.Value != nil || total.Text != "100" {
		t.Errorf("total: %+v", total)
	}
}
