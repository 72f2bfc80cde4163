package build

import (
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report/sectiontest"
)

func TestTargetTableGolden(t *testing.T) {
	table := func(shown string, columns ...string) section.Section {
		own := period.Phrase{}
		if shown != "" {
			own = period.MustPhrase(shown)
		}
		return section.Section{TargetTable: &section.TargetTable{Metric: "revenue", By: "rep", Period: own, Columns: columns}}
	}
	every := sectiontest.Words("target", "actual", "gap", "gap_percent", "attainment", "full_target", "progress", "pace", "landing", "gap_to_go", "needed",
		"more_sales", "last_year", "vs_last_year", "budget", "vs_budget", "forecast", "vs_forecast", "stretch", "vs_stretch", "bullet")
	for _, tag := range []string{"fr-FR", "en-GB"} {
		s := sectiontest.Monthly(t, tag, table(""), table("", every...), table("last month", "actual", "budget", "landing", "needed"),
			section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue", "conversion"}}})
		sectiontest.Golden(t, "targets-"+tag, build(t, s, sectiontest.Planned(s)))
	}
}
