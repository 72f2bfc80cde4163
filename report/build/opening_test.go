package build

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/report/metric"
	"bilan/report/prose"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// The headline is about the first known metric in headline: of the YAML, whatever the sections show.
func TestReportNamesItsHeadline(t *testing.T) {
	answers := &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		s := sectiontest.Scope(t, "fr-FR", all()[0])
		none := sectiontest.Num("no data")
		return metric.Answer{Total: sectiontest.Figure(s.Metrics[a.Metric], sectiontest.Num("0.27"), none, none, none, none)}
	}}
	for _, c := range []struct {
		names []string
		past  bool
		want  string
	}{
		{nil, false, "revenue"}, {[]string{"conversion", "revenue"}, false, "conversion"}, {[]string{"conversion"}, true, ""},
		{[]string{"conversion", "revenue"}, true, "revenue"},
	} {
		s := sectiontest.Scope(t, "fr-FR", all()[0])
		s.Report.Headline = c.names
		if m := s.Metrics["conversion"]; c.past {
			m.Date, m.Dataset = "", "states"
			s.States = map[string]scope.State{"states": {Past: true}}
		}
		doc, want := build(t, s, answers), s.Report.Title // the headline is only the title
		if c.want != "" {
			want = prose.Tidy(s.Metrics[c.want].Label)
		}
		if !strings.HasPrefix(doc.Headline, want) {
			t.Errorf("%q: headline %q, want %q first", c.names, doc.Headline, want)
		}
		needs, err := Needs(s)
		if err != nil || c.want != "" && needs.Asks[0].Metric != c.want {
			t.Errorf("asks %v first (%v)", needs.Asks, err)
		}
	}
}

// The section with headline: in the YAML has the figure of the headline, and its value determines the end of the
// sentence.
func TestSectionOpensTheReport(t *testing.T) {
	for _, c := range []struct{ tag, ending, want string }{
		{"fr-FR", "to_go", "Chiffre d’affaires HT : 400 k€ en novembre 2026 (cumul au 15 nov.), 20,0 % sous l’objectif à ce jour (500 k€) ; il manque 600 k€, soit environ 45 ventes, et il reste 10 jours ouvrés"},
		{"fr-FR", "gap", "Chiffre d’affaires HT : 400 k€ en novembre 2026 (cumul au 15 nov.), 20,0 % sous l’objectif à ce jour (500 k€)"},
		{"fr-FR", "landing", "Chiffre d’affaires HT : 400 k€ en novembre 2026 (cumul au 15 nov.), 20,0 % sous l’objectif à ce jour (500 k€) ; atterrissage prévu à 900 k€, soit 10,0 % sous l’objectif"},
	} {
		sections := []section.Section{{Scorecard: &section.Scorecard{Metrics: []string{"complaints"}}}, {Scorecard: &section.Scorecard{Metrics: []string{"revenue"}}, Headline: c.ending}}
		s := sectiontest.Monthly(t, c.tag, sections...)
		f := sectiontest.Figure(s.Metrics["revenue"], sectiontest.Num("400000"), sectiontest.Num("500000"), sectiontest.Num("1000000"), sectiontest.Num("no data"), sectiontest.Num("no data"))
		f.Outlook = metric.Outlook{Elapsed: 10, Remaining: 10, Landing: sectiontest.Num("900000"), LandingPace: sectiontest.Num("900000"), GapToGo: sectiontest.Num("600000"), MoreSales: sectiontest.Num("44.2"), Needed: sectiontest.Num("60000")}
		doc := build(t, s, &sectiontest.Book{Answers: func(metric.Ask) metric.Answer { return metric.Answer{Total: f} }})
		if got := sectiontest.PlainSpaces(doc.Headline); got != c.want {
			t.Errorf("%s: %q\nwant %q", c.ending, got, c.want)
		}
	}
}
