package build

import (
	"cmp"
	"math/big"
	"slices"

	"bilan/internal/natural"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
)

// member is one line of a section that cuts a metric by a dimension: a member's figures, one per period.
type member struct {
	label string
	kind  report.RowKind
	key   string
	place int  // in a dimension with an order, from 1 on
	many  bool // several members in one line
	at    []metric.Figure
}

// first is the figure of the section's own period.
func (m member) first() metric.Figure { return m.at[0] }

// few tells whether the member's actual is of too few rows to be held against anything.
func (m member) few() bool { return len(m.at) > 0 && m.at[0].Few() }

// empty tells whether the member has nothing to show of the section's own period: no target and nothing sold, as who left before it.
func (m member) empty() bool {
	f := m.first()
	return !f.PLToDate.OK() && (!f.AC.OK() || f.AC.Rat.Sign() == 0)
}

// members are the dimension's members with a figure per period, in the answers' order, and the total.
func (s *Scope) members(b Book, m *metric.Metric, by string, periods []period.Period) (list []member, total member) {
	asks := make([]metric.Ask, len(periods))
	for i, p := range periods {
		asks[i] = metric.Ask{Metric: m.Name, By: by, Period: p}
	}
	list, total = s.merged(b, asks)
	total.label = s.totalName(m)
	for j, m := range list {
		if m.few() {
			list[j].label = s.word("few", m.label, s.count(m.first().N))
		}
	}
	return list, total
}

// merged are the members of a dimension with a figure per ask, all by that dimension, and the total.
func (s *Scope) merged(b Book, asks []metric.Ask) (list []member, total member) {
	at := map[string]int{}
	blank := func() []metric.Figure { return make([]metric.Figure, len(asks)) }
	total = member{kind: report.Total, at: blank()}
	for i, a := range asks {
		answer := b.Answer(a)
		total.at[i] = answer.Total
		for _, slice := range answer.Slices {
			key := slice.Key
			if slice.Unassigned {
				key = "\x00"
			}
			j, ok := at[key]
			if !ok {
				j = len(list)
				at[key] = j
				list = append(list, s.member(slice, blank()))
			}
			list[j].at[i] = slice.Figure
		}
	}
	for _, m := range list {
		for i := range m.at {
			switch {
			case m.at[i].Metric != nil:
			case m.kind == report.Unassigned:
				m.at[i] = nobody(m.at[i], &total.at[i])
			case total.at[i].AC.State == metric.NotYet:
				m.at[i].AC = total.at[i].AC
			}
		}
	}
	return list, total
}

// nobody is the figure of rows that match no member in a time that has none of them: as far as the whole is known it is nothing.
func nobody(f metric.Figure, whole *metric.Figure) metric.Figure {
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

func (s *Scope) member(slice metric.Slice, figures []metric.Figure) member {
	m := member{label: tidy(slice.Label), key: slice.Key, place: slice.Place, at: figures}
	if m.label == "" {
		m.label = tidy(slice.Key)
	}
	if slice.Unassigned {
		m.label, m.kind = s.word("unassigned"), report.Unassigned
	}
	return m
}

// totalName heads the last line: a ratio has no total, it has a value for the whole.
func (s *Scope) totalName(m *metric.Metric) string {
	if m.AddsUp {
		return s.word("total")
	}
	return s.word("overall")
}

// holds tells whether one of the numbers is there and is not nothing: without the line they would not sum to the total.
func (m member) holds(numbers []func(*metric.Figure) metric.Num) bool {
	f := m.first()
	return slices.ContainsFunc(numbers, func(pick func(*metric.Figure) metric.Num) bool {
		n := pick(&f)
		return n.OK() && n.Rat.Sign() != 0
	})
}

// leaveOut drops the members that have nothing to show and counts the named ones. One stays that holds any of the further numbers.
func leaveOut(list []member, shown ...func(*metric.Figure) metric.Num) (kept []member, hidden int) {
	for _, m := range list {
		switch {
		case !m.empty() || m.holds(shown):
			kept = append(kept, m)
		case m.kind == report.Body:
			hidden++
		}
	}
	return kept, hidden
}

// rank sorts members by a number, the largest first, those without one after, the unassigned last. Equals are in the order of their names.
// Members of a dimension with an order stay in it, and those of too few rows come after the others that have a number.
func rank(list []member, by func(member) metric.Num) { rankBy(list, by, member.few) }

// rankBy is rank where it is told who is of too few rows.
func rankBy(list []member, by func(member) metric.Num, few func(member) bool) {
	slices.SortStableFunc(list, func(a, b member) int {
		if c := cmp.Compare(a.kind, b.kind); c != 0 {
			return c
		}
		if c := cmp.Compare(a.place, b.place); c != 0 {
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
		return cmp.Or(natural.Compare(a.label, b.label), cmp.Compare(a.key, b.key))
	})
}

// numbers picks one number of every figure of every member.
func numbers(list []member, pick ...func(*metric.Figure) metric.Num) []metric.Num {
	var nums []metric.Num
	for _, m := range list {
		for i := range m.at {
			for _, p := range pick {
				nums = append(nums, p(&m.at[i]))
			}
		}
	}
	return nums
}

// footFew says why lines are grey that are of too few rows.
func (t *sheet) footFew(m *metric.Metric, rows []member) {
	if slices.ContainsFunc(rows, member.few) {
		t.once(t.s.word("foot.few", t.s.count(int64(m.SmallN))))
	}
}
