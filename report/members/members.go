// Package members computes the lines of a section that shows a metric by a dimension: their figures and order, which
// members are left out, and the remarks on their targets.
package members

import (
	"cmp"
	"math/big"
	"slices"

	"bilan/internal/natural"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// Line is one line of a section that cuts a metric by a dimension: a member's figures, one per period.
type Line struct {
	Label string
	Kind  report.RowKind
	Key   string
	Place int  // counted from 1, in a dimension with an order
	Many  bool // several members in one line
	At    []metric.Figure
}

// First is the figure of the section's own period.
func (m Line) First() metric.Figure { return m.At[0] }

// few reports whether the member's actual is of too few rows to be held against anything.
func (m Line) few() bool { return len(m.At) > 0 && m.At[0].Few() }

// empty reports whether the member has nothing to show for the section's own period: no target and no sales, like a
// member who left before it.
func (m Line) empty() bool {
	f := m.First()
	return !f.PLToDate.OK() && (!f.AC.OK() || f.AC.Rat.Sign() == 0)
}

// Of are the dimension's members with a figure per period, in the answers' order, and the total.
func Of(s *scope.Scope, b scope.Book, m *metric.Metric, by string, periods []period.Period) (list []Line, total Line) {
	asks := make([]metric.Ask, len(periods))
	for i, p := range periods {
		asks[i] = metric.Ask{Metric: m.Name, By: by, Period: p}
	}
	list, total = Merged(s, b, asks)
	total.Label = s.TotalName(m)
	for j, m := range list {
		if m.few() {
			list[j].Label = s.Word("few", m.Label, s.Count(m.First().N))
		}
	}
	return list, total
}

// Merged are the members of a dimension with a figure per ask, all by that dimension, and the total.
func Merged(s *scope.Scope, b scope.Book, asks []metric.Ask) (list []Line, total Line) {
	at := map[string]int{}
	blank := func() []metric.Figure { return make([]metric.Figure, len(asks)) }
	total = Line{Kind: report.Total, At: blank()}
	for i, a := range asks {
		answer := b.Answer(a)
		total.At[i] = answer.Total
		for _, slice := range answer.Slices {
			key := slice.Key
			if slice.Unassigned {
				key = "\x00"
			}
			j, ok := at[key]
			if !ok {
				j = len(list)
				at[key] = j
				list = append(list, LineOf(s, slice, blank()))
			}
			list[j].At[i] = slice.Figure
		}
	}
	for _, m := range list {
		for i := range m.At {
			switch {
			case m.At[i].Metric != nil:
			case m.Kind == report.Unassigned:
				m.At[i] = Nobody(m.At[i], &total.At[i])
			case total.At[i].AC.State == metric.NotYet:
				m.At[i].AC = total.At[i].AC
			}
		}
	}
	return list, total
}

// Nobody is the figure of rows that match no member, at a time without any: zero as far as the whole is known.
func Nobody(f metric.Figure, whole *metric.Figure) metric.Figure {
	f.Metric, f.Period = whole.Metric, whole.Period
	unset := metric.None(metric.NoTarget)
	f.PL, f.PLToDate, f.DeltaPL, f.DeltaPLPct, f.Attainment, f.Progress = unset, unset, unset, unset, unset, unset
	f.BU = metric.Goal{Whole: unset, ToDate: unset, Delta: unset, DeltaPct: unset, Attainment: unset}
	f.AN, f.FC, f.ST = f.BU, f.BU, f.BU
	if f.Metric == nil || !f.Metric.AddsUp {
		return f
	}
	none := func(of metric.Num) metric.Num {
		if of.OK() {
			return metric.Of(new(big.Rat))
		}
		return of
	}
	f.AC, f.PY, f.PP = none(whole.AC), none(whole.PY), none(whole.PP)
	f.DeltaPY, f.DeltaPYPct = metric.Sub(f.AC, f.PY), metric.Div(metric.Sub(f.AC, f.PY), f.PY)
	return f
}

// LineOf is the line of a slice, with some figures.
func LineOf(s *scope.Scope, slice metric.Slice, figures []metric.Figure) Line {
	m := Line{Label: prose.Tidy(slice.Label), Key: slice.Key, Place: slice.Place, At: figures}
	if m.Label == "" {
		m.Label = prose.Tidy(slice.Key)
	}
	if slice.Unassigned {
		m.Label, m.Kind = s.Word("unassigned"), report.Unassigned
	}
	return m
}

// holds reports whether one of the numbers exists and is not zero: without the line they would not add up to the total.
func (m Line) holds(numbers []func(*metric.Figure) metric.Num) bool {
	f := m.First()
	return slices.ContainsFunc(numbers, func(pick func(*metric.Figure) metric.Num) bool {
		n := pick(&f)
		return n.OK() && n.Rat.Sign() != 0
	})
}

// LeaveOut drops the members that have nothing to show and counts the named ones. A member with any of the further
// numbers is kept.
func LeaveOut(list []Line, shown ...func(*metric.Figure) metric.Num) (kept []Line, hidden int) {
	for _, m := range list {
		switch {
		case !m.empty() || m.holds(shown):
			kept = append(kept, m)
		case m.Kind == report.Body:
			hidden++
		}
	}
	return kept, hidden
}

// Rank sorts members by a number, the largest first, those without one after, the unassigned last. Equals are in the order of their names.
// Members of a dimension with an order stay in it, and those of too few rows come after the others that have a number.
func Rank(list []Line, by func(Line) metric.Num) { RankBy(list, by, Line.few) }

// RankBy is rank, with a function that reports members with too few rows.
func RankBy(list []Line, by func(Line) metric.Num, few func(Line) bool) {
	slices.SortStableFunc(list, func(a, b Line) int {
		if c := cmp.Compare(a.Kind, b.Kind); c != 0 {
			return c
		}
		if c := cmp.Compare(a.Place, b.Place); c != 0 {
			return c
		}
		x, y := by(a), by(b)
		switch {
		case x.OK() && y.OK():
			if few(a) != few(b) {
				return map[bool]int{true: 1, false: -1}[few(a)]
			}
			if c := y.Rat.Cmp(x.Rat); c != 0 {
				return c
			}
		case x.OK():
			return -1
		case y.OK():
			return 1
		}
		return cmp.Or(natural.Compare(a.Label, b.Label), cmp.Compare(a.Key, b.Key))
	})
}

// Numbers picks one number of every figure of every member.
func Numbers(list []Line, pick ...func(*metric.Figure) metric.Num) []metric.Num {
	var nums []metric.Num
	for _, m := range list {
		for i := range m.At {
			for _, p := range pick {
				nums = append(nums, p(&m.At[i]))
			}
		}
	}
	return nums
}

// FootFew explains the grey lines with too few rows.
func FootFew(t *notation.Sheet, m *metric.Metric, rows []Line) {
	if slices.ContainsFunc(rows, Line.few) {
		t.Once(t.Scope.Word("foot.few", t.Scope.Count(int64(m.SmallN))))
	}
}

// ID distinguishes members from each other and from the rows that match none.
func (m Line) ID() string {
	if m.Kind == report.Unassigned {
		return "\x00"
	}
	return m.Key
}
