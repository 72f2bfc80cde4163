package targettable

import (
	"testing"

	"bilan/internal/period"
	"bilan/report/sectiontest"
)

func TestGolden(t *testing.T) {
	lastMonth := columnsOf("actual", "budget", "landing", "needed")
	lastMonth.TargetTable.Period = period.MustPhrase("last month")
	every := columnsOf("target", "actual", "gap", "gap_percent", "attainment", "full_target", "progress", "pace", "landing", "gap_to_go", "needed",
		"more_sales", "last_year", "vs_last_year", "budget", "vs_budget", "forecast", "vs_forecast", "stretch", "vs_stretch", "bullet")
	for _, tag := range []string{"fr-FR", "en-GB"} {
		s := sectiontest.Monthly(t, tag, columnsOf(), every, lastMonth)
		sectiontest.Golden(t, tag, maker.Sections(t, s, sectiontest.Planned(s)))
	}
}
