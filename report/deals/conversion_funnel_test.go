package deals

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// funnelOf builds a funnel of 200 leads, 80 quotes and 8 sales for 12 k€. If entry is true, all have the date of entry;
// otherwise each stage has its own date. The funnel uses exactly the figures that it asks for.
func funnelOf(t *testing.T, c section.Funnel, entry bool) report.Section {
	t.Helper()
	c.Stages = []section.FunnelStage{{Metric: "leads"}, {Metric: "quotes"}, {Metric: "sales", Amount: "revenue", Label: "Ventes"}}
	s := sectiontest.Scope(t, "fr-FR", section.Section{Funnel: &c})
	counts := map[string]string{"leads": "200", "quotes": "80", "sales": "8"}
	for name := range counts {
		m := &metric.Metric{Name: name, Label: s.Locale.Capital(name), Dataset: "crm", Date: "created", Unit: metric.Number, AddsUp: true, Counts: true}
		if !entry {
			m.Date = name + "_on"
		}
		s.Metrics[name] = m
	}
	s.Metrics["quotes"].SmallN = 100
	b := &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		if a.Period.End.After(s.Slot) || a.Period.Start.Year != 2026 {
			t.Errorf("asks for %v", a)
		}
		if n := counts[a.Metric]; n != "" {
			return metric.Answer{Total: metric.Figure{Metric: s.Metrics[a.Metric], AC: sectiontest.Num(n)}}
		}
		return metric.Answer{Total: metric.Figure{Metric: s.Metrics["revenue"], AC: sectiontest.Num("12000")}}
	}}
	maker.UsesItsNeeds(t, s, b)
	return maker.First(t, s, b)
}

func TestFunnelConvertsFromStageToStage(t *testing.T) {
	sec := funnelOf(t, section.Funnel{}, false)
	f := sec.Blocks[0].Funnel
	var lines []string
	for _, s := range f.Stages {
		lines = append(lines, sectiontest.PlainSpaces(strings.Join([]string{s.Label, s.CountTxt, s.AmtTxt, s.ConvTxt, s.AllTxt}, " | ")))
	}
	want := "Leads | 200 |  |  | \nQuotes | 80 |  | 40,0 | 40,0\nVentes | 8 | 12,0 | (n = 80) 10,0 | 4,0"
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("stages\n%s\nwant\n%s", got, want)
	}
	if !f.ByCount || f.Stages[1].Amount != 80 || !f.Stages[2].Few || f.Stages[1].Few {
		t.Errorf("stages %+v", f.Stages)
	}
	if want := "Leads : 200, Ventes : 8, soit 4,0 % de la première étape à la dernière. Le passage le plus faible : Quotes → Ventes, 10,0 %."; sectiontest.PlainSpaces(f.Alt) != want {
		t.Errorf("says %q", sectiontest.PlainSpaces(f.Alt))
	}
	if !strings.HasSuffix(sec.Note, "événements de la période") || !strings.HasPrefix(sectiontest.PlainSpaces(sec.Note), "semaine 46") {
		t.Errorf("note %q", sec.Note)
	}
}

// With ripe: 30, a funnel shows the last week that ended at least thirty days before the report's day.
func TestFunnelOfCohortsThatAreRipe(t *testing.T) {
	sec := funnelOf(t, section.Funnel{Ripe: 30}, true)
	if want := "semaine 41 (5–11 oct. 2026) — entrées de la période et dernière étape atteinte"; sectiontest.PlainSpaces(sec.Note) != want {
		t.Errorf("note %q", sectiontest.PlainSpaces(sec.Note))
	}
}
