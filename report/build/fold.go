package build

import (
	"math/big"
	"slices"

	"bilan/report"
	"bilan/report/metric"
)

// worthShowing leaves out members that have neither an actual nor a reference.
func (k *breakdown) worthShowing(all []member) (rows []member, hidden int) {
	if !slices.ContainsFunc(numbers(all, actual, k.ref), func(n metric.Num) bool { return n.OK() && n.Rat.Sign() != 0 }) {
		return k.zeros(all)
	}
	for _, m := range all {
		f := m.first()
		ref := k.ref(&f)
		switch {
		case f.AC.OK() && f.AC.Rat.Sign() != 0 || ref.OK() && ref.Rat.Sign() != 0:
			rows = append(rows, m)
		case m.kind == report.Body:
			hidden++
		}
	}
	return rows, hidden
}

// zeros keeps the members that were measured where every one of them is zero: that is not the same as no data.
func (k *breakdown) zeros(all []member) (rows []member, hidden int) {
	for _, m := range all {
		switch f := m.first(); {
		case f.AC.OK():
			rows = append(rows, m)
		case m.kind == report.Body:
			hidden++
		}
	}
	return rows, hidden
}

// fold makes one bar of what lies beyond the limit. Only a metric that adds up can be folded; of another the rest is
// not shown, and a footnote says so.
func (k *breakdown) fold(t *sheet, rows []member) []member {
	limit := k.limit()
	body := len(rows)
	if rows[body-1].kind == report.Unassigned {
		body--
	}
	if body <= limit+1 { // one bar "others (1)" would take the place of the bar itself
		return rows
	}
	rest, tail := rows[limit:body], rows[body:]
	out := append([]member(nil), rows[:limit]...)
	if k.m.AddsUp {
		out = append(out, k.others(rest))
	} else {
		t.note(k.s.word("foot.cut", k.s.count(int64(limit)), k.s.count(int64(body))))
	}
	return append(out, tail...)
}

// others is the exact sum of the members.
func (k *breakdown) others(rest []member) member {
	var f metric.Figure
	refs := make([]metric.Num, len(rest))
	acs := make([]metric.Num, len(rest))
	for i := range rest {
		first := rest[i].first()
		acs[i], refs[i] = first.AC, k.ref(&first)
	}
	f.AC = total(acs)
	ref := total(refs)
	delta := metric.Sub(f.AC, ref)
	pct := metric.Div(delta, magnitude(ref))
	switch k.as {
	case report.PY:
		f.PY, f.DeltaPY, f.DeltaPYPct = ref, delta, pct
	case report.PP:
		f.PP, f.DeltaPP, f.DeltaPPPct = ref, delta, pct
	default:
		f.PLToDate, f.DeltaPL, f.DeltaPLPct = ref, delta, pct
	}
	return member{label: k.s.Locale.Plural("bar.others", int64(len(rest))), many: true, at: []metric.Figure{f}}
}

// mostOthers is how many times larger than the largest member a line of no member may be before it is beyond the scale.
const mostOthers = 5

// digits keeps the unit from being so small that a line has more than seven digits.
func (k *breakdown) digits(rows []member) metric.Num {
	return metric.Of(cut(over(largest(numbers(rows, actual, k.ref)), big.NewRat(1000, 1)), 0))
}

// withoutGiants leaves out the lines of all others, and of what matches no member, where they would dwarf the members:
// neither unit nor scale follow them.
func (k *breakdown) withoutGiants(rows []member) []member {
	return withoutGiants(rows, actual, k.ref)
}

// withoutGiants keeps the members, and those lines beside them that are no more than mostOthers times as large.
func withoutGiants(rows []member, pick ...func(*metric.Figure) metric.Num) []member {
	own := slices.DeleteFunc(slices.Clone(rows), beside)
	bound := new(big.Rat).Mul(largest(numbers(own, pick...)), big.NewRat(mostOthers, 1))
	if bound.Sign() == 0 {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(m member) bool {
		return beside(m) && largest(numbers([]member{m}, pick...)).Cmp(bound) > 0
	})
}

// beside tells of a line that is no member's: all others together, and what matches none.
func beside(m member) bool { return m.many || m.kind == report.Unassigned }

// total sums what is there; it is absent for the first's reason when nothing is.
func total(nums []metric.Num) metric.Num {
	sum, any := new(big.Rat), false
	for _, n := range nums {
		if n.OK() {
			sum.Add(sum, n.Rat)
			any = true
		}
	}
	if any {
		return metric.Of(sum)
	}
	return nums[0]
}

func magnitude(n metric.Num) metric.Num {
	if !n.OK() {
		return n
	}
	return metric.Of(new(big.Rat).Abs(n.Rat))
}

func zero() metric.Num { return metric.Of(new(big.Rat)) }
