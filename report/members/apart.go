package members

import (
	"math/big"

	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// Apart notes how far the sum of the lines' targets is from the target of the total, as the format writes them.
// The YAML may set one by rep and another one by region: the total has the first, the regions have the second. It notes
// nothing and returns false when no line has a target, for a metric that is not additive, and for a difference too small to be printed.
func Apart(s *scope.Scope, t *notation.Sheet, p notation.NumberFormat, m *metric.Metric, lines []Line, total Line, target func(*metric.Figure) metric.Num) bool {
	all := total.First()
	whole := target(&all)
	sum, some := new(big.Rat), false
	for _, line := range lines {
		f := line.First()
		if n := target(&f); n.OK() {
			sum.Add(sum, n.Rat)
			some = true
		}
	}
	if !some || !m.AddsUp || !whole.OK() || p.Printed(new(big.Rat).Sub(sum, whole.Rat)).Sign() == 0 {
		return false
	}
	t.Note(s.Word("foot.apart", p.Value(metric.Of(sum)), p.Value(whole)))
	return true
}
