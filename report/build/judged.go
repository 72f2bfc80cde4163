package build

import (
	"math/big"

	"bilan/report/metric"
)

// judged tells whether a figure's gap to its target stands beside a verdict: a status that is not on track, or an
// attainment that is not printed as 100 %. Such a gap is never written as 0.
func judged(f *metric.Figure) bool {
	gap := f.DeltaPL
	if f.Metric == nil || f.Status == metric.NoStatus || !gap.OK() || gap.Rat.Sign() == 0 || trifle(f.Metric, gap) {
		return false
	}
	return f.Status != metric.OnTrack || gap.Rat.Sign() < 0 || tells(f.DeltaPLPct)
}

// tells tells whether a relative difference is printed as one.
func tells(pct metric.Num) bool {
	return pct.OK() && settle(new(big.Rat).Mul(pct.Rat, hundred), varianceDigits).Sign() != 0
}

// finer is the pen with one more decimal where one of the numbers shows only then. What is smaller still is shown by more
// digits in its own place: all numbers of a section with six decimals could not be read.
func (p pen) finer(nums ...metric.Num) pen {
	q := p
	q.digits++
	for _, n := range nums {
		if n.OK() && p.printed(n.Rat).Sign() == 0 && q.printed(n.Rat).Sign() != 0 {
			return q
		}
	}
	return p
}

// showing is the pen with as many decimals as the first digit of a metric's difference needs.
func (p pen) showing(m *metric.Metric, n metric.Num) pen {
	if n.OK() && !trifle(m, n) {
		p.digits = showingDigits(p.in(n.Rat), p.digits)
	}
	return p
}

// trifle tells whether a difference is less than half a cent, which no sale makes: a target by business days has fractions
// of one.
func trifle(m *metric.Metric, n metric.Num) bool {
	return m.Unit == metric.Currency && new(big.Rat).Abs(n.Rat).Cmp(halfCent) < 0
}

// finest is how many decimals a number may have more than those around it.
const finest = 9

// showingDigits is how many decimals, at least those given, show the first digit of a number that would be written as 0.
func showingDigits(r *big.Rat, digits int) int {
	if r.Sign() == 0 || settle(r, digits).Sign() != 0 {
		return digits
	}
	for most := digits + finest; cut(r, digits).Sign() == 0 && digits < most; {
		digits++
	}
	return digits
}

// judgedGaps are the gaps of lines that must not be written as 0.
func judgedGaps(list []member) []metric.Num {
	var nums []metric.Num
	for _, m := range list {
		if f := m.first(); judged(&f) {
			nums = append(nums, f.DeltaPL)
		}
	}
	return nums
}
