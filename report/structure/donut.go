package structure

import (
	"cmp"
	"math/big"
	"slices"

	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// noDonut is the word key of the reason why a breakdown cannot be a donut, "" if it can.
func (k *breakdown) noDonut(all []members.Line, whole members.Line) string {
	if !k.m.AddsUp {
		return "foot.no_donut.sum"
	}
	for _, m := range append(all[:len(all):len(all)], whole) {
		if f := m.First(); f.AC.OK() && f.AC.Rat.Sign() < 0 {
			return "foot.no_donut.negative"
		}
	}
	if f := whole.First(); !f.AC.OK() || f.AC.Rat.Sign() == 0 {
		return "foot.no_donut.zero"
	}
	return ""
}

// withValue leaves out members without a value, and returns the number of those left out.
func withValue(all []members.Line) (rows []members.Line, hidden int) {
	for _, m := range all {
		switch f := m.First(); {
		case f.AC.OK() && f.AC.Rat.Sign() != 0:
			rows = append(rows, m)
		case m.Kind == report.Body:
			hidden++
		}
	}
	return rows, hidden
}

// donut fills the section with the parts of the total: the largest members, then all others as one part, then the rows
// of no member.
func (k *breakdown) donut(sec *report.Section, all []members.Line, whole members.Line) {
	t := notation.NewSheet(k.s)
	rows, hidden := withValue(all)
	members.Rank(rows, func(m members.Line) metric.Num { return m.First().AC })
	named := len(rows)
	rows = k.fold(t, rows)
	format := t.FormatFor(k.m, members.Numbers(rows, members.Actual)...)
	sum := whole.First().AC
	d := &report.Donut{Total: notation.Full(k.s, k.m, sum.Rat), Exact: notation.ExactFull(k.s, k.m, sum), Label: prose.Tidy(k.m.Label)}
	shares, parts := percents(k.s, members.Numbers(rows, members.Actual)), members.Sum(members.Numbers(rows, members.Actual))
	for i, m := range rows {
		n := m.First().AC
		d.Parts = append(d.Parts, report.Part{
			Label: m.Label, Value: *format.Float(n), Text: format.Value(n), Share: shares[i], Others: len(rows) < named && i == k.limit(),
			Exact: format.Exact(n), ShareExact: notation.ExactPercent(metric.Div(n, parts).Rat, 0),
		})
	}
	d.Alt = scope.OneFullStop(k.s.Word("alt.donut", prose.Tidy(k.m.Label), k.s.Inline(k.c.By), d.Parts[0].Label,
		notation.Full(k.s, k.m, rows[0].First().AC.Rat), shares[0], d.Total))
	sec.Unit = format.Unit
	sec.Note = k.s.TimeNote(k.m, k.p)
	sec.Blocks = []report.Block{{Donut: d}}
	if hidden > 0 {
		t.Note(k.s.Locale.Plural("foot.nothing", int64(hidden)))
	}
	t.Explain(sec)
}

// percents writes numbers of zero or more as whole per cents that sum to 100: all are rounded down, and those with the
// largest remainders up (Hare–Niemeyer). A number above zero is written "<1 %" rather than 0 %, and one below the sum
// ">99 %" rather than 100 %.
func percents(s *scope.Scope, nums []metric.Num) []string {
	sum := new(big.Rat)
	for _, n := range nums {
		sum.Add(sum, n.Rat)
	}
	whole, rest, order := make([]int64, len(nums)), make([]*big.Rat, len(nums)), make([]int, len(nums))
	left := int64(100)
	for i, n := range nums {
		exact := new(big.Rat).Quo(new(big.Rat).Mul(n.Rat, notation.Hundred), sum)
		whole[i] = new(big.Int).Quo(exact.Num(), exact.Denom()).Int64()
		rest[i] = exact.Sub(exact, big.NewRat(whole[i], 1))
		left -= whole[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Or(rest[b].Cmp(rest[a]), cmp.Compare(a, b)) })
	for _, i := range order[:left] {
		whole[i]++
	}
	out := make([]string, len(nums))
	for i, n := range whole {
		switch {
		case n == 0 && nums[i].Rat.Sign() > 0:
			out[i] = "<" + s.Locale.Percent(big.NewRat(1, 100), 0)
		case n == 100 && nums[i].Rat.Cmp(sum) < 0:
			out[i] = ">" + s.Locale.Percent(big.NewRat(99, 100), 0)
		default:
			out[i] = s.Locale.Percent(big.NewRat(n, 100), 0)
		}
	}
	return out
}
