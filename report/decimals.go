package report

import (
	"math/big"

	"bilan/report/metric"
)

const (
	significant = 3 // digits that the largest number keeps when it is small
	mostDigits  = 6 // after the decimal point
	ratioDigits = 2 // that a small average has, also where fewer would write it exactly: 1.50 beside 1.43 a month before
)

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
	wanted := max(significant-magnitudeOf(most), m.Decimals)
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

// magnitudeOf counts the digits before the decimal point; it is 0 from 0.1 and negative below.
func magnitudeOf(r *big.Rat) int {
	n := 0
	for ; !below(r, 1); n++ {
		r = new(big.Rat).Quo(r, ten)
	}
	for tenth := big.NewRat(1, 10); r.Sign() != 0 && r.Cmp(tenth) < 0; n-- {
		r = new(big.Rat).Mul(r, ten)
	}
	return n
}

var ten = big.NewRat(10, 1)

// fraction is how many decimals write all the numbers exactly, at most one more than are ever written.
func fraction(nums []metric.Num, per *big.Rat) int {
	most := 0
	for _, n := range nums {
		if !n.OK() {
			continue
		}
		for r := over(n.Rat, per); most <= mostDigits && !new(big.Rat).Mul(r, new(big.Rat).SetInt(tenTo(most))).IsInt(); {
			most++
		}
	}
	return most
}
