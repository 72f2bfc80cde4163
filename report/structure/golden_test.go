package structure

import (
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

// charts are sections of every kind in this package.
func charts() []section.Section {
	return []section.Section{
		{Waterfall: &section.Waterfall{Metric: "revenue", By: "rep", From: "target", Period: period.MustPhrase("month to date")}},
		{Waterfall: &section.Waterfall{Metric: "complaints", By: "rep", From: "last_year", Period: period.MustPhrase("last week"), Limit: 2}},
		{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", As: "donut", Limit: 3}},
		{Breakdown: &section.Breakdown{Metric: "conversion", By: "rep", As: "donut", Limit: 3, Compare: "last_year"}},
	}
}

func TestGolden(t *testing.T) {
	for _, tag := range []string{"fr-FR", "en-GB"} {
		s := sectiontest.Scope(t, tag, charts()...)
		if tag == "en-GB" {
			s.Metrics["revenue"].Label, s.Metrics["conversion"].Label, s.Metrics["complaints"].Label = "Revenue", "Conversion rate", "Complaints"
		}
		sectiontest.Golden(t, tag, maker.Sections(t, s, sectiontest.Story(s)))
	}
}

// Each section can be built from any data.
func TestOnAnyData(t *testing.T) {
	sections := append(charts(), section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Period: period.MustPhrase("month to date"), Compare: "last_year", Limit: 2}})
	for _, m := range []string{"complaints", "conversion", "customers"} {
		sections = append(sections, section.Section{Breakdown: &section.Breakdown{Metric: m, By: "rep", Compare: "previous", Limit: 1}})
	}
	sections = append(sections, section.Section{Calculation: &section.Calculation{Steps: []section.CalculationStep{{Metric: "revenue"}, {Metric: "complaints", Subtract: true}, {Total: "Net"}, {Metric: "revenue"}}}})
	maker.OnAnyData(t, sections...)
}

// Each section uses exactly the figures that it asks for.
func TestSectionsUseWhatTheyAskFor(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", append(charts(), bars("target"))...)
	maker.UsesItsNeeds(t, s, sectiontest.Story(s))
}
