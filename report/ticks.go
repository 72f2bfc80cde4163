package report

import (
	"math"
	"math/big"

	"bilan/internal/rounding"
)

// ticks are the round values of an axis from about low to about high. It starts at zero unless a line would be squeezed
// into the upper half by that.
func (s *Scope) ticks(low, high float64) []Tick {
	if low > high {
		low, high = 0, 0
	}
	if low > 0 && low < high/2 || low == high && low > 0 {
		low = 0
	}
	if high < 0 && high > low/2 || low == high && high < 0 {
		high = 0
	}
	if low == high {
		high = low + 1
	}
	step, exp := rounding.Step((high - low) / 4)
	first, last := int64(math.Floor(low/step+1e-9)), int64(math.Ceil(high/step-1e-9))
	unit := big.NewRat(int64(math.Round(step/math.Pow10(exp))), 1)
	unit.Mul(unit, rounding.Pow10(exp))
	var list []Tick
	for i := first; i <= last; i++ {
		at := new(big.Rat).Mul(big.NewRat(i, 1), unit)
		f, _ := at.Float64()
		list = append(list, Tick{f, s.Locale.Number(at, max(0, -exp))})
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
