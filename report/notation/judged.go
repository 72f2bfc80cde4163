package notation

import (
	"bilan/internal/rounding"
	"math/big"

	"bilan/report/metric"
)

// Judged reports whether a figure's gap to its target is shown beside a status that is not on track, or an attainment
// that is not printed as 100 %. Such a gap is never written as 0.
func Judged(f *metric.Figure) bool {
	gap := f.DeltaPL
	if f.Metric == nil || f.Status == metric.NoStatus || !gap.OK() || gap.Rat.Sign() == 0 || BelowHalfCent(f.Metric, gap) {
		return false
	}
	return f.Status != metric.OnTrack || gap.Rat.Sign() < 0 || PrintsPercent(f.DeltaPLPct)
}

// PrintsPercent reports whether a relative difference is printed as one.
func PrintsPercent(pct metric.Num) bool {
	return pct.OK() && rounding.Settle(new(big.Rat).Mul(pct.Rat, Hundred), VarianceDigits).Sign() != 0
}

// Finer is the format with one more decimal if one of the numbers is only visible with it. Still smaller numbers get more
// digits in their own cells: a section with six decimals everywhere would be unreadable.
func (p NumberFormat) Finer(nums ...metric.Num) NumberFormat {
	q := p
	q.Digits++
	for _, n := range nums {
		if n.OK() && p.Printed(n.Rat).Sign() == 0 && q.Printed(n.Rat).Sign() != 0 {
			return q
		}
	}
	return p
}

// Showing is the format with as many decimals as the first digit of a metric's difference needs.
func (p NumberFormat) Showing(m *metric.Metric, n metric.Num) NumberFormat {
	if n.OK() && !BelowHalfCent(m, n) {
		p.Digits = ShowingDigits(p.In(n.Rat), p.Digits)
	}
	return p
}

// BelowHalfCent reports whether a difference is less than half a cent. No sale is so small, but a target by business days has
// fractions of a cent.
func BelowHalfCent(m *metric.Metric, n metric.Num) bool {
	return m.Unit == metric.Currency && new(big.Rat).Abs(n.Rat).Cmp(halfCent) < 0
}

// finest is the largest number of extra decimals that a number may have.
const finest = 9

// ShowingDigits is how many decimals, at least those given, show the first digit of a number that would be written as 0.
func ShowingDigits(r *big.Rat, digits int) int {
	if r.Sign() == 0 || rounding.Settle(r, digits).Sign() != 0 {
		return digits
	}
	for most := digits + finest; rounding.Cut(r, digits).Sign() == 0 && digits < most; {
		digits++
	}
	return digits
}

// halfCent is the smallest distance in money that is written when it rounds to 0 per cent.
var halfCent = big.NewRat(1, 200)
