package trend

import (
	"math"

	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/scope"
)

// axisTicks are the labelled values of an axis that covers low to high.
func axisTicks(s *scope.Scope, low, high float64) (list []report.Tick) {
	values, digits := rounding.AxisValues(low, high)
	for _, at := range values {
		f, _ := at.Float64()
		list = append(list, report.Tick{Value: f, Label: s.Locale.Number(at, digits)})
	}
	return list
}

// bounds are the lowest and the highest value of all series. Without any value, low is +Inf and high is −Inf.
func bounds(all ...[]report.Point) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, series := range all {
		for _, p := range series {
			if p.Value != nil {
				low, high = min(low, *p.Value), max(high, *p.Value)
			}
		}
	}
	return low, high
}
