package structure

import (
	"math/big"

	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
)

// paretoShare is 80 %, the share of a total that often comes from a few members (Pareto).
var paretoShare = big.NewRat(8, 10)

// cumulate writes beside each bar its share of the total and the cumulative share. A footnote says how many members
// make 80 %. If the total is zero or less, there are no shares.
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
		bar.DeltaTxt, bar.DeltaExact = k.s.Locale.Percent(share.Rat, notation.VarianceDigits), notation.ExactPercent(share.Rat, notation.VarianceDigits)
		bar.PctTxt, bar.PctExact = k.s.Locale.Percent(running, notation.VarianceDigits), notation.ExactPercent(running, notation.VarianceDigits)
	}
	if n, of := membersReaching(all, whole.Rat); n > 0 {
		t.Note(k.s.Word("foot.eighty", k.s.Count(int64(n)), k.s.Count(int64(of))))
	}
}

// membersReaching returns the smallest number n of members that make 80 % of the total, 0 if they do not. of is the number of
// members with an actual that is not zero.
func membersReaching(all []members.Line, whole *big.Rat) (n, of int) {
	var list []members.Line
	for _, m := range all {
		if f := m.First(); m.Kind == report.Body && f.AC.OK() && f.AC.Rat.Sign() != 0 {
			m.Place = 0 // by size, even if the dimension has an order
			list = append(list, m)
		}
	}
	members.Rank(list, func(m members.Line) metric.Num { return m.First().AC })
	sum, bound := new(big.Rat), new(big.Rat).Mul(paretoShare, whole)
	for i, m := range list {
		if sum.Add(sum, m.First().AC.Rat); sum.Cmp(bound) >= 0 {
			return i + 1, len(list)
		}
	}
	return 0, len(list)
}
