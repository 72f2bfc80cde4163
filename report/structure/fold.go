package structure

import (
	"math/big"
	"slices"

	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
)

// worthShowing leaves out members whose actual and reference are zero or missing, and returns their number.
func (k *breakdown) worthShowing(all []members.Line) (rows []members.Line, hidden int) {
	if !slices.ContainsFunc(members.Numbers(all, members.Actual, k.ref), func(n metric.Num) bool { return n.OK() && n.Rat.Sign() != 0 }) {
		return k.measured(all)
	}
	for _, m := range all {
		f := m.First()
		ref := k.ref(&f)
		switch {
		case f.AC.OK() && f.AC.Rat.Sign() != 0 || ref.OK() && ref.Rat.Sign() != 0:
			rows = append(rows, m)
		case m.Kind == report.Body:
			hidden++
		}
	}
	return rows, hidden
}

// measured keeps the members with an actual where every actual is zero, because zero is not the same as no data.
func (k *breakdown) measured(all []members.Line) (rows []members.Line, hidden int) {
	for _, m := range all {
		switch f := m.First(); {
		case f.AC.OK():
			rows = append(rows, m)
		case m.Kind == report.Body:
			hidden++
		}
	}
	return rows, hidden
}

// fold makes one bar of the members beyond the limit. If the metric is not additive, they are left out, and a footnote
// says so.
func (k *breakdown) fold(t *notation.Sheet, rows []members.Line) []members.Line {
	limit := k.limit()
	body := len(rows)
	if rows[body-1].Kind == report.Unassigned {
		body--
	}
	if body <= limit+1 { // a bar "others (1)" would take the place of the one member
		return rows
	}
	rest, tail := rows[limit:body], rows[body:]
	out := append([]members.Line(nil), rows[:limit]...)
	if k.m.AddsUp {
		out = append(out, k.others(rest))
	} else {
		t.Note(k.s.Word("foot.cut", k.s.Count(int64(limit)), k.s.Count(int64(body))))
	}
	return append(out, tail...)
}

// others is the line with the exact sum of some members.
func (k *breakdown) others(rest []members.Line) members.Line {
	var f metric.Figure
	refs := make([]metric.Num, len(rest))
	acs := make([]metric.Num, len(rest))
	for i := range rest {
		first := rest[i].First()
		acs[i], refs[i] = first.AC, k.ref(&first)
	}
	f.AC = members.Sum(acs)
	ref := members.Sum(refs)
	delta := metric.Sub(f.AC, ref)
	pct := metric.Div(delta, notation.Magnitude(ref))
	switch k.as {
	case report.PY:
		f.PY, f.DeltaPY, f.DeltaPYPct = ref, delta, pct
	case report.PP:
		f.PP, f.DeltaPP, f.DeltaPPPct = ref, delta, pct
	default:
		f.PLToDate, f.DeltaPL, f.DeltaPLPct = ref, delta, pct
	}
	return members.Line{Label: k.s.Locale.Plural("bar.others", int64(len(rest))), Several: true, Figures: []metric.Figure{f}}
}

// unitBound is a number that keeps the chosen unit from being so small that a value has more than seven digits.
func (k *breakdown) unitBound(rows []members.Line) metric.Num {
	return metric.NumOf(rounding.Truncate(notation.InUnit(notation.Largest(members.Numbers(rows, members.Actual, k.ref)), big.NewRat(1000, 1)), 0))
}

// withoutOutsized leaves out the lines "others" and "rows of no member" if they are far larger than the members. The
// unit and the scale are chosen without them.
func (k *breakdown) withoutOutsized(rows []members.Line) []members.Line {
	return members.WithoutOutsized(rows, members.Actual, k.ref)
}
