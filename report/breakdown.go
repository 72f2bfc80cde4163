package report

import (
	"fmt"
	"math/big"

	"bilan/internal/config"
	"bilan/internal/period"
	"bilan/report/metric"
)

// breakdownLimit is how many bars a breakdown shows when the YAML does not say.
const breakdownLimit = 12

// breakdown is a bar per member of a dimension, the largest first, with its variance.
type breakdown struct {
	s  *Scope
	c  *config.Breakdown
	m  *metric.Metric
	p  period.Period
	as Scenario
}

func newBreakdown(s *Scope, c *config.Breakdown) (part, error) {
	m, err := s.metric("breakdown.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	periods, err := s.periods(c.Period)
	if err != nil {
		return nil, fmt.Errorf("breakdown.%w", err)
	}
	k := &breakdown{s: s, c: c, m: m, p: periods[0]}
	switch c.Compare {
	case "target":
		k.as = PL
	case "last_year":
		k.as = PY
	case "previous":
		k.as = PP
	case "":
		if k.as = PY; s.hasTarget(m) {
			k.as = PL
		}
	default:
		return nil, fmt.Errorf("breakdown.compare: %q is none of target, last_year, previous", c.Compare)
	}
	return k, nil
}

func (k *breakdown) ask() metric.Ask { return metric.Ask{Metric: k.m.Name, By: k.c.By, Period: k.p} }

func (k *breakdown) needs(n *Needs) { n.ask(k.ask()) }

// against picks reference, difference and relative difference of the scenario that is compared with.
func (k *breakdown) against(f *metric.Figure) (ref, delta, pct metric.Num) {
	switch k.as {
	case PY:
		return f.PY, f.DeltaPY, f.DeltaPYPct
	case PP:
		return f.PP, f.DeltaPP, f.DeltaPPPct
	}
	return f.PLToDate, f.DeltaPL, f.DeltaPLPct
}

func (k *breakdown) ref(f *metric.Figure) metric.Num {
	ref, _, _ := k.against(f)
	return ref
}

func (k *breakdown) build(b Book) (Section, error) {
	all, total := k.s.members(b, k.m, k.c.By, []period.Period{k.p})
	rows, hidden := k.worthShowing(all)
	rank(rows, func(m member) metric.Num { return m.first().AC })
	sec := Section{
		Kind:  "breakdown",
		Title: k.s.title(k.c.Title, "title.breakdown", tidy(k.m.Label), k.s.inline(k.c.By)),
		Note:  k.s.period(k.p) + dash + k.s.scenarios(k.as == PL, k.as == PY, k.as == PP),
	}
	if len(rows) == 0 {
		sec.Blocks = k.s.nothing()
		return sec, nil
	}
	t := k.s.sheet()
	rows = k.fold(t, rows)
	pen := t.pen(k.m, numbers(k.s.scaled(k.m, rows, total), actual, k.ref)...)
	sec.Unit = pen.unit
	sec.Blocks = []Block{{Bars: k.chart(t, pen, rows, total)}}
	if hidden > 0 {
		t.note(k.s.Locale.Plural("foot.nothing", int64(hidden)))
	}
	sec.Footnotes = t.footnotes()
	return sec, nil
}

// worthShowing leaves out members that have neither an actual nor a reference.
func (k *breakdown) worthShowing(all []member) (rows []member, hidden int) {
	for _, m := range all {
		f := m.first()
		ref := k.ref(&f)
		switch {
		case f.AC.OK() && f.AC.Rat.Sign() != 0 || ref.OK() && ref.Rat.Sign() != 0:
			rows = append(rows, m)
		case m.kind == Body:
			hidden++
		}
	}
	return rows, hidden
}

// fold makes one bar of what lies beyond the limit. Only a metric that adds up can be folded; of another the rest is
// not shown, and a footnote says so.
func (k *breakdown) fold(t *sheet, rows []member) []member {
	limit := k.c.Limit
	if limit <= 0 {
		limit = breakdownLimit
	}
	body := len(rows)
	if rows[body-1].kind == Unassigned {
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
	case PY:
		f.PY, f.DeltaPY, f.DeltaPYPct = ref, delta, pct
	case PP:
		f.PP, f.DeltaPP, f.DeltaPPPct = ref, delta, pct
	default:
		f.PLToDate, f.DeltaPL, f.DeltaPLPct = ref, delta, pct
	}
	return member{label: k.s.Locale.Plural("bar.others", int64(len(rest))), at: []metric.Figure{f}}
}

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

func (k *breakdown) chart(t *sheet, p pen, rows []member, total member) *BarChart {
	c := &BarChart{Words: k.s.chartWords(), RefIs: k.as, Scale: p.scale(k.m)}
	k.s.reword(&c.Words, k.as)
	for _, m := range rows {
		c.Bars = append(c.Bars, k.bar(t, p, m))
	}
	last := k.bar(t, p, total)
	if k.m.AddsUp {
		last.Value, last.Ref, last.Delta = nil, nil, nil
	}
	c.Bars = append(c.Bars, last)
	for _, bar := range c.Bars {
		for _, v := range []*float64{bar.Value, bar.Ref} {
			if v != nil {
				c.Max = max(c.Max, *v, -*v)
			}
		}
	}
	top := rows[0].first()
	c.Alt = k.s.word("alt.breakdown", tidy(k.m.Label), k.s.inline(k.c.By), rows[0].label, t.full(k.m, top.AC),
		total.label, t.full(k.m, total.first().AC))
	return c
}

func (k *breakdown) bar(t *sheet, p pen, m member) Bar {
	f := m.first()
	ref, delta, pct := k.against(&f)
	bar := Bar{
		Label: m.label, Kind: m.kind, Value: p.float(f.AC), Text: p.value(f.AC), Ref: p.float(ref),
		Delta: p.float(delta), DeltaTxt: p.signed(delta), Tone: p.tone(k.m, delta),
	}
	if k.m.Unit != metric.Percent {
		bar.PctTxt, _ = t.variance(k.m, pct)
	}
	return bar
}
