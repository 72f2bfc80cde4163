package build

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// A footnote in each section names the scenarios that it shows and that are not split as the YAML asks, and no others.
func TestUnshapedIsNoted(t *testing.T) {
	table := func(columns ...string) section.Section {
		return section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Columns: columns}}
	}
	trend := func(compare ...string) section.Section {
		return section.Section{Trend: &section.Trend{Metric: "revenue", Over: period.MustPhrase("this year"), Per: "month", Compare: compare}}
	}
	const q4, q34 = "Réparti par jours ouvrés, faute d’une année précédente complète : objectif (T4 2026).", "objectif (T3 2026 et T4 2026)"
	for i, c := range []struct {
		section section.Section
		want    string
	}{
		{section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}}}, "Réparti par jours ouvrés, faute d’une année précédente complète : objectif (T4 2026) et prévision (2026)."},
		{section.Section{Scorecard: &section.Scorecard{Metrics: []string{"complaints", "revenue"}}}, "Chiffre d’affaires HT, objectif (T4 2026)"},
		{section.Section{Scorecard: &section.Scorecard{Metrics: []string{"conversion"}}}, ""},
		{table("actual", "gap"), q4},
		{table("actual", "landing"), "prévision (2026)"},
		{table("actual", "budget"), ""},
		{trend("target"), q34},
		{trend("forecast"), "prévision (2026)"},
		{trend("last_year"), ""},
		{section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "target"}}, q4},
		{section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: "last_year"}}, ""},
		{section.Section{Waterfall: &section.Waterfall{Metric: "revenue", By: "rep", From: "target"}}, q4},
		{section.Section{Multiples: &section.Multiples{Metric: "revenue", By: "rep", Last: period.Span{N: 5, Unit: period.Month}, Compare: "target"}}, q34},
		{section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 5, Unit: period.Month}, Show: "attainment"}}, q34},
		{section.Section{HeatMap: &section.HeatMap{Metric: "revenue", By: "rep", Last: period.Span{N: 5, Unit: period.Month}}}, ""},
	} {
		s := sectiontest.Monthly(t, "fr-FR", c.section)
		grain := func(id string) period.Period {
			p, err := s.Calendar.ParsePeriod(id)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		b := sectiontest.Planned(s)
		b.Unshaped = []metric.Unshaped{
			{Metric: "revenue", Scenario: metric.TargetScenario, Grain: grain("2026-Q3")}, {Metric: "revenue", Scenario: metric.TargetScenario, Grain: grain("2026-Q4")},
			{Metric: "revenue", Scenario: metric.ForecastPlan, Grain: grain("2026")},
		}
		sec := one(t, s, b)
		at := slices.IndexFunc(sec.Footnotes, func(f string) bool { return strings.HasPrefix(f, "Réparti par jours ouvrés") })
		switch {
		case at < 0 && c.want != "":
			t.Errorf("%d: %q is not noted: %q", i, c.want, sec.Footnotes)
		case at >= 0 && (c.want == "" || !strings.Contains(sectiontest.PlainSpaces(sec.Footnotes[at]), c.want)):
			t.Errorf("%d: %q, want %q", i, sec.Footnotes[at], c.want)
		}
	}
}
