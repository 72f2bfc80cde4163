package build

import (
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/sectiontest"
)

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
