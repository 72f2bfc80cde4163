package report

import (
	"strings"
	"testing"

	"bilan/report/metric"
)

// The report names what opens it: the first of its metrics of which anything is known, whatever the sections show.
func TestReportNamesItsHeadline(t *testing.T) {
	answers := &fakeBook{answer: func(a metric.Ask) metric.Answer {
		s := scope(t, "fr-FR", all()[0])
		none := num("no data")
		return metric.Answer{Total: figure(s.Metrics[a.Metric], num("0.27"), none, none, none, none)}
	}}
	for _, c := range []struct {
		names []string
		past  bool
		want  string
	}{
		{nil, false, "revenue"}, {[]string{"conversion", "revenue"}, false, "conversion"}, {[]string{"conversion"}, true, ""},
		{[]string{"conversion", "revenue"}, true, "revenue"},
	} {
		s := scope(t, "fr-FR", all()[0])
		s.Report.Headline = c.names
		if m := s.Metrics["conversion"]; c.past {
			m.Date, m.Dataset = "", "states"
			s.States = map[string]State{"states": {Past: true}}
		}
		doc, want := build(t, s, answers), s.Report.Title // alone
		if c.want != "" {
			want = tidy(s.Metrics[c.want].Label)
		}
		if !strings.HasPrefix(doc.Headline, want) {
			t.Errorf("%q: headline %q, want %q first", c.names, doc.Headline, want)
		}
		needs, err := s.Needs()
		if err != nil || c.want != "" && needs.Asks[0].Metric != c.want {
			t.Errorf("asks %v first (%v)", needs.Asks, err)
		}
	}
}
