package build

import (
	"math/big"

	"bilan/report"
	"bilan/report/metric"
)

// most is the share of a total that few members often make: Pareto's.
var most = big.NewRat(8, 10)

// cumulate writes beside each bar its share of the total, which was asked of the engine, and the sum of the shares down to it.
// It notes with how many members 80 % is reached. A total of nothing, or less, has no shares.
func (k *breakdown) cumulate(t *sheet, c *report.BarChart, rows, all []member, total member) {
	whole := total.first().AC
	if !whole.OK() || whole.Rat.Sign() <= 0 {
		return
	}
	c.Words.DeltaPL, c.Words.DeltaPLPct = k.s.word("cumulate.share"), k.s.word("cumulate.running")
	running := new(big.Rat)
	for i, m := range rows {
		share := metric.Div(m.first().AC, whole)
		if !share.OK() {
			continue
		}
		running = new(big.Rat).Add(running, share.Rat)
		bar := &c.Bars[i]
		bar.DeltaTxt, bar.DeltaExact = k.s.Locale.Percent(share.Rat, varianceDigits), ratio(share.Rat, varianceDigits)
		bar.PctTxt, bar.PctExact = k.s.Locale.Percent(running, varianceDigits), ratio(running, varianceDigits)
	}
	if n, of := reached(all, whole.Rat); n > 0 {
		t.note(k.s.word("foot.eighty", k.s.count(int64(n)), k.s.count(int64(of))))
	}
}

// reached is with how many of the members, the largest first, 80 % of the whole is reached, 0 where they never are. Members
// without an actual do not count.
func reached(all []member, whole *big.Rat) (n, of int) {
	var list []member
	for _, m := range all {
		if f := m.first(); m.kind == report.Body && f.AC.OK() && f.AC.Rat.Sign() != 0 {
			m.place = 0 // by size, whatever order the dimension has
			list = append(list, m)
		}
	}
	rank(list, func(m member) metric.Num { return m.first().AC })
	sum, bound := new(big.Rat), new(big.Rat).Mul(most, whole)
	for i, m := range list {
		if sum.Add(sum, m.first().AC.Rat); sum.Cmp(bound) >= 0 {
			return i + 1, len(list)
		}
	}
	return 0, len(list)
}
