package build

import (
	"math/big"

	"bilan/report/metric"
)

// apart says of lines whose targets do not come to that of the whole how far the two are apart, as the pen writes them.
// The YAML may set one by rep and another one by region: the whole has the first, the regions have the second. It says
// nothing where no line has a target, of what does not add up, and of a difference that is not printed.
func (s *Scope) apart(t *sheet, p pen, m *metric.Metric, lines []member, total member, target func(*metric.Figure) metric.Num) bool {
	all := total.first()
	whole := target(&all)
	sum, some := new(big.Rat), false
	for _, line := range lines {
		f := line.first()
		if n := target(&f); n.OK() {
			sum.Add(sum, n.Rat)
			some = true
		}
	}
	if !some || !m.AddsUp || !whole.OK() || p.printed(new(big.Rat).Sub(sum, whole.Rat)).Sign() == 0 {
		return false
	}
	t.note(s.word("foot.apart", p.value(metric.Of(sum)), p.value(whole)))
	return true
}
