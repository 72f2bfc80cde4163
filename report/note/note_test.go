package note

import (
	"slices"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/section"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
)

func TestPut(t *testing.T) {
	words, err := locale.For("fr")
	if err != nil {
		t.Fatal(err)
	}
	day := func(d int) period.Date { return period.NewDate(2026, 11, d) }
	sections := []section.Section{
		{Text: &section.Text{}},
		{Scorecard: &section.Scorecard{Metrics: []string{"orders", "revenue"}}},
		{Trend: &section.Trend{Metric: "margin"}},
	}
	for _, c := range []struct {
		name    string
		note    config.Note
		newPage bool
		head    string
		second  string
	}{
		{"of no figure", config.Note{Text: "Bonjour\nà tous.", Until: day(30)}, false, "Note\u00a0: Bonjour à tous.", ""},
		{"of a figure on page one", config.Note{Text: "Litige.", Until: day(16), Figure: "revenue"}, false, "", "Note – CA HT\u00a0: Litige."},
		{"of a figure on another page", config.Note{Text: "Litige.", Until: day(30), Figure: "margin"}, false, "Note – Marge\u00a0: Litige.", ""},
		{"of a figure on a page of its own", config.Note{Text: "Litige.", Until: day(30), Figure: "revenue"}, true, "Note – CA HT\u00a0: Litige.", ""},
		{"of the first day", config.Note{Text: "Litige.", From: day(16), Until: day(30)}, false, "Note\u00a0: Litige.", ""},
		{"not yet", config.Note{Text: "Litige.", From: day(17), Until: day(30)}, false, "", ""},
		{"over", config.Note{Text: "Litige.", Until: day(15)}, false, "", ""},
	} {
		own := slices.Clone(sections)
		own[1].NewPage = c.newPage
		s := &scope.Scope{Locale: words, Slot: day(16), Report: config.Report{Note: []config.Note{c.note}, Sections: own},
			Metrics: map[string]*metric.Metric{"revenue": {Label: "CA HT"}, "margin": {Label: "Marge"}}}
		doc := &report.Document{Sections: make([]report.Section, 3)}
		Put(s, doc)
		for where, list := range map[string][]string{c.head: doc.Remarks, c.second: doc.Sections[1].Remarks} {
			if where == "" && len(list) > 0 || where != "" && !slices.Equal(list, []string{where}) {
				t.Errorf("%s: %q, want %q", c.name, list, where)
			}
		}
	}
}
