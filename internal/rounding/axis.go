package rounding

import (
	"math"
	"math/big"
)

// AxisValues returns the round values for an axis from about low to about high, and the number of decimals that they
// need. The axis starts at zero, unless the values would then fill less than half of it.
func AxisValues(low, high float64) (list []*big.Rat, digits int) {
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
	step, exp := Step((high - low) / 4)
	first, last := int64(math.Floor(low/step+1e-9)), int64(math.Ceil(high/step-1e-9))
	unit := big.NewRat(int64(math.Round(step/math.Pow10(exp))), 1)
	unit.Mul(unit, Pow10(exp))
	for i := first; i <= last; i++ {
		list = append(list, new(big.Rat).Mul(big.NewRat(i, 1), unit))
	}
	return list, max(0, -exp)
}

// RoundUp returns a round number, of one or two digits before zeros, at or a little above n, which must be positive.
func RoundUp(n float64) float64 {
	unit := math.Pow10(int(math.Floor(math.Log10(n))))
	for _, k := range []float64{1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9} {
		if end := k * unit; end >= n {
			return end
		}
	}
	return 10 * unit
}
