package structure

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/config/section"
	"bilan/internal/natural"
	"bilan/internal/period"
	"bilan/internal/rounding"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// waterfallLimit is how many steps a waterfall shows when the YAML does not say.
const waterfallLimit = 12

// waterfall shows the steps from a reference to the actual, one per member of a dimension, the largest effects first.
type waterfall struct {
	s *scope.Scope
	c *section.Waterfall
	m *metric.Metric
	p period.Period
}

// NewWaterfall prepares a waterfall. It fails if the YAML names something that does not exist.
func NewWaterfall(s *scope.Scope, c *section.Waterfall) (scope.Part, error) {
	m, err := s.Metric("waterfall.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	if !m.AddsUp {
		return nil, fmt.Errorf("waterfall.metric: %q cannot be added up, so the differences of its members cannot be steps", c.Metric)
	}
	periods := s.Known(m, c.Period)
	return &waterfall{s, c, m, periods[0]}, nil
}

func (k *waterfall) ask() metric.Ask { return metric.Ask{Metric: k.m.Name, By: k.c.By, Period: k.p} }

// Needs implements scope.Part.
func (k *waterfall) Needs(n *scope.Needs) { n.Ask(k.ask()) }

// Build implements scope.Part.
func (k *waterfall) Build(b scope.Book) (report.Section, error) {
	all, total := members.Of(k.s, b, k.m, k.c.By, []period.Period{k.p})
	as := k.start(all, total)
	sec := report.Section{
		Kind:  "waterfall",
		Title: k.s.Title(k.c.Title, "title.waterfall."+origins[as], prose.Tidy(k.m.Label), k.s.Inline(k.c.By)),
		Note:  k.s.Noted(k.m, k.p) + report.Dash + k.s.Scenarios(false, as == report.PL, as == report.PY, as == report.PP),
	}
	first := total.First()
	switch ref := members.Reference(as)(&first); {
	case !first.AC.OK():
		sec.Blocks = k.s.Nothing()
		return sec, nil
	case !ref.OK():
		sec.Blocks = k.s.Saying(k.s.Word("waterfall.no_start", k.s.Word("foot."+notation.StateNames[ref.State])))
		return sec, nil
	}
	w := k.bridge(as, all, total)
	sec.Unit = w.format.Unit
	sec.Blocks = []report.Block{{Waterfall: w.chart()}}
	w.t.NoteKnownUntil(k.m, k.p)
	if k.m.ToDate(k.p) {
		w.t.Note(k.s.Word("foot.open", k.s.Locale.Capital(k.s.PeriodName(k.p)), k.s.Locale.Date(scope.LastDay(k.p))))
	}
	if as == report.PL {
		members.NoteUnshaped(k.s, w.t, b, []period.Period{k.p}, members.ShownScenario{Metric: k.m, Scenario: metric.TargetScenario})
	}
	w.t.Explain(&sec)
	return sec, nil
}

// origins are the YAML's words for where a waterfall starts.
var origins = map[report.Scenario]string{report.PL: "target", report.PY: "last_year", report.PP: "previous"}

// start is the start of the waterfall: as in the YAML, else at the target if the members have one, else last year.
func (k *waterfall) start(all []members.Line, total members.Line) report.Scenario {
	for as, name := range origins {
		if name == k.c.From {
			return as
		}
	}
	f := total.First()
	aimed := slices.ContainsFunc(all, func(m members.Line) bool { return m.First().PLToDate.OK() })
	if f.PLToDate.OK() && (aimed || !f.PY.OK()) {
		return report.PL
	}
	if f.PY.OK() || !k.s.Targeted(k.m) {
		return report.PY
	}
	return report.PL
}

// step is the contribution of one or several members to the difference.
type step struct {
	label string
	kind  report.RowKind
	place int        // counted from 1, in a dimension with an order
	ref   metric.Num // what per cent are of
	size  *big.Rat
	many  bool // of several members: it has no per cent where any of them has no reference
}

// bridge is a waterfall while it is drawn up.
type bridge struct {
	*waterfall
	t        *notation.Sheet
	format   notation.NumberFormat
	as       report.Scenario
	from, to *big.Rat
	steps    []step
}

