package build

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

func titledScope(t *testing.T, tag string) *scope.Scope {
	s := sectiontest.Scope(t, tag,
		section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "region", Title: "Atteinte"}},
		section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "region", Compare: "target", Limit: 12, As: "bars"}},
		section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}}})
	s.Report.Titles = "sentences"
	s.Periods = []period.Period{s.Calendar.Containing(period.Month, period.NewDate(2026, 10, 1))}
	return s
}

func TestSentencesHeadSections(t *testing.T) {
	s := titledScope(t, "fr-FR")
	doc := build(t, s, sectiontest.Missed(s))
	first, second := doc.Sections[0], doc.Sections[1]
	if !strings.HasPrefix(first.Title, "Nord manque son objectif de chiffre d’affaires") && !strings.Contains(first.Title, "pour le 4e mois de suite") {
		t.Errorf("the first section is headed %q", first.Title)
	}
	if first.Label != "Atteinte" || first.Name() != "Atteinte" || strings.HasSuffix(first.Title, ".") {
		t.Errorf("label %q, title %q", first.Label, first.Title)
	}
	if len(first.Insights) != 1 || len(first.Insights[0].Numbers) == 0 {
		t.Errorf("the sentence's numbers are not in the document: %v", first.Insights)
	}
	if second.Title == first.Title {
		t.Errorf("two sections are headed %q", first.Title)
	}
	if doc.Sections[2].Label != "" {
		t.Errorf("cards of several figures are headed by a sentence on one: %q", doc.Sections[2].Title)
	}
}

// Needs contains all asks that the titles use.
func TestSentencesAskForTheirFigures(t *testing.T) {
	s := titledScope(t, "en-GB")
	needs, err := Needs(s)
	if err != nil {
		t.Fatal(err)
	}
	b := sectiontest.Missed(s)
	b.Asked = map[metric.Ask]bool{}
	build(t, s, b)
	for _, a := range append(needs.Asks, needs.Past...) {
		delete(b.Asked, a)
	}
	for a := range b.Asked {
		t.Errorf("%v is read and was not asked for", a)
	}
}

func TestLabelsStay(t *testing.T) {
	s := titledScope(t, "fr-FR")
	s.Report.Titles = "labels"
	doc := build(t, s, sectiontest.Missed(s))
	if sec := doc.Sections[0]; sec.Title != "Atteinte" || sec.Label != "" || sec.Insights != nil {
		t.Errorf("a report of labels has %+v", sec)
	}
}
