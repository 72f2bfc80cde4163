package matrix

import (
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

// grids are sections of every kind in this package.
func grids() []section.Section {
	return []section.Section{
		{Multiples: &section.Multiples{Metric: "revenue", By: "rep", Last: period.Span{N: 4, Unit: period.Month}, Compare: "target"}},
		{Multiples: &section.Multiples{Metric: "conversion", By: "rep", Last: period.Span{N: 4, Unit: period.Week}, Compare: "last_year", Limit: 2}},
		{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 5, Unit: period.Month}}},
		{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 3, Unit: period.Week}, Show: "attainment"}},
		{HeatMap: &section.HeatMap{Metric: "conversion", By: "rep", Last: period.Span{N: 5, Unit: period.Quarter}, Show: "vs_last_year", Limit: 3}},
		{Cohorts: &section.Cohorts{Dataset: "orders", Member: "customer_id", Date: "order_date", Last: 4}},
		{Cohorts: &section.Cohorts{Dataset: "orders", Member: "customer_id", Date: "order_date", Last: 4, Show: "value", Value: "sum(amount)"}},
	}
}

func TestGolden(t *testing.T) {
	for _, tag := range []string{"fr-FR", "en-GB"} {
		s := sectiontest.Scope(t, tag, grids()...)
		if tag == "en-GB" {
			s.Metrics["revenue"].Label, s.Metrics["conversion"].Label = "Revenue", "Conversion rate"
		}
		b := sectiontest.Story(s)
		b.CohortList = triangular(s, 4)
		sectiontest.Golden(t, tag, maker.Sections(t, s, b))
	}
}

// Each section can be built from any data.
func TestOnAnyData(t *testing.T) { maker.OnAnyData(t, grids()...) }

// Each section uses exactly the figures that it asks for.
func TestSectionsUseWhatTheyAskFor(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", grids()...)
	maker.UsesItsNeeds(t, s, sectiontest.Story(s))
}
