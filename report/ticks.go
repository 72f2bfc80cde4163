package report

import (
	"bilan/internal/rounding"
	"math"
)

// ticks are the values of an axis from about low to about high.
func (s *Scope) ticks(low, high float64) (list []Tick) {
	values, digits := rounding.Axis(low, high)
	for _, at := range values {
		f, _ := at.Float64()
		list = append(list, Tick{f, s.Locale.Number(at, digits)})
	}
	return list
}

// bounds is the lowest and the highest value of all series; low is above high where there is none.
func bounds(all ...[]Point) (low, high float64) {
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
