package scorecard

import (
	"testing"

	"bilan/report/sectiontest"
)

func TestGolden(t *testing.T) {
	for _, tag := range []string{"fr-FR", "en-GB"} {
		s := sectiontest.Monthly(t, tag, cards("revenue", "conversion"))
		sectiontest.Golden(t, tag, maker.Sections(t, s, sectiontest.Planned(s)))
	}
}
