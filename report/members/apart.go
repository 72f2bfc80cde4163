package members

import (
	"math/big"

	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/scope"
)

// NoteDifferentTargets adds a note if the lines' targets do not sum to the target of the total, and returns whether it
// did. The sums may differ because the YAML sets one target by rep, which the total has, and another one by region,
// which the regions have. There is no note for a metric that is not additive, and for a difference that p rounds to
// zero.
func NoteDifferentTargets(s *scope.Scope, t *notation.Sheet, p notation.NumberFormat, m *metric.Metric, lines []Line, total Line, target func(*metric.Figure) metric.Num) bool {
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
	t.Note(s.Word("foot.apart", p.Value(metric.NumOf(sum)), p.Value(whole)))
	return true
}
