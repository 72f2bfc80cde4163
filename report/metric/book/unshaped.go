package book

import (
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/target"
)

// UnshapedGrains returns the grains of a scenario, sorted, that overlap a period and are split by business days
// although the target should be split as last year.
func (b *Book) UnshapedGrains(name string, s metric.Scenario, p period.Period) []period.Period {
	return target.UnshapedGrains(b.Unshaped, name, s, p)
}