// bridge computes the steps. They add up exactly to the difference of the two whole amounts: the part that the members
// do not explain, because not each of them has a target, is a step of its own.
func (k *waterfall) bridge(as report.Scenario, all []members.Line, total members.Line) *bridge {
	f, pick := total.First(), members.Reference(as)
	w := &bridge{waterfall: k, t: notation.NewSheet(k.s), as: as, from: pick(&f).Rat, to: f.AC.Rat}
	var strays []step
	for _, m := range all {
		f := m.First()
		st := step{label: m.Label, kind: m.Kind, place: m.Place, ref: pick(&f), size: new(big.Rat).Sub(orZero(f.AC), orZero(pick(&f)))}
		switch {
		case orZero(f.AC).Sign() == 0 && orZero(pick(&f)).Sign() == 0:
		case m.Kind == report.Unassigned:
			strays = append(strays, st)
		default:
			w.steps = append(w.steps, st)
		}
	}
	w.order()
	w.steps = append(w.fold(), strays...)
	if rest := w.rest(); rest.Sign() != 0 {
		w.steps = append(w.steps, step{label: k.s.Word("waterfall.unallocated"), kind: report.Unassigned, size: rest, many: true})
		w.t.Note(k.s.Word("foot.unallocated"))
	}
	w.format = w.t.FormatFor(k.m, w.scale()...)
	return w
}

// orZero is the number, zero if there is none: for an additive metric without sales and without a target.
func orZero(n metric.Num) *big.Rat {
	if !n.OK() {
		return new(big.Rat)
	}
	return n.Rat
}

// order puts the largest effects first, positive or negative: IBCS sorts structure by size. Members of a dimension with
// an order keep it.
func (w *bridge) order() {
	slices.SortStableFunc(w.steps, func(a, b step) int {
		if a.place > 0 && b.place > 0 && a.place != b.place {
			return cmp.Compare(a.place, b.place)
		}
		if a.place > 0 || b.place > 0 {
			return cmp.Compare(a.kind, b.kind)
		}
		x, y := new(big.Rat).Abs(a.size), new(big.Rat).Abs(b.size)
		return cmp.Or(y.Cmp(x), natural.Compare(a.label, b.label))
	})
}

// fold makes one step of the smallest ones beyond the limit.
func (w *bridge) fold() []step {
	limit := w.c.Limit
	if limit <= 0 {
		limit = waterfallLimit
	}
	if len(w.steps) <= limit+1 {
		return w.steps
	}
	rest := w.steps[limit:]
	others := step{label: w.s.Locale.Plural("bar.others", int64(len(rest))), ref: notation.Zero(), size: new(big.Rat), many: true}
	for _, st := range rest {
		others.size.Add(others.size, st.size)
		if !others.ref.OK() || !st.ref.OK() {
			others.ref = metric.None(metric.NoData)
			continue
		}
		others.ref = metric.Of(new(big.Rat).Add(others.ref.Rat, st.ref.Rat))
	}
	return append(slices.Clip(w.steps[:limit]), others)
}

// rest is what the steps leave open between the two whole amounts.
func (w *bridge) rest() *big.Rat {
	rest := new(big.Rat).Sub(w.to, w.from)
	for _, st := range w.steps {
		rest.Sub(rest, st.size)
	}
	return rest
}

// scale are the numbers that the unit is chosen for: the differences, which in the unit of the whole amounts would round
// to nothing; but not so small a unit that a whole amount has more than seven digits.
func (w *bridge) scale() []metric.Num {
	whole := notation.Largest([]metric.Num{metric.Of(w.from), metric.Of(w.to)})
	nums := []metric.Num{metric.Of(rounding.Cut(notation.InUnit(whole, big.NewRat(1000, 1)), 0))}
	for _, st := range w.steps {
		nums = append(nums, metric.Of(st.size))
	}
	if notation.Largest(nums[1:]).Sign() == 0 {
		return []metric.Num{metric.Of(w.from), metric.Of(w.to)}
	}
	return nums
}
