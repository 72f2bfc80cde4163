package build

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/config/section"
	"bilan/internal/natural"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
)

// waterfallLimit is how many steps a waterfall shows when the YAML does not say.
const waterfallLimit = 12

// waterfall goes from a reference to the actual, a step per member of a dimension, the largest effects first.
type waterfall struct {
	s *Scope
	c *section.Waterfall
	m *metric.Metric
	p period.Period
}

func newWaterfall(s *Scope, c *section.Waterfall) (part, error) {
	m, err := s.metric("waterfall.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	if !m.AddsUp {
		return nil, fmt.Errorf("waterfall.metric: %q does not add up, so its members' differences are no steps", c.Metric)
	}
	periods, err := s.known(m, c.Period)
	if err != nil {
		return nil, fmt.Errorf("waterfall.%w", err)
	}
	return &waterfall{s, c, m, periods[0]}, nil
}

func (k *waterfall) ask() metric.Ask { return metric.Ask{Metric: k.m.Name, By: k.c.By, Period: k.p} }

func (k *waterfall) needs(n *Needs) { n.ask(k.ask()) }

func (k *waterfall) build(b Book) (report.Section, error) {
	all, total := k.s.members(b, k.m, k.c.By, []period.Period{k.p})
	as := k.start(all, total)
	sec := report.Section{
		Kind:  "waterfall",
		Title: k.s.title(k.c.Title, "title.waterfall."+origins[as], tidy(k.m.Label), k.s.inline(k.c.By)),
		Note:  k.s.noted(k.m, k.p) + report.Dash + k.s.scenarios(false, as == report.PL, as == report.PY, as == report.PP),
	}
	first := total.first()
	switch ref := reference(as)(&first); {
	case !first.AC.OK():
		sec.Blocks = k.s.nothing()
		return sec, nil
	case !ref.OK():
		sec.Blocks = k.s.saying(k.s.word("waterfall.no_start", k.s.word("foot."+states[ref.State])))
		return sec, nil
	}
	w := k.bridge(as, all, total)
	sec.Unit = w.pen.unit
	sec.Blocks = []report.Block{{Waterfall: w.chart()}}
	w.t.footKnown(k.m, k.p)
	if k.m.ToDate(k.p) {
		w.t.note(k.s.word("foot.open", k.s.Locale.Capital(k.s.name(k.p)), k.s.Locale.Date(lastDay(k.p))))
	}
	if as == report.PL {
		k.s.unshaped(w.t, b, []period.Period{k.p}, aim{k.m, metric.TargetScenario})
	}
	w.t.explain(&sec)
	return sec, nil
}

// origins are the YAML's words for where a waterfall starts.
var origins = map[report.Scenario]string{report.PL: "target", report.PY: "last_year", report.PP: "previous"}

// start is where the waterfall begins: as the YAML says, else at the target where the members have one, else last year.
func (k *waterfall) start(all []member, total member) report.Scenario {
	for as, name := range origins {
		if name == k.c.From {
			return as
		}
	}
	f := total.first()
	aimed := slices.ContainsFunc(all, func(m member) bool { return m.first().PLToDate.OK() })
	if f.PLToDate.OK() && (aimed || !f.PY.OK()) {
		return report.PL
	}
	if f.PY.OK() || !k.s.hasTarget(k.m) {
		return report.PY
	}
	return report.PL
}

// reference picks a scenario's value of a figure, in an open period up to the same stage.
func reference(as report.Scenario) func(*metric.Figure) metric.Num {
	switch as {
	case report.PY:
		return lastYear
	case report.PP:
		return func(f *metric.Figure) metric.Num { return f.PP }
	}
	return toDate
}

// step is what one member, or several, add to the reference or take from it.
type step struct {
	label string
	kind  report.RowKind
	place int        // in a dimension with an order, from 1 on
	ref   metric.Num // what per cent are of
	size  *big.Rat
	many  bool // of several members: it has no per cent where any of them has no reference
}

// bridge is a waterfall while it is drawn up.
type bridge struct {
	*waterfall
	t        *sheet
	pen      pen
	as       report.Scenario
	from, to *big.Rat
	steps    []step
}

// bridge finds the steps. They sum to the difference of the two whole amounts exactly: what the members do not explain,
// because the target is not set for each of them, is a step of its own.
func (k *waterfall) bridge(as report.Scenario, all []member, total member) *bridge {
	f, pick := total.first(), reference(as)
	w := &bridge{waterfall: k, t: k.s.sheet(), as: as, from: pick(&f).Rat, to: f.AC.Rat}
	var strays []step
	for _, m := range all {
		f := m.first()
		st := step{label: m.label, kind: m.kind, place: m.place, ref: pick(&f), size: new(big.Rat).Sub(orZero(f.AC), orZero(pick(&f)))}
		switch {
		case orZero(f.AC).Sign() == 0 && orZero(pick(&f)).Sign() == 0:
		case m.kind == report.Unassigned:
			strays = append(strays, st)
		default:
			w.steps = append(w.steps, st)
		}
	}
	w.order()
	w.steps = append(w.fold(), strays...)
	if rest := w.rest(); rest.Sign() != 0 {
		w.steps = append(w.steps, step{label: k.s.word("waterfall.unallocated"), kind: report.Unassigned, size: rest, many: true})
		w.t.note(k.s.word("foot.unallocated"))
	}
	w.pen = w.t.pen(k.m, w.scale()...)
	return w
}

// orZero is the number, zero where there is none: of what adds up, nothing was sold and nothing was asked for.
func orZero(n metric.Num) *big.Rat {
	if !n.OK() {
		return new(big.Rat)
	}
	return n.Rat
}

// order sets the largest effects first, whatever their sign: IBCS sorts structure by size. Members of a dimension with an
// order stay in it.
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
	others := step{label: w.s.Locale.Plural("bar.others", int64(len(rest))), ref: zero(), size: new(big.Rat), many: true}
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
	whole := largest([]metric.Num{metric.Of(w.from), metric.Of(w.to)})
	nums := []metric.Num{metric.Of(cut(over(whole, big.NewRat(1000, 1)), 0))}
	for _, st := range w.steps {
		nums = append(nums, metric.Of(st.size))
	}
	if largest(nums[1:]).Sign() == 0 {
		return []metric.Num{metric.Of(w.from), metric.Of(w.to)}
	}
	return nums
}
