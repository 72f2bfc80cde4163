package notation

import (
	"math/big"

	"bilan/internal/locale"
	"bilan/internal/rounding"
	"bilan/report/metric"
)

// maxPercent is the largest per cent that is written as one. A larger one is easier to read as a multiple.
const maxPercent = 999

// TooLargeForPercent reports whether a ratio, rounded as Variance rounds it, is more than 999 % or less than −999 %.
func TooLargeForPercent(ratio *big.Rat) bool { return tooLargeForPercent(ratio, VarianceDigits) }

func tooLargeForPercent(ratio *big.Rat, digits int) bool {
	percent := rounding.Round(new(big.Rat).Mul(ratio, Hundred), digits)
	return percent.Abs(percent).Cmp(big.NewRat(maxPercent, 1)) > 0
}

// MultipleText writes a multiple without its sign "×": "16.3", "104".
func MultipleText(l *locale.Locale, r *big.Rat) string {
	digits := 0
	if MagnitudeBelow(r, 100) {
		digits = 1
	}
	return l.Number(r, digits)
}

// multiple writes a ratio beyond ±999 % as a multiple of its reference: "×16.3". times is that multiple. It is false
// for any other ratio, and for a format whose numbers are not ratios.
func (p NumberFormat) multiple(ratio, times *big.Rat) (string, bool) {
	if !p.ratio || !tooLargeForPercent(ratio, p.Digits) {
		return "", false
	}
	p.Sheet.times = true
	return "×" + MultipleText(p.Sheet.Scope.Locale, times), true
}

// asMultiple converts a relative difference to a multiple of its reference: +1,529.3 % is 16.3 times.
func asMultiple(difference *big.Rat) *big.Rat { return new(big.Rat).Add(difference, Unity) }

// Share writes a share of the target with its per cent sign: "39.8 %". Like Attainment, it never rounds up to a
// threshold that is not reached.
func (p NumberFormat) Share(m *metric.Metric, ratio *big.Rat) string {
	if text, ok := p.multiple(ratio, ratio); ok {
		return text
	}
	return p.Sheet.Scope.Locale.Percent(new(big.Rat).Quo(p.CutAtThreshold(m, ratio), Hundred), p.Digits)
}
