package trend

import (
	"testing"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

func yearOfTrends() []section.Trend {
	return []section.Trend{
		{Metric: "revenue", Over: period.MustPhrase("this year"), Per: "month", Compare: sectiontest.Words("target", "forecast")},
		{Metric: "revenue", Over: period.MustPhrase("this year"), Compare: sectiontest.Words("target", "last_year")},
		{Metric: "revenue", Over: period.MustPhrase("this year"), Compare: sectiontest.Words("target", "last_year", "forecast"), Sum: scalar.Running{ToDate: true}},
		{Metric: "conversion", Over: period.MustPhrase("this year"), Compare: sectiontest.Words("target", "forecast"), Sum: scalar.Running{ToDate: true}},
		{Metric: "revenue", Over: period.MustPhrase("this quarter"), Compare: sectiontest.Words("target")},
		{Metric: "revenue", Last: period.Span{N: 6, Unit: period.Month}, Sum: scalar.Running{Span: period.Span{N: 12, Unit: period.Month}}, Compare: sectiontest.Words("last_year")},
		{Metric: "revenue", Over: period.MustPhrase("this year"), Years: 3},
		{Metric: "revenue", Over: period.MustPhrase("this year"), Years: 2, Compare: sectiontest.Words("target", "forecast")},
		{Metric: "conversion", Last: period.Span{N: 6, Unit: period.Month}, Years: 3},
		{Metric: "revenue", Last: period.Span{N: 4, Unit: period.Month}, By: "rep", Limit: 2},
		{Metric: "revenue", Over: period.MustPhrase("this year"), By: "rep", As: "area", Compare: sectiontest.Words("forecast")},
		{Metric: "conversion", Last: period.Span{N: 3, Unit: period.Month}, By: "rep", Limit: 3},
		{Metric: "revenue", Last: period.Span{N: 5, Unit: period.Week}, As: "area"},
	}
}

func TestTrendGolden(t *testing.T) {
	for _, tag := range []string{"fr-FR", "de-DE"} {
		s := sectiontest.Monthly(t, tag, trends(yearOfTrends()...)...)
		sectiontest.Golden(t, tag, maker.Sections(t, s, sectiontest.Planned(s)))
	}
	s := sectiontest.Monthly(t, "en-GB", trends(yearOfTrends()[:4]...)...)
	sectiontest.Golden(t, "unplanned", maker.Sections(t, s, sectiontest.Unplanned(s)))
}
