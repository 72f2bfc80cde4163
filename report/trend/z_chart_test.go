package trend

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/sectiontest"
)

// A Z chart has three lines on one axis from zero: each month, the sum to date, and the twelve months up to each month's end.
func TestZChart(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Trend: &section.Trend{Metric: "revenue", Over: period.MustPhrase("this year"), Per: "month", As: "z"}})
	s.Periods = []period.Period{s.Resolve(period.MustPhrase("month to date"))}
	sec := maker.Sections(t, s, sectiontest.Year(s))[0]
	maker.UsesItsNeeds(t, s, sectiontest.Year(s))
	chart := sec.Blocks[0].Series
	if chart == nil || chart.Form != report.Lines || len(chart.Series) != 3 || chart.Ticks[0].Value != 0 {
		t.Fatalf("the chart is %+v", sec.Blocks[0])
	}
	for i, want := range []struct{ name, october, december string }{{"R", "1 000", ""}, {"cumul", "10 000", ""}, {"12 mois glissants", "12 000", ""}} {
		line := chart.Series[i]
		october, december := line.Points[9], line.Points[11]
		if sectiontest.PlainSpaces(line.Name) != want.name || sectiontest.PlainSpaces(october.Label) != want.october || december.Value != nil {
			t.Errorf("line %d is %q, in October %q, in December %v", i, line.Name, october.Label, december.Value)
		}
	}
	if want := "Chiffre d’affaires HT par mois : cumul et 12 mois glissants"; sectiontest.PlainSpaces(sec.Title) != want || !strings.Contains(sec.Unit, "€") {
		t.Errorf("title %q, unit %q", sectiontest.PlainSpaces(sec.Title), sec.Unit)
	}
}
