package build

import (
	"math/big"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// missing is a book in which Nord has missed its objective in the last four months and Sud has always reached it.
func missing(s *scope.Scope) *sectiontest.Book {
	m := s.Metrics["revenue"]
	end := s.Periods[0].Start
	slice := func(key string, p period.Period) metric.Slice {
		value := sectiontest.Rat("110")
		if months := (end.Time().Year()-p.Start.Time().Year())*12 + int(end.Time().Month()-p.Start.Time().Month()); key == "Nord" && months < 4 {
			value = sectiontest.Rat("90")
		}
		return metric.Slice{Key: key, Label: key, Figure: sectiontest.Figure(m, metric.NumOf(value), sectiontest.Num("100"), sectiontest.Num("100"), sectiontest.Num("100"), sectiontest.Num("100"))}
	}
	return &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		nord, sud := slice("Nord", a.Period), slice("Sud", a.Period)
		total := new(big.Rat).Add(nord.Figure.AC.Rat, sud.Figure.AC.Rat)
		answer := metric.Answer{Total: sectiontest.Figure(m, metric.NumOf(total), sectiontest.Num("200"), sectiontest.Num("200"), sectiontest.Num("200"), sectiontest.Num("200"))}
		if a.By != "" {
			answer.Slices = []metric.Slice{nord, sud}
		}
		return answer
	}}
}

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
	doc := build(t, s, missing(s))
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
	b := missing(s)
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
	doc := build(t, s, missing(s))
	if sec := doc.Sections[0]; sec.Title != "Atteinte" || sec.Label != "" || sec.Insights != nil {
		t.Errorf("a report of labels has %+v", sec)
	}
}
