package book

import (
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/target"
)

// Unshared are the grains, in order, of a scenario that are split by business days in a period although its target is
// to be split as last year.
func (b *Book) Unshared(name string, s metric.Scenario, p period.Period) []period.Period {
	return target.Unshared(b.Unshaped, name, s, p)
}
