package build

import (
	"fmt"
	"slices"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
)

// breakdownLimit is how many bars a breakdown shows when the YAML does not say.
const breakdownLimit = 12

// breakdown is a bar per member of a dimension, the largest first, with its variance; or, of what adds up, a donut.
type breakdown struct {
	s  *Scope
	c  *section.Breakdown
	m  *metric.Metric
	p  period.Period
	as report.Scenario

	unset *unset // nil unless no bar has the target that it is compared with
}

func newBreakdown(s *Scope, c *section.Breakdown) (part, error) {
	m, err := s.metric("breakdown.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	periods, err := s.known(m, c.Period)
	if err != nil {
		return nil, fmt.Errorf("breakdown.%w", err)
	}
	k := &breakdown{s: s, c: c, m: m, p: periods[0]}
	switch c.Compare {
	case "target":
		k.as = report.PL
	case "last_year":
		k.as = report.PY
	case "previous":
		k.as = report.PP
	case "":
		switch {
		case c.As == "donut" || c.Cumulate: // it compares with nothing, also where it is drawn as bars
		case m.Date == "" && !s.hasTarget(m): // nothing is known of a state a year ago
		case s.hasTarget(m):
			k.as = report.PL
		default:
			k.as = report.PY
		}
	default:
		return nil, fmt.Errorf("breakdown.compare: %q is none of target, last_year, previous", c.Compare)
	}
	return k, nil
}

func (k *breakdown) ask() metric.Ask { return metric.Ask{Metric: k.m.Name, By: k.c.By, Period: k.p} }

// limit is how many members have a bar, or a part, of their own.
func (k *breakdown) limit() int {
	switch {
	case k.c.Limit > 0:
		return k.c.Limit
	case k.c.As == "donut":
		return donutLimit
	}
	return breakdownLimit
}

func (k *breakdown) needs(n *Needs) { n.ask(k.ask()) }

// against picks reference, difference and relative difference of the scenario that is compared with.
func (k *breakdown) against(f *metric.Figure) (ref, delta, pct metric.Num) {
	switch k.as {
	case "":
		return metric.Num{}, metric.Num{}, metric.Num{}
	case report.PY:
		return f.PY, f.DeltaPY, f.DeltaPYPct
	case report.PP:
		return f.PP, f.DeltaPP, f.DeltaPPPct
	}
	return f.PLToDate, f.DeltaPL, f.DeltaPLPct
}

func (k *breakdown) ref(f *metric.Figure) metric.Num {
	ref, _, _ := k.against(f)
	return ref
}

func (k *breakdown) build(b Book) (report.Section, error) {
	all, total := k.s.members(b, k.m, k.c.By, []period.Period{k.p})
	rows, hidden := k.worthShowing(all)
	rank(rows, func(m member) metric.Num { return m.first().AC })
	sec := report.Section{
		Kind:  "breakdown",
		Title: k.s.title(k.c.Title, "title.breakdown", tidy(k.m.Label), k.s.inline(k.c.By)),
		Note:  k.s.noted(k.m, k.p) + report.Dash + k.s.scenarios(true, k.as == report.PL, k.as == report.PY, k.as == report.PP),
	}
	if len(rows) == 0 {
		sec.Blocks = k.s.nothing()
		return sec, nil
	}
	t := k.s.sheet()
	if k.c.As == "donut" {
		why := k.noDonut(all, total)
		if why == "" {
			k.donut(&sec, all, total)
			return sec, nil
		}
		t.note(k.s.word(why))
	}
	if k.as == report.PL {
		k.unset = lacking(all, total, metric.TargetScenario, 0)
		k.s.notSet(t, k.c.By, k.unset)
	}
	rows = k.fold(t, rows)
	shown := k.withoutGiants(rows)
	pen := t.pen(k.m, append(numbers(k.s.scaled(k.m, shown, total), actual, k.ref), k.digits(rows))...)
	sec.Unit = pen.unit
	if k.as == report.PL {
		k.s.apart(t, pen, k.m, all, total, toDate)
	}
	sec.Blocks = []report.Block{{Bars: k.chart(t, pen, rows, shown, total)}}
	if k.c.Cumulate && k.m.AddsUp {
		k.cumulate(t, sec.Blocks[0].Bars, rows, all, total)
	}
	if hidden > 0 {
		t.note(k.s.Locale.Plural("foot.nothing", int64(hidden)))
	}
	t.footKnown(k.m, k.p)
	t.footFew(k.m, rows)
	if k.as == report.PL {
		k.s.aimNotes(t, b, []period.Period{k.p}, aim{k.m, metric.TargetScenario})
	}
	t.explain(&sec)
	return sec, nil
}

func (k *breakdown) chart(t *sheet, p pen, rows, shown []member, total member) *report.BarChart {
	c := &report.BarChart{Head: k.s.dimension(k.c.By), Words: k.s.chartWords(), RefIs: k.as, Scale: p.scale(k.m)}
	k.s.reword(&c.Words, k.as)
	if k.m.InPoints() {
		c.Words.DeltaPLPct = "" // the difference is in points already
	}
	for _, m := range rows {
		c.Bars = append(c.Bars, k.bar(t, p, m))
		if !slices.ContainsFunc(shown, func(o member) bool { return o.label == m.label && o.kind == m.kind && o.many == m.many }) {
			c.Bars[len(c.Bars)-1].Beyond = true
			t.note(k.s.word("foot.beyond", m.label))
		}
	}
	last := k.bar(t, p, total)
	if k.m.AddsUp {
		last.Value, last.Ref, last.Delta = nil, nil, nil
	}
	c.Bars = append(c.Bars, last)
	for _, bar := range c.Bars {
		for _, v := range []*float64{bar.Value, bar.Ref} {
			if v != nil && !bar.Beyond {
				c.Max = max(c.Max, *v, -*v)
			}
		}
	}
	top := rows[0].first()
	c.Alt = stopped(k.s.word("alt.breakdown", tidy(k.m.Label), k.s.inline(k.c.By), rows[0].label, t.full(k.m, top.AC),
		total.label, t.full(k.m, total.first().AC)))
	return c
}

func (k *breakdown) bar(t *sheet, p pen, m member) report.Bar {
	f := m.first()
	if k.as == "" || k.unset.hides(m) {
		return report.Bar{Label: m.label, Kind: m.kind, Value: p.float(f.AC), Text: p.value(f.AC), Exact: p.exact(f.AC)}
	}
	ref, delta, pct := k.against(&f)
	bar := report.Bar{
		Label: m.label, Kind: m.kind, Value: p.float(f.AC), Text: p.value(f.AC), Ref: p.float(ref), RefTxt: p.value(ref),
		Exact: p.exact(f.AC), RefExact: p.exact(ref),
	}
	if tells(pct) || k.as == report.PL && judged(&f) {
		p = p.showing(k.m, delta)
	}
	bar.Delta, bar.DeltaTxt, bar.Tone, bar.DeltaExact = p.float(delta), p.signed(delta), p.tone(k.m, delta), p.exact(delta)
	switch {
	case k.m.InPoints():
	case negative(ref):
		bar.PctTxt, bar.PctTone = t.meaningless(), report.Muted
	default:
		d := t.variance(k.m, pct)
		bar.PctTxt, bar.PctTone, bar.PctExact = d.text, d.tone, d.exact
	}
	if f.Few() {
		bar.Tone, bar.PctTone = report.Muted, report.Muted
	}
	return bar
}
