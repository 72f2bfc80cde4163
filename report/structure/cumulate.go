package structure

import (
	"math/big"

	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
)

// most is the share of a total that few members often make: Pareto's.
var most = big.NewRat(8, 10)

// cumulate writes beside each bar its share of the total, which was asked of the engine, and the cumulative share. It
// notes how many members reach 80 %. A total of zero or less has no shares.
func (k *breakdown) cumulate(t *notation.Sheet, c *report.BarChart, rows, all []members.Line, total members.Line) {
	whole := total.First().AC
	if !whole.OK() || whole.Rat.Sign() <= 0 {
		return
	}
	c.Words.DeltaPL, c.Words.DeltaPLPct = k.s.Word("cumulate.share"), k.s.Word("cumulate.running")
	running := new(big.Rat)
	for i, m := range rows {
		share := metric.Div(m.First().AC, whole)
		if !share.OK() {
			continue
		}
		running = new(big.Rat).Add(running, share.Rat)
		bar := &c.Bars[i]
		bar.DeltaTxt, bar.DeltaExact = k.s.Locale.Percent(share.Rat, notation.VarianceDigits), notation.Ratio(share.Rat, notation.VarianceDigits)
		bar.PctTxt, bar.PctExact = k.s.Locale.Percent(running, notation.VarianceDigits), notation.Ratio(running, notation.VarianceDigits)
	}
	if n, of := reached(all, whole.Rat); n > 0 {
		t.Note(k.s.Word("foot.eighty", k.s.Count(int64(n)), k.s.Count(int64(of))))
	}
}

// reached returns how many of the members, the largest first, make 80 % of the total, 0 when they do not. Members
// without an actual do not count.
func reached(all []members.Line, whole *big.Rat) (n, of int) {
	var list []members.Line
	for _, m := range all {
		if f := m.First(); m.Kind == report.Body && f.AC.OK() && f.AC.Rat.Sign() != 0 {
			m.Place = 0 // by size, whatever order the dimension has
			list = append(list, m)
		}
	}
	members.Rank(list, func(m members.Line) metric.Num { return m.First().AC })
	sum, bound := new(big.Rat), new(big.Rat).Mul(most, whole)
	for i, m := range list {
		if sum.Add(sum, m.First().AC.Rat); sum.Cmp(bound) >= 0 {
			return i + 1, len(list)
		}
	}
	return 0, len(list)
}
