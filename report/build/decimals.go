package build

import (
	"math/big"

	"bilan/internal/rounding"
	"bilan/report/metric"
)

const (
	significant = 3 // digits that the largest number keeps when it is small
	mostDigits  = 6 // after the decimal point
	ratioDigits = 2 // that a small average has, also where fewer would write it exactly: 1.50 beside 1.43 a month before
)

var settle, cut = rounding.Settle, rounding.Cut

// decimals is how many decimals numbers of the metric are written with, per being their unit: the metric's own, and more
// where that would hide what is smaller than one, unless the YAML says how many. Money has cents or none.
func decimals(m *metric.Metric, per *big.Rat, nums ...metric.Num) int {
	most := over(largest(nums), per)
	limit := int64(1) // orders and hours are written whole, though a part of a target is not
	if m.Unit == metric.Currency || m.Unit == metric.Number && averages(m) {
		limit = 100
	}
	if m.DecimalsFixed || most.Sign() == 0 || !below(most, limit) {
		return m.Decimals
	}
	wanted := max(significant-rounding.Magnitude(most), m.Decimals)
	if wanted > mostDigits && settle(most, mostDigits).Sign() == 0 {
		return m.Decimals
	}
	least := m.Decimals
	if m.Unit == metric.Currency && fraction(nums, per) > 0 {
		least = max(least, 2)
		if !below(most, 1) {
			return least
		}
	}
	exact := fraction(nums, per)
	if m.Unit == metric.Number && averages(m) {
		exact = max(exact, ratioDigits)
	}
	return max(least, min(wanted, exact, mostDigits))
}

// averages tells whether a metric is no sum and no count of things.
func averages(m *metric.Metric) bool { return !m.AddsUp && !counts(m) }

// fraction is how many decimals write all the numbers exactly, at most one more than are ever written.
func fraction(nums []metric.Num, per *big.Rat) int {
	most := 0
	for _, n := range nums {
		if !n.OK() {
			continue
		}
		for r := over(n.Rat, per); most <= mostDigits && !new(big.Rat).Mul(r, new(big.Rat).SetInt(rounding.TenTo(most))).IsInt(); {
			most++
		}
	}
	return most
}
