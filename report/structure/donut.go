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

// noDonut says why a breakdown cannot be drawn as parts of a total, "" when it can.
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

// sold leaves out members without a value: they are not part of the total.
func sold(all []members.Line) (rows []members.Line, hidden int) {
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

// donut fills the section with the parts of the whole: the largest first, then those beyond the limit as one, then rows
// that match no member.
func (k *breakdown) donut(sec *report.Section, all []members.Line, whole members.Line) {
	t := notation.NewSheet(k.s)
	rows, hidden := sold(all)
	members.Rank(rows, func(m members.Line) metric.Num { return m.First().AC })
	named := len(rows)
	rows = k.fold(t, rows)
	format := t.FormatFor(k.m, members.Numbers(rows, members.Actual)...)
	sum := whole.First().AC
	d := &report.Donut{Total: notation.Full(k.s, k.m, sum.Rat), Exact: notation.ExactFull(k.s, k.m, sum), Label: prose.Tidy(k.m.Label)}
	shares, parts := Percents(k.s, members.Numbers(rows, members.Actual)), members.Total(members.Numbers(rows, members.Actual))
	for i, m := range rows {
		n := m.First().AC
		d.Parts = append(d.Parts, report.Part{
			Label: m.Label, Value: *format.Float(n), Text: format.Value(n), Share: shares[i], Others: len(rows) < named && i == k.limit(),
			Exact: format.Exact(n), ShareExact: notation.Ratio(metric.Div(n, parts).Rat, 0),
		})
	}
	d.Alt = scope.Stopped(k.s.Word("alt.donut", prose.Tidy(k.m.Label), k.s.Inline(k.c.By), d.Parts[0].Label,
		notation.Full(k.s, k.m, rows[0].First().AC.Rat), shares[0], d.Total))
	sec.Unit = format.Unit
	sec.Note = k.s.Noted(k.m, k.p)
	sec.Blocks = []report.Block{{Donut: d}}
	if hidden > 0 {
		t.Note(k.s.Locale.Plural("foot.nothing", int64(hidden)))
	}
	t.Explain(sec)
}

// Percents writes the numbers, none of them negative, as whole per cents that sum to 100: all are rounded down, and the
// largest remainders up (Hare–Niemeyer). One that is not nothing is never 0 %, and one that is not all never 100 %.
func Percents(s *scope.Scope, nums []metric.Num) []string {
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
