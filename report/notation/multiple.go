package notation

import (
	"math/big"

	"bilan/internal/locale"
	"bilan/internal/rounding"
	"bilan/report/metric"
)

// mostPercent is the largest per cent that is written as such: beyond it nobody can tell one from another.
const mostPercent = 999

// Beyond reports whether a ratio, rounded as a variance is, is more than 999 % or less than −999 %.
func Beyond(ratio *big.Rat) bool { return beyond(ratio, VarianceDigits) }

func beyond(ratio *big.Rat, digits int) bool {
	percent := rounding.Settle(new(big.Rat).Mul(ratio, Hundred), digits)
	return percent.Abs(percent).Cmp(big.NewRat(mostPercent, 1)) > 0
}

// Times writes how many times something is: "16.3", "104".
func Times(l *locale.Locale, r *big.Rat) string {
	digits := 0
	if Below(r, 100) {
		digits = 1
	}
	return l.Number(r, digits)
}

// multiple writes a ratio that is beyond ±999 % as how many times its reference it is: "×16.3"; false for any other, and for a format
// that does not write ratios.
func (p NumberFormat) multiple(ratio, times *big.Rat) (string, bool) {
	if !p.ratio || !beyond(ratio, p.Digits) {
		return "", false
	}
	p.Sheet.times = true
	return "×" + Times(p.Sheet.Scope.Locale, times), true
}

// of is a difference as so many times its reference: +1,529.3 % of it is 16.3 times.
func of(difference *big.Rat) *big.Rat { return new(big.Rat).Add(difference, Unity) }

// Share writes a share of the target with its sign: "39.8 %"; never rounded up to a threshold, as by Attainment.
func (p NumberFormat) Share(m *metric.Metric, ratio *big.Rat) string {
	if text, ok := p.multiple(ratio, ratio); ok {
		return text
	}
	return p.Sheet.Scope.Locale.Percent(new(big.Rat).Quo(p.CutAtThreshold(m, ratio), Hundred), p.Digits)
}
