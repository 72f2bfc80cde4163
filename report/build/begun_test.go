package build

import (
	"fmt"
	"strings"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

// If only five of the last thirteen weeks have data, sections show five. A trend over this year shows all its months.
func TestOnlyWeeksOfWhichDataTells(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Trend: &section.Trend{Metric: "revenue", Last: period.Span{N: 13, Unit: period.Week}, Compare: scalar.StringList{"target"}}},
		section.Section{Multiples: &section.Multiples{Metric: "revenue", By: "rep", Last: period.Span{N: 13, Unit: period.Week}}},
		section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 13, Unit: period.Week}}},
		section.Section{Trend: &section.Trend{Metric: "revenue", Over: period.MustPhrase("this year")}})
	doc := build(t, s, sectiontest.Since(s, period.NewDate(2026, 10, 12), "900"))
	got := fmt.Sprint(doc.Sections[0].Blocks[0].Columns.Categories, len(doc.Sections[1].Blocks[0].Multiples.Panels[0].AC),
		len(doc.Sections[2].Blocks[0].Heat.Columns), len(doc.Sections[3].Blocks[0].Columns.Categories))
	if got != "[S42 S43 S44 S45 S46] 5 5 12" {
		t.Errorf("shown: %s", got)
	}
	for i := range 3 {
		if note := doc.Sections[i].Note; !strings.HasPrefix(note, "5\u00a0semaines, 12 oct.") {
			t.Errorf("note %q", note)
		}
	}
}

// An abbreviation is explained at its first use only.
func TestScenariosAreExplainedOnce(t *testing.T) {
	breakdown := section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week"), Compare: "target"}}
	trend := section.Section{Trend: &section.Trend{Metric: "revenue", Over: period.MustPhrase("this year"), Compare: scalar.StringList{"target"}}}
	s := sectiontest.Scope(t, "fr-FR", breakdown, trend, breakdown)
	doc := build(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("10"), sectiontest.Num("12"), sectiontest.Num("9")))
	got := sectiontest.PlainSpaces(doc.Sections[0].Note + " | " + doc.Sections[1].Note + " | " + doc.Sections[2].Note)
	if want := "semaine 46 (9–15 nov. 2026) — R = réalisé, Obj. = objectif | 2026 — R (janv.–nov.) | semaine 46 (9–15 nov. 2026)"; got != want {
		t.Errorf("got %s", got)
	}
}

// An estimate is explained as a landing in the first section that shows it.
func TestALandingIsExplainedOnce(t *testing.T) {
	trend := section.Section{Trend: &section.Trend{Metric: "revenue", Over: period.MustPhrase("this year"), Compare: scalar.StringList{"forecast"}}}
	s := sectiontest.Monthly(t, "fr-FR", trend, trend)
	for want, book := range map[string]*sectiontest.Book{"Atterr. = atterrissage": sectiontest.Unplanned(s), s.Scenario("fc"): sectiontest.Planned(s)} {
		short, _, _ := strings.Cut(want, " = ")
		sections := build(t, s, book).Sections
		if first, second := sections[0].Note, sections[1].Note; !strings.Contains(first, want) || !strings.Contains(second, short) || strings.Contains(second, want) {
			t.Errorf("%s: notes %q and %q", want, first, second)
		}
	}
}
