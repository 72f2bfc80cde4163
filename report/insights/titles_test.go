package insights

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/finding"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// headed returns the titles of a report on a table, a chart and cards, and its sections as their rooms make them.
func headed(t *testing.T, titles string) (*scope.Scope, *Titles, []report.Section) {
	t.Helper()
	s := october(t, "fr-FR",
		section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "region", Title: "Atteinte"}},
		section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "region", Compare: "target", Limit: 12, As: "bars"}},
		section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}}})
	s.Report.Titles = titles
	return s, NewTitles(s), []report.Section{{Kind: "target_table", Title: "Atteinte"}, {Kind: "breakdown", Title: "Chiffre d’affaires HT par region"}, {Kind: "scorecard", Title: "Chiffres clés"}}
}

// A sentence becomes the title of the section that it is about, and the title becomes its label. No sentence is used
// twice, and none heads cards.
func TestSentencesHeadSections(t *testing.T) {
	s, titles, sections := headed(t, "sentences")
	titles.Set(sections, sectiontest.Missed(s))
	first := sections[0]
	if !strings.Contains(first.Title, "Nord") || first.Label != "Atteinte" || strings.HasSuffix(first.Title, ".") {
		t.Errorf("title %q, label %q", first.Title, first.Label)
	}
	if len(first.Insights) != 1 || len(first.Insights[0].Numbers) == 0 {
		t.Errorf("the sentence's numbers are not in the section: %v", first.Insights)
	}
	if sections[1].Title == first.Title {
		t.Errorf("two sections are headed %q", first.Title)
	}
	if cards := sections[2]; cards.Label != "" || cards.Title != "Chiffres clés" {
		t.Errorf("the cards are headed %q", cards.Title)
	}
}

// A sentence that the report already contains is no title.
func TestWhatIsToldIsNoTitle(t *testing.T) {
	s, titles, sections := headed(t, "sentences")
	titles.Set(sections, sectiontest.Missed(s))
	told := sections[0].Insights[0]
	_, titles, again := headed(t, "sentences")
	again[2].Insights = []finding.Insight{told}
	titles.Set(again, sectiontest.Missed(s))
	if again[0].Title == sections[0].Title {
		t.Errorf("the first section is headed %q, which the report says elsewhere", again[0].Title)
	}
}

// Needs contains all asks that the titles use.
func TestTitlesAskForTheirFigures(t *testing.T) {
	s, titles, sections := headed(t, "sentences")
	var n scope.Needs
	titles.Needs(&n)
	b := sectiontest.Missed(s)
	b.Asked = map[metric.Ask]bool{}
	titles.Set(sections, b)
	if len(b.Asked) == 0 {
		t.Error("the titles read nothing")
	}
	for _, a := range append(n.Asks, n.Past...) {
		delete(b.Asked, a)
	}
	for a := range b.Asked {
		t.Errorf("%v is read and was not asked for", a)
	}
}

// With titles: labels the titles stay, and nothing is asked for.
func TestLabelsStay(t *testing.T) {
	s, titles, sections := headed(t, "labels")
	var n scope.Needs
	titles.Needs(&n)
	titles.Set(sections, sectiontest.Missed(s))
	if sec := sections[0]; sec.Title != "Atteinte" || sec.Label != "" || sec.Insights != nil || len(n.Asks)+len(n.Past) != 0 {
		t.Errorf("a report of labels has %+v and asks %v", sec, n.Asks)
	}
}
