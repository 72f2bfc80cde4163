package notation

import (
	"math/big"

	"bilan/internal/locale"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
)

// Exact is the number behind the text that Value writes, with its digits; nil for a missing number.
func (p NumberFormat) Exact(n metric.Num) *report.Exact {
	if !n.OK() {
		return nil
	}
	return &report.Exact{Value: n.Rat, Per: p.Per, Digits: p.Digits, Whose: n.Whose}
}

// Point is a number in a chart, with its text.
func (p NumberFormat) Point(n metric.Num) report.Point {
	return report.Point{Value: p.Float(n), Label: p.Value(n), Exact: p.Exact(n)}
}

// ExactPercent is the exact value of a per cent, or of a difference of per cents.
func ExactPercent(r *big.Rat, digits int) *report.Exact {
	return &report.Exact{Value: r, Per: big.NewRat(1, 100), Digits: digits}
}

// ExactFull is the number behind the text that Full writes, with its digits; nil for a missing number.
func ExactFull(s *scope.Scope, m *metric.Metric, n metric.Num) *report.Exact {
	if !n.OK() {
		return nil
	}
	if m.Unit == metric.Percent || m.Unit == metric.Points {
		of := ExactPercent(n.Rat, Decimals(m, big.NewRat(1, 100), n))
		of.Whose = n.Whose
		return of
	}
	if sc, ok := compact(s, m, n.Rat); ok {
		return &report.Exact{Value: n.Rat, Per: sc.Divisor, Digits: sc.Digits, Whose: n.Whose}
	}
	return &report.Exact{Value: n.Rat, Per: Unity, Digits: Decimals(m, Unity, n), Whose: n.Whose}
}

// compact returns the unit in which Full abbreviates a large number; false for a number that Full writes with all its
// digits.
func compact(s *scope.Scope, m *metric.Metric, r *big.Rat) (locale.Scale, bool) {
	switch {
	case m.Unit == metric.Currency && !MagnitudeBelow(r, 10_000): // 1 420 € reads better than 1,42 k€
		return s.Locale.CompactScale(r, m.Currency), true
	case m.Unit == metric.Number && !MagnitudeBelow(r, 1_000_000):
		return s.Locale.CompactScale(r, ""), true
	}
	return locale.Scale{}, false
}
