package report

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
)

// What is dated ahead stands in the periods to come, hatched; what is still open of those that are over is solid.
func TestTrendShowsWhatLiesAhead(t *testing.T) {
	closing := &metric.Metric{Name: "closing", Label: "Affaires à signer", Date: "close_on", Unit: metric.Currency, Currency: "EUR", AddsUp: true, Ahead: true}
	s := monthly(t, "fr-FR",
		section.Section{Trend: &section.Trend{Metric: "closing", Next: "3 months"}},
		section.Section{Trend: &section.Trend{Metric: "closing", Last: "2 months", Next: "2 months"}})
	s.Metrics["closing"] = closing
	b := &fakeBook{answer: func(a metric.Ask) metric.Answer {
		return metric.Answer{Total: metric.Figure{Metric: closing, AC: metric.Of(rational(int64(a.Period.Start.Month) * 10_000))}}
	}}
	doc := build(t, s, b)
	points := func(list []Point) string {
		var out []string
		for _, p := range list {
			out = append(out, plainSpaces(p.Label))
		}
		return strings.Join(out, " ")
	}
	end := s.Periods[0].End
	first := s.Calendar.Containing(period.Month, end)
	chart := doc.Sections[0].Blocks[0].Columns
	if chart == nil || len(chart.FC) != 3 || points(chart.AC) != "  " || !chart.FC[0].Forecast {
		t.Fatalf("months from %v: AC %q, FC %+v", first.Start, points(chart.AC), chart.FC)
	}
	if want := s.Locale.Month(first.Start.Time()); chart.FC[0].Value == nil || *chart.FC[0].Value != float64(first.Start.Month)*10 {
		t.Errorf("%s has %v", want, chart.FC[0].Value)
	}
	both := doc.Sections[1].Blocks[0].Columns
	if len(both.AC) != 4 || both.AC[0].Value == nil || both.AC[1].Value == nil || both.AC[2].Value != nil || both.FC[2].Value == nil || both.FC[1].Value != nil {
		t.Errorf("before and after: AC %q, FC %q", points(both.AC), points(both.FC))
	}
	if strings.Contains(doc.Sections[0].Note, "réalisé") || !strings.Contains(doc.Sections[0].Note, "prévision") || !strings.Contains(doc.Sections[1].Note, "réalisé") {
		t.Errorf("notes %q, %q", doc.Sections[0].Note, doc.Sections[1].Note)
	}
}
