package trend

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// A trend against its target notes a change of the target; another trend does not.
func TestStepsAreNoted(t *testing.T) {
	months := section.Trend{Metric: "revenue", Last: period.Span{N: 3, Unit: period.Month}}
	against := months
	against.Compare = sectiontest.Words("target")
	s := sectiontest.Monthly(t, "fr-FR", trends(against, months)...)
	b := sectiontest.Planned(s)
	b.Steps = []metric.Step{{Metric: "revenue", Day: period.NewDate(2026, 11, 9), Per: period.Month, Before: sectiontest.Num("40000"), After: sectiontest.Num("50000")}}
	var got []string
	for _, sec := range maker.Sections(t, s, b) {
		for _, f := range sec.Footnotes {
			if strings.Contains(f, "modifié") {
				got = append(got, sectiontest.PlainSpaces(f))
			}
		}
	}
	if want := []string{"Objectif modifié le 9 novembre 2026 : 50,0 k€ par mois au lieu de 40,0 k€ par mois."}; !slices.Equal(got, want) {
		t.Errorf("notes %q, want %q", got, want)
	}
}

// A footnote names the scenarios that the trend shows and that are not split as the YAML asks, and no others.
func TestUnshapedIsNoted(t *testing.T) {
	for compare, want := range map[string]string{"target": "objectif (T3 2026 et T4 2026)", "forecast": "prévision (2026)", "last_year": ""} {
		s := sectiontest.Monthly(t, "fr-FR", trends(section.Trend{Metric: "revenue", Over: period.MustPhrase("this year"), Per: "month", Compare: sectiontest.Words(compare)})...)
		sectiontest.CheckUnshaped(t, s, maker, want)
	}
}
