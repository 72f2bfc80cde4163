package build

import (
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

// The headline and the subject compare with the same reference as the sections.
func TestHeadlineComparesAsThePagesDo(t *testing.T) {
	lastYear := section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "last_year", Limit: 12}}
	for name, c := range map[string]struct {
		sections []section.Section
		want     string
	}{
		"last year alone": {[]section.Section{lastYear}, "last year"},
		"both":            {[]section.Section{lastYear, {TargetTable: &section.TargetTable{Metric: "revenue", By: "rep"}}}, "target"},
		"nothing":         {[]section.Section{{Trend: &section.Trend{Metric: "revenue", Last: period.Span{N: 6, Unit: period.Week}}}}, "target"},
		"another metric":  {[]section.Section{{Trend: &section.Trend{Metric: "revenue", Last: period.Span{N: 6, Unit: period.Week}, Years: 2}}, {Scorecard: &section.Scorecard{Metrics: []string{"conversion"}}}}, "last year"},
	} {
		s := sectiontest.Scope(t, "en-GB", c.sections...)
		s.Report.Headline = []string{"revenue"}
		doc := build(t, s, sectiontest.Story(s))
		head, subject := sectiontest.PlainSpaces(doc.Headline), strings.ReplaceAll(sectiontest.PlainSpaces(doc.Subject), "vs LY", "last year")
		if !strings.Contains(head, c.want) || !strings.Contains(subject, c.want) {
			t.Errorf("%s: %q and %q do not mention %s", name, head, subject, c.want)
		}
	}
}
