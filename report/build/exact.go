package build

import (
	"math/big"

	"bilan/internal/locale"
	"bilan/report"
	"bilan/report/metric"
)

// exact is what the pen's text of a number was rounded from, nil where a sign stands for it.
func (p pen) exact(n metric.Num) *report.Exact {
	if !n.OK() {
		return nil
	}
	return &report.Exact{Value: n.Rat, Per: p.per, Digits: p.digits, Whose: n.Whose}
}

// point is a number in a chart, with its text.
func (p pen) point(n metric.Num) report.Point {
	return report.Point{Value: p.float(n), Label: p.value(n), Exact: p.exact(n)}
}

// ratio is an exact per cent, or difference of per cents.
func ratio(r *big.Rat, digits int) *report.Exact {
	return &report.Exact{Value: r, Per: big.NewRat(1, 100), Digits: digits}
}

// exactly is what full writes a number from, nil where a sign stands for it.
func (s *Scope) exactly(m *metric.Metric, n metric.Num) *report.Exact {
	if !n.OK() {
		return nil
	}
	if m.Unit == metric.Percent || m.Unit == metric.Points {
		of := ratio(n.Rat, decimals(m, big.NewRat(1, 100), n))
		of.Whose = n.Whose
		return of
	}
	if sc, ok := s.compact(m, n.Rat); ok {
		return &report.Exact{Value: n.Rat, Per: sc.Divisor, Digits: sc.Digits, Whose: n.Whose}
	}
	return &report.Exact{Value: n.Rat, Per: unity, Digits: decimals(m, unity, n), Whose: n.Whose}
}

// compact is the unit that full writes a large amount in, false for what is written whole.
func (s *Scope) compact(m *metric.Metric, r *big.Rat) (locale.Scale, bool) {
	switch {
	case m.Unit == metric.Currency && !below(r, 10_000): // 1 420 € reads better than 1,42 k€
		return s.Locale.CompactScale(r, m.Currency), true
	case m.Unit == metric.Number && !below(r, 1_000_000):
		return s.Locale.CompactScale(r, ""), true
	}
	return locale.Scale{}, false
}
