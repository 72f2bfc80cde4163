package book

import (
	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/target"
)

// Unshared are the grains, in order, of which a scenario counts in a period by business days though its target says as
// last year.
func (b *Book) Unshared(name string, s metric.Scenario, p period.Period) []period.Period {
	return target.Unshared(b.Unshaped, name, s, p)
}
