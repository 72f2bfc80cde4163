package notation

import (
	"math/big"

	"bilan/internal/rounding"
	"bilan/report/metric"
)

const (
	significantDigits = 3 // digits that the largest number keeps when it is small
	maxDigits         = 6 // decimals at most
	ratioDigits       = 2 // decimals of a small average, even if fewer would be exact: 1.50 beside 1.43
)

// Decimals is the number of decimals for numbers of the metric that are written in the unit per. It is the metric's own
// number; small numbers get more, unless the YAML sets decimals. Money has two decimals or none.
func Decimals(m *metric.Metric, per *big.Rat, nums ...metric.Num) int {
	most := InUnit(Largest(nums), per)
	limit := int64(1) // counts and sums are printed as whole numbers, although a part of a target may have decimals
	if m.Unit == metric.Currency || m.Unit == metric.Number && IsAverage(m) {
		limit = 100
	}
	if m.DecimalsFixed || most.Sign() == 0 || !MagnitudeBelow(most, limit) {
		return m.Decimals
	}
	wanted := max(significantDigits-rounding.Magnitude(most), m.Decimals)
	if wanted > maxDigits && rounding.Round(most, maxDigits).Sign() == 0 {
		return m.Decimals
	}
	least := m.Decimals
	if m.Unit == metric.Currency && Fraction(nums, per) > 0 {
		least = max(least, 2)
		if !MagnitudeBelow(most, 1) {
			return least
		}
	}
	exact := Fraction(nums, per)
	if m.Unit == metric.Number && IsAverage(m) {
		exact = max(exact, ratioDigits)
	}
	return max(least, min(wanted, exact, maxDigits))
}

// IsAverage reports whether a metric is neither a sum nor a count.
func IsAverage(m *metric.Metric) bool { return !m.AddsUp && !isCount(m) }

// Fraction is the number of decimals that write all the numbers exactly in the unit per, at most maxDigits+1.
func Fraction(nums []metric.Num, per *big.Rat) int {
	most := 0
	for _, n := range nums {
		if !n.OK() {
			continue
		}
		for r := InUnit(n.Rat, per); most <= maxDigits && !new(big.Rat).Mul(r, new(big.Rat).SetInt(rounding.TenTo(most))).IsInt(); {
			most++
		}
	}
	return most
}

// isCount reports whether a metric counts things. A count of distinct customers is one too, although it cannot be added
// up.
func isCount(m *metric.Metric) bool { return m.Unit == metric.Number && m.Counts }
