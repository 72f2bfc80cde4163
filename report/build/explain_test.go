package build

import (
	"strings"
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

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
	for want, book := range map[string]*sectiontest.Book{"Atterr. = atterrissage": sectiontest.Unplanned(s), s.ExplainScenario("fc"): sectiontest.Planned(s)} {
		short, _, _ := strings.Cut(want, " = ")
		sections := build(t, s, book).Sections
		if first, second := sections[0].Note, sections[1].Note; !strings.Contains(first, want) || !strings.Contains(second, short) || strings.Contains(second, want) {
			t.Errorf("%s: notes %q and %q", want, first, second)
		}
	}
}
