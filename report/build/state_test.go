package build

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// In each language, the text about a state names the day on which it was read.
func TestStatesInAllLanguages(t *testing.T) {
	for tag, want := range map[string][2]string{
		"fr-FR": {"(situation au 12 novembre 2026)", "Situation au 12 novembre 2026 : la situation en mars 2026 n’est pas connue."},
		"en-GB": {"as read on 12 November 2026", "Situation as read on 12 November 2026; the situation in March 2026 is not known."},
		"de-DE": {"(Stand 12. November 2026)", "Stand vom 12. November 2026; der Stand im März 2026 ist nicht bekannt."},
		"es-ES": {"(situación a 12 de noviembre de 2026)", "Situación a 12 de noviembre de 2026; no se sabe cuál era en marzo de 2026."},
		"it-IT": {"(situazione al 12 novembre 2026)", "Situazione al 12 novembre 2026; non si sa quale fosse nel mese di marzo 2026."},
		"nl-NL": {"(stand op 12 november 2026)", "Stand op 12 november 2026; de stand in maart 2026 is niet bekend."},
		"pt-PT": {"(situação em 12 de novembro de 2026)", "Situação em 12 de novembro de 2026; não se sabe qual era em março de 2026."},
	} {
		s := sectiontest.Scope(t, tag)
		s.States = map[string]scope.State{"": {Read: period.NewDate(2026, 11, 12)}}
		if got := sectiontest.PlainSpaces(whenText(s, sectiontest.Customers(), s.Periods[0])); got != want[0] {
			t.Errorf("%s: %q, want %q", tag, got, want[0])
		}
		march, err := s.Calendar.ParsePeriod("2026-03")
		if err != nil {
			t.Fatal(err)
		}
		if got := sectiontest.PlainSpaces(s.WhyUnknown("", march)); got != want[1] {
			t.Errorf("%s: %q, want %q", tag, got, want[1])
		}
	}
}

// Needs also asks for the metric that opens the report if a state turns out to be unknown for its period.
func TestNextOpenerIsAskedForBehindAState(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB", section.Section{Text: &section.Text{Body: "Notes"}})
	s.Report.Headline = []string{"customers", "revenue", "orders"}
	needs, err := Needs(s)
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, a := range needs.Asks {
		asked = append(asked, a.Metric)
	}
	if want := []string{"customers", "revenue"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %v, want %v", asked, want)
	}
}

// A report about the past asks for no state, gives the reason, and opens with a metric that is known.
func TestPastStatesGiveWayToTheirReason(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB",
		section.Section{Scorecard: &section.Scorecard{Metrics: []string{"customers", "revenue"}}},
		section.Section{Breakdown: &section.Breakdown{Metric: "customers", By: "rep"}},
	)
	s.States = map[string]scope.State{"": {Read: period.NewDate(2026, 11, 28), Past: true}}
	needs, err := Needs(s)
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(needs.Asks, func(a metric.Ask) bool { return a.Metric == "customers" }) {
		t.Errorf("the state is asked for: %v", needs.Asks)
	}
	doc := build(t, s, &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		m := s.Metrics[a.Metric]
		return metric.Answer{Total: sectiontest.Figure(m, sectiontest.Num("412000"), sectiontest.Num("430000"), sectiontest.Num("430000"), sectiontest.Num("398000"), sectiontest.Num("no data"))}
	}})
	if !strings.HasPrefix(doc.Headline, "Chiffre d’affaires HT:") {
		t.Errorf("headline %q", doc.Headline)
	}
	if len(doc.Sections[1].Blocks) != 1 || doc.Sections[1].Blocks[0].Text == nil {
		t.Errorf("the breakdown is drawn: %+v", doc.Sections[1])
	}
}

// A section about a period that ended before the report's period does not show today's state.
func TestStatesBelongToTheReportsPeriod(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB")
	before, err := s.Calendar.ParsePeriod("2026-10")
	if err != nil {
		t.Fatal(err)
	}
	for p, past := range map[period.Period]bool{s.Periods[0]: false, s.Periods[1]: false, before: true} {
		if s.StateUnknown(sectiontest.Customers(), p) != past {
			t.Errorf("%s to %s: past is %v", p.Start, p.End, !past)
		}
	}
	if s.StateUnknown(sectiontest.Revenue(), before) {
		t.Error("a metric with a date is no state")
	}
}

// If a metric's data ends on a Thursday, the headline and its ask end there too.
func TestHeadlineIsCutWhereTheMetricEnds(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB", section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep"}})
	s.Metrics["revenue"].CutOff, s.Metrics["revenue"].Newest = period.NewDate(2026, 11, 13), period.NewDate(2026, 11, 12)
	needs, err := Needs(s)
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(needs.Asks, func(a metric.Ask) bool { return a.Period == s.Periods[0] }) {
		t.Error("the whole week is asked for")
	}
	doc := build(t, s, sectiontest.Uniform(s, 1, sectiontest.Num("412000"), sectiontest.Num("430000"), sectiontest.Num("398000")))
	if got := sectiontest.PlainSpaces(doc.Headline); !strings.Contains(got, "in week 46 (to 12 Nov)") {
		t.Errorf("headline %q", got)
	}
}
