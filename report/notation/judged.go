package notation

import (
	"bilan/internal/rounding"
	"math/big"

	"bilan/report/metric"
)

// GapIsJudged reports whether a figure's gap to its target must not be written as 0. So it is beside a status that is
// not on track, and beside an attainment that is not printed as 100 %.
func GapIsJudged(f *metric.Figure) bool {
	gap := f.DeltaPL
	if f.Metric == nil || f.Status == metric.NoStatus || !gap.OK() || gap.Rat.Sign() == 0 || BelowHalfCent(f.Metric, gap) {
		return false
	}
	return f.Status != metric.OnTrack || gap.Rat.Sign() < 0 || PrintsPercent(f.DeltaPLPct)
}

// PrintsPercent reports whether a relative difference is present and does not round to 0.0 %.
func PrintsPercent(pct metric.Num) bool {
	return pct.OK() && rounding.Round(new(big.Rat).Mul(pct.Rat, Hundred), VarianceDigits).Sign() != 0
}

// WithExtraDigitFor returns the format with one more decimal if one of the numbers is 0 without that decimal. Even
// smaller numbers get more decimals in their own cells only: six decimals in every cell would be unreadable.
func (p NumberFormat) WithExtraDigitFor(nums ...metric.Num) NumberFormat {
	q := p
	q.Digits++
	for _, n := range nums {
		if n.OK() && p.Printed(n.Rat).Sign() == 0 && q.Printed(n.Rat).Sign() != 0 {
			return q
		}
	}
	return p
}

// WithDigitsFor returns the format with as many decimals as show the first digit of a difference of the metric.
func (p NumberFormat) WithDigitsFor(m *metric.Metric, n metric.Num) NumberFormat {
	if n.OK() && !BelowHalfCent(m, n) {
		p.Digits = ShowingDigits(p.In(n.Rat), p.Digits)
	}
	return p
}

// BelowHalfCent reports whether an amount of money is less than half a cent. A target to date by business days has
// fractions of a cent; a sale has none.
func BelowHalfCent(m *metric.Metric, n metric.Num) bool {
	return m.Unit == metric.Currency && new(big.Rat).Abs(n.Rat).Cmp(halfCent) < 0
}

// maxExtraDigits is the largest number of decimals that ShowingDigits adds.
const maxExtraDigits = 9

// ShowingDigits is the number of decimals, at least digits, with which r is not written as 0.
func ShowingDigits(r *big.Rat, digits int) int {
	if r.Sign() == 0 || rounding.Round(r, digits).Sign() != 0 {
		return digits
	}
	for most := digits + maxExtraDigits; rounding.Truncate(r, digits).Sign() == 0 && digits < most; {
		digits++
	}
	return digits
}

// halfCent is the smallest difference in money that is written when it rounds to 0 per cent.
var halfCent = big.NewRat(1, 200)
