package build

import (
	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/metric"
)

// multiplesLimit is how many small charts there are when the YAML does not say.
const multiplesLimit = 12

// multiples is a small chart per member, the largest first, all on one scale. IBCS: the same height is the same amount. The
// whole stands first where the metric does not add up; of one that does it would dwarf its parts and is not drawn.
type multiples struct {
	matrix
	c  *section.Multiples
	as report.Scenario // "" compares with nothing
}

func newMultiples(s *Scope, c *section.Multiples) (part, error) {
	x, err := s.matrix("small_multiples", c.Metric, c.By, c.Last)
	if err != nil {
		return nil, err
	}
	as := map[string]report.Scenario{"target": report.PL, "last_year": report.PY}[c.Compare]
	return &multiples{x, c, as}, nil
}

func (k *multiples) build(b Book) (report.Section, error) {
	k = &multiples{k.fromBegin(b), k.c, k.as}
	t := k.s.sheet()
	limit := k.c.Limit
	if limit <= 0 {
		limit = multiplesLimit
	}
	rows, whole := k.largest(t, b, limit)
	sec := report.Section{
		Kind:  "small_multiples",
		Title: k.s.title(k.c.Title, "title.by."+string(k.unit()), tidy(k.m.Label), k.s.inline(k.by)),
		Note:  k.note(),
	}
	if len(rows) == 0 || !some(whole.at, actual) {
		sec.Blocks = k.s.nothing()
		return sec, nil
	}
	if !k.m.AddsUp {
		rows = append([]member{whole}, rows...)
	}
	shown := withoutGiants(rows, k.drawn()...)
	p := &panels{multiples: k, t: t, pen: t.pen(k.m, numbers(shown, k.drawn()...)...), giant: len(shown) < len(rows)}
	if p.own = p.hides(rows); !p.own {
		sec.Unit = p.pen.unit
	}
	sec.Blocks = []report.Block{{Multiples: p.chart(rows)}}
	t.footKnown(k.m, k.periods[len(k.periods)-1])
	if last, open := k.cut(); open {
		t.note(k.s.word("foot.open", k.s.Locale.Capital(k.s.name(last)), k.s.Locale.Date(lastDay(last))))
	}
	if k.as == report.PL {
		k.notSet(t, rows, whole)
		k.s.aimNotes(t, b, k.periods, aim{k.m, metric.TargetScenario})
	}
	t.explain(&sec)
	return sec, nil
}

// note says the span, which period the written values are of, and in which scenarios.
func (k *multiples) note() string {
	text := k.s.span(k.periods) + report.Dash + k.s.word("note.values", k.s.period(k.periods[k.finished()]))
	return text + report.Dash + k.s.scenarios(true, k.as == report.PL, k.as == report.PY, false)
}

// drawn are the scenarios that the charts show.
func (k *multiples) drawn() []func(*metric.Figure) metric.Num {
	if k.as == "" {
		return []func(*metric.Figure) metric.Num{actual}
	}
	return []func(*metric.Figure) metric.Num{actual, reference(k.as)}
}

// panels are small multiples while they are drawn up.
type panels struct {
	*multiples
	t   *sheet
	pen pen
	own bool // each value says its own unit: members are too far apart for one

	giant bool // what matches no member would dwarf the members
}

// hides tells whether a written value would round to nothing in the charts' unit.
func (p *panels) hides(rows []member) bool {
	for _, m := range rows {
		if n := m.at[p.finished()].AC; n.OK() && n.Rat.Sign() != 0 && p.pen.printed(n.Rat).Sign() == 0 {
			return true
		}
	}
	return false
}

func (p *panels) text(n metric.Num) string {
	if p.own {
		return p.t.full(p.m, n)
	}
	return p.pen.value(n)
}

func (p *panels) chart(rows []member) *report.Multiples {
	c := &report.Multiples{
		Categories: p.names(), Days: firstDays(p.periods), Words: p.s.chartWords(), First: p.s.dated(p.periods[0]), Last: p.s.dated(p.periods[len(p.periods)-1]),
		Scale: p.pen.scale(p.m), Line: p.m.Unit == metric.Percent || averages(p.m) || len(p.periods) > 31,
	}
	p.s.reword(&c.Words, p.as)
	p.giant = p.giant && !c.Line
	for _, m := range rows {
		c.Panels = append(c.Panels, p.panel(m))
		if p.giant && beside(m) {
			c.Panels[len(c.Panels)-1].Beyond = true
			p.t.note(p.s.word("foot.beyond_columns", m.label))
		}
	}
	for i := range c.Panels {
		if c.Panels[i].Beyond {
			continue
		}
		for _, points := range [][]report.Point{c.Panels[i].AC, c.Panels[i].Ref} {
			for _, at := range points {
				if at.Value != nil {
					c.Max, c.Low = max(c.Max, *at.Value, -*at.Value), min(c.Low, *at.Value)
				}
			}
		}
	}
	c.Alt = p.alt(rows)
	return c
}

// panel is one member's chart. Its text is of the last period that is over: a part of one would look like a fall.
func (p *panels) panel(m member) report.Panel {
	at := m.at[p.finished()]
	out := report.Panel{Title: m.label, Kind: m.kind, Text: p.text(at.AC), AC: p.points(m, actual)}
	if !at.AC.OK() {
		out.Tone = report.Muted
	}
	if p.as == "" {
		return out
	}
	if some(m.at, reference(p.as)) {
		out.Ref, out.RefIs = p.points(m, reference(p.as)), p.as
	}
	if at.AC.OK() {
		d := p.delta(&at)
		out.Delta, out.Tone, out.DeltaExact = d.text, d.tone, d.exact
	}
	return out
}

func (p *panels) delta(f *metric.Figure) told {
	if p.as == report.PY {
		return p.t.distance(p.m, f.PY, f.DeltaPY, f.DeltaPYPct)
	}
	return p.t.gap(p.m, f)
}

// points are one scenario. A label is not drawn; it says what a reader of the chart's table hears.
func (p *panels) points(m member, pick func(*metric.Figure) metric.Num) []report.Point {
	list := make([]report.Point, len(m.at))
	for i := range m.at {
		n := pick(&m.at[i])
		list[i] = report.Point{Value: p.pen.float(n), Label: p.s.word("sign." + absence(n)), Exact: p.pen.exact(n), Open: p.open(i)}
		if n.OK() {
			list[i].Label = p.pen.value(n)
		}
	}
	return list
}

func (p *panels) alt(rows []member) string {
	if !p.m.AddsUp {
		rows = rows[1:]
	}
	title := p.s.word("title.by."+string(p.unit()), tidy(p.m.Label), p.s.inline(p.by))
	text := p.extremes(title, p.finished(), rows, actual, func(n metric.Num) string { return p.s.full(p.m, n.Rat) })
	if text == "" {
		return stopped(title + ".")
	}
	missed, of := int64(0), int64(0)
	for _, m := range rows {
		if d := m.at[p.finished()].DeltaPL; d.OK() {
			of++
			if effect(p.m, d.Rat) == report.Bad {
				missed++
			}
		}
	}
	if p.as == report.PL && of > 0 {
		text += " " + p.s.word("alt.missed", p.s.count(missed), p.s.count(of))
	}
	return text
}

// absence is the state that a missing number is told by.
func absence(n metric.Num) string {
	if n.State == metric.NotYet {
		return states[metric.NotYet]
	}
	return states[metric.NoData]
}
