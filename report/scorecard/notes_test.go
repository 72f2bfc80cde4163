package scorecard

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// Changes of targets are noted, with the metric's name if there are several.
func TestStepsAreNoted(t *testing.T) {
	day := period.NewDate(2026, 11, 9)
	s := sectiontest.Monthly(t, "fr-FR", cards("revenue", "conversion"))
	b := sectiontest.Planned(s)
	step := metric.Step{Metric: "revenue", Day: day, Per: period.Month, Before: sectiontest.Num("40000"), After: sectiontest.Num("50000")}
	ofRep := step
	ofRep.Dimension, ofRep.Key, ofRep.Label = "rep", "Ana", "Ana"
	b.Steps = []metric.Step{step, ofRep, {Metric: "conversion", Day: day, Before: sectiontest.Num("0.28"), After: sectiontest.Num("0.3")}}
	var got []string
	for _, f := range maker.First(t, s, b).Footnotes {
		if strings.Contains(f, "modifié") {
			got = append(got, sectiontest.PlainSpaces(f))
		}
	}
	want := []string{"Chiffre d’affaires HT : objectif modifié le 9 novembre 2026 : 50,0 k€ par mois au lieu de 40,0 k€ par mois.",
		"Taux de transformation : objectif modifié le 9 novembre 2026 : 30,0 % au lieu de 28,0 %."}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// A footnote names the scenarios that the cards show and that are not split as the YAML asks, and no others.
func TestUnshapedIsNoted(t *testing.T) {
	for names, want := range map[string]string{
		"revenue":            "Réparti par jours ouvrés, faute d’une année précédente complète : objectif (T4 2026) et prévision (2026).",
		"complaints revenue": "Chiffre d’affaires HT, objectif (T4 2026)",
		"conversion":         "",
	} {
		s := sectiontest.Monthly(t, "fr-FR", cards(strings.Fields(names)...))
		sectiontest.CheckUnshaped(t, s, maker, want)
	}
}
