package notation

import (
	"math/big"

	"bilan/internal/rounding"
	"bilan/report/metric"
)

const (
	significant = 3 // digits that the largest number keeps when it is small
	mostDigits  = 6 // after the decimal point
	ratioDigits = 2 // digits of a small average, also if fewer would be exact: 1.50 beside 1.43 a month before
)

// Decimals is the number of decimals for numbers of the metric, where per is their unit: the metric's own, and more if
// values below one would be hidden, unless the YAML sets it. Money has two decimals or none.
func Decimals(m *metric.Metric, per *big.Rat, nums ...metric.Num) int {
	most := Over(Largest(nums), per)
	limit := int64(1) // orders and hours are printed as whole numbers, although a part of a target is not one
	if m.Unit == metric.Currency || m.Unit == metric.Number && Averages(m) {
		limit = 100
	}
	if m.DecimalsFixed || most.Sign() == 0 || !Below(most, limit) {
		return m.Decimals
	}
	wanted := max(significant-rounding.Magnitude(most), m.Decimals)
	if wanted > mostDigits && rounding.Settle(most, mostDigits).Sign() == 0 {
		return m.Decimals
	}
	least := m.Decimals
	if m.Unit == metric.Currency && Fraction(nums, per) > 0 {
		least = max(least, 2)
		if !Below(most, 1) {
			return least
		}
	}
	exact := Fraction(nums, per)
	if m.Unit == metric.Number && Averages(m) {
		exact = max(exact, ratioDigits)
	}
	return max(least, min(wanted, exact, mostDigits))
}

// Averages reports whether a metric is neither a sum nor a count.
func Averages(m *metric.Metric) bool { return !m.AddsUp && !counts(m) }

// Fraction is the number of decimals that write all the numbers exactly, at most one more than are ever written.
func Fraction(nums []metric.Num, per *big.Rat) int {
	most := 0
	for _, n := range nums {
		if !n.OK() {
			continue
		}
		for r := Over(n.Rat, per); most <= mostDigits && !new(big.Rat).Mul(r, new(big.Rat).SetInt(rounding.TenTo(most))).IsInt(); {
			most++
		}
	}
	return most
}

// counts reports whether a metric counts things, distinct customers too: these do not add up and are an amount all the same.
func counts(m *metric.Metric) bool { return m.Unit == metric.Number && m.Counts }
