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

// waterfallLimit is the default number of steps of a waterfall.
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
		return nil, fmt.Errorf("waterfall.metric: %q cannot be added up, so the differences of its members cannot be steps (name a metric that is a sum or a count)", c.Metric)
	}
	periods := s.KnownPeriods(m, c.Period)
	return &waterfall{s, c, m, periods[0]}, nil
}

func (k *waterfall) ask() metric.Ask { return metric.Ask{Metric: k.m.Name, By: k.c.By, Period: k.p} }

// Needs implements scope.Part.
func (k *waterfall) Needs(n *scope.Needs) { n.Ask(k.ask()) }

// Build implements scope.Part.
func (k *waterfall) Build(b scope.Book) (report.Section, error) {
	all, total := members.Lines(k.s, b, k.m, k.c.By, []period.Period{k.p})
	as := k.startReference(all, total)
	sec := report.Section{
		Kind:  "waterfall",
		Title: k.s.Title(k.c.Title, "title.waterfall."+startNames[as], prose.Tidy(k.m.Label), k.s.Inline(k.c.By)),
		Note:  k.s.TimeNote(k.m, k.p) + report.Dash + k.s.ExplainScenarios(false, as == report.PL, as == report.PY, as == report.PP),
	}
	first := total.First()
	switch ref := members.Reference(as)(&first); {
	case !first.AC.OK():
		sec.Blocks = k.s.Nothing()
		return sec, nil
	case !ref.OK():
		sec.Blocks = k.s.Sentence(k.s.Word("waterfall.no_start", k.s.Word("foot."+notation.StateNames[ref.State])))
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

// startNames are the YAML's names of the references at which a waterfall can start.
var startNames = map[report.Scenario]string{report.PL: "target", report.PY: "last_year", report.PP: "previous"}

// startReference is the reference at which the waterfall starts: the one in the YAML, else the target if the members have one,
// else last year.
func (k *waterfall) startReference(all []members.Line, total members.Line) report.Scenario {
	for as, name := range startNames {
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
	place int        // position from 1, in a dimension with an order; else 0
	ref   metric.Num // reference of the per cent
	size  *big.Rat
	many  bool // for several members; has no per cent if any of them has no reference
}

// bridge is a waterfall that is being built.
type bridge struct {
	*waterfall
	t        *notation.Sheet
	format   notation.NumberFormat
	as       report.Scenario
	from, to *big.Rat
	steps    []step
}

// bridge computes the steps, which sum exactly to the difference between the reference and the actual. A step "not
// allocated" holds what the members leave over, for example if not all of them have a target.
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
	w.sortSteps()
	w.steps = append(w.fold(), strays...)
	if rest := w.unallocated(); rest.Sign() != 0 {
		w.steps = append(w.steps, step{label: k.s.Word("waterfall.unallocated"), kind: report.Unassigned, size: rest, many: true})
		w.t.Note(k.s.Word("foot.unallocated"))
	}
	w.format = w.t.FormatFor(k.m, w.unitNumbers()...)
	return w
}

// orZero is the number, or 0 for a missing one: a member of an additive metric without sales, or without a target.
func orZero(n metric.Num) *big.Rat {
	if !n.OK() {
		return new(big.Rat)
	}
	return n.Rat
}

// sortSteps sorts the steps by their size, whatever their sign, as IBCS sorts structure. Members of a dimension with an
// order keep that order.
func (w *bridge) sortSteps() {
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

// fold makes one step of the smallest steps beyond the limit.
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
			others.ref = metric.NoNum(metric.NoData)
			continue
		}
		others.ref = metric.NumOf(new(big.Rat).Add(others.ref.Rat, st.ref.Rat))
	}
	return append(slices.Clip(w.steps[:limit]), others)
}

// unallocated is the difference minus the sum of all steps.
func (w *bridge) unallocated() *big.Rat {
	rest := new(big.Rat).Sub(w.to, w.from)
	for _, st := range w.steps {
		rest.Sub(rest, st.size)
	}
	return rest
}

// unitNumbers are the numbers from which the unit is chosen. They are the steps, which would round to 0 in the unit of the
// totals. A part of the totals limits them, so that no total has more than seven digits.
func (w *bridge) unitNumbers() []metric.Num {
	whole := notation.Largest([]metric.Num{metric.NumOf(w.from), metric.NumOf(w.to)})
	nums := []metric.Num{metric.NumOf(rounding.Truncate(notation.InUnit(whole, big.NewRat(1000, 1)), 0))}
	for _, st := range w.steps {
		nums = append(nums, metric.NumOf(st.size))
	}
	if notation.Largest(nums[1:]).Sign() == 0 {
		return []metric.Num{metric.NumOf(w.from), metric.NumOf(w.to)}
	}
	return nums
}
