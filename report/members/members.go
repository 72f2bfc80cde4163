// Package members computes the lines of a section that shows a metric by a dimension: figures, order, members left out,
// and notes about targets.
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

// Line is a line of a section by a dimension: the figures of one member, of several, of unassigned rows, or the total.
type Line struct {
	Label   string
	Kind    report.RowKind
	Key     string
	Place   int             // the member's place, from 1, in a dimension with an order; otherwise 0
	Several bool            // the line is for several members together
	Figures []metric.Figure // one for each period or ask of the section
}

// First is the line's first figure: that of the section's period.
func (m Line) First() metric.Figure { return m.Figures[0] }

// hasFewRows reports whether the member has too few rows to judge its figure.
func (m Line) hasFewRows() bool { return len(m.Figures) > 0 && m.Figures[0].HasFewRows() }

// isEmpty reports whether the member has neither a target nor an actual in the section's period, like one who left
// before.
func (m Line) isEmpty() bool {
	f := m.First()
	return !f.PLToDate.OK() && (!f.AC.OK() || f.AC.Rat.Sign() == 0)
}

// Lines returns the line of each member of a dimension, with a figure for each period, in the order of the answers, and
// the line of the total.
func Lines(s *scope.Scope, b scope.Book, m *metric.Metric, by string, periods []period.Period) (list []Line, total Line) {
	asks := make([]metric.Ask, len(periods))
	for i, p := range periods {
		asks[i] = metric.Ask{Metric: m.Name, By: by, Period: p}
	}
	list, total = LinesByAsk(s, b, asks)
	total.Label = s.TotalName(m)
	for j, m := range list {
		if m.hasFewRows() {
			list[j].Label = s.Word("few", m.Label, s.Count(m.First().N))
		}
	}
	return list, total
}

// LinesByAsk returns the line of each member, with a figure for each ask, and the line of the total. All asks must be
// by the same dimension.
func LinesByAsk(s *scope.Scope, b scope.Book, asks []metric.Ask) (list []Line, total Line) {
	at := map[string]int{}
	blank := func() []metric.Figure { return make([]metric.Figure, len(asks)) }
	total = Line{Kind: report.Total, Figures: blank()}
	for i, a := range asks {
		answer := b.Answer(a)
		total.Figures[i] = answer.Total
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
			list[j].Figures[i] = slice.Figure
		}
	}
	for _, m := range list {
		for i := range m.Figures {
			switch {
			case m.Figures[i].Metric != nil:
			case m.Kind == report.Unassigned:
				m.Figures[i] = FillMissing(m.Figures[i], &total.Figures[i])
			case total.Figures[i].AC.State == metric.NotYet:
				m.Figures[i].AC = total.Figures[i].AC
			}
		}
	}
	return list, total
}

// FillMissing completes the figure of a line that has no rows in a period: an additive metric is zero wherever whole,
// the figure of the total, has a number.
func FillMissing(f metric.Figure, whole *metric.Figure) metric.Figure {
	f.Metric, f.Period = whole.Metric, whole.Period
	unset := metric.NoNum(metric.NoTarget)
	f.PL, f.PLToDate, f.DeltaPL, f.DeltaPLPct, f.Attainment, f.Progress = unset, unset, unset, unset, unset, unset
	f.BU = metric.Goal{Whole: unset, ToDate: unset, Delta: unset, DeltaPct: unset, Attainment: unset}
	f.AN, f.FC, f.ST = f.BU, f.BU, f.BU
	if f.Metric == nil || !f.Metric.AddsUp {
		return f
	}
	none := func(of metric.Num) metric.Num {
		if of.OK() {
			return metric.NumOf(new(big.Rat))
		}
		return of
	}
	f.AC, f.PY, f.PP = none(whole.AC), none(whole.PY), none(whole.PP)
	f.DeltaPY, f.DeltaPYPct = metric.Sub(f.AC, f.PY), metric.Div(metric.Sub(f.AC, f.PY), f.PY)
	return f
}

// LineOf is the line of a slice, with these figures.
func LineOf(s *scope.Scope, slice metric.Slice, figures []metric.Figure) Line {
	m := Line{Label: prose.Tidy(slice.Label), Key: slice.Key, Place: slice.Place, Figures: figures}
	if m.Label == "" {
		m.Label = prose.Tidy(slice.Key)
	}
	if slice.Unassigned {
		m.Label, m.Kind = s.Word("unassigned"), report.Unassigned
	}
	return m
}

// hasNumber reports whether one of the numbers of the first figure exists and is not zero, so that the total needs the
// line.
func (m Line) hasNumber(numbers []func(*metric.Figure) metric.Num) bool {
	f := m.First()
	return slices.ContainsFunc(numbers, func(pick func(*metric.Figure) metric.Num) bool {
		n := pick(&f)
		return n.OK() && n.Rat.Sign() != 0
	})
}

// LeaveOut leaves out the members without target and actual, unless one of the numbers shown exists for them. hidden
// counts the members left out, without the unassigned rows.
func LeaveOut(list []Line, shown ...func(*metric.Figure) metric.Num) (kept []Line, hidden int) {
	for _, m := range list {
		switch {
		case !m.isEmpty() || m.hasNumber(shown):
			kept = append(kept, m)
		case m.Kind == report.Body:
			hidden++
		}
	}
	return kept, hidden
}

// Rank sorts members by a number, the largest first: then those with too few rows, those without a number, and the
// unassigned. Equal members are sorted by name. A dimension with an order keeps it.
func Rank(list []Line, by func(Line) metric.Num) { RankBy(list, by, Line.hasFewRows) }

// RankBy sorts like Rank. few reports whether a member has too few rows.
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

// Numbers returns the numbers that pick selects, for each figure of each line.
func Numbers(list []Line, pick ...func(*metric.Figure) metric.Num) []metric.Num {
	var nums []metric.Num
	for _, m := range list {
		for i := range m.Figures {
			for _, p := range pick {
				nums = append(nums, p(&m.Figures[i]))
			}
		}
	}
	return nums
}

// NoteFew adds a footnote about the grey lines with too few rows, if there are any.
func NoteFew(t *notation.Sheet, m *metric.Metric, rows []Line) {
	if slices.ContainsFunc(rows, Line.hasFewRows) {
		t.NoteOnce(t.Scope.Word("foot.few", t.Scope.Count(int64(m.SmallN))))
	}
}

// ID identifies the line among those of a dimension: the member's key, or a key of its own for unassigned rows.
func (m Line) ID() string {
	if m.Kind == report.Unassigned {
		return "\x00"
	}
	return m.Key
}
