package matrix

import (
	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// multiplesLimit is how many small charts there are when the YAML does not say.
const multiplesLimit = 12

// multiples is a small chart per member, largest first, all on one scale. IBCS: the same height is the same amount. For
// a metric that is not additive the whole comes first; for an additive one it would dwarf its parts and is not drawn.
type multiples struct {
	matrix
	c  *section.Multiples
	as report.Scenario // "" compares with nothing
}

// NewMultiples prepares small multiples. It fails if the YAML names something that does not exist.
func NewMultiples(s *scope.Scope, c *section.Multiples) (scope.Part, error) {
	x, err := newMatrix(s, "small_multiples", c.Metric, c.By, c.Last)
	if err != nil {
		return nil, err
	}
	as := map[string]report.Scenario{"target": report.PL, "last_year": report.PY}[c.Compare]
	return &multiples{x, c, as}, nil
}

// Build implements scope.Part.
func (k *multiples) Build(b scope.Book) (report.Section, error) {
	k = &multiples{k.fromBegin(b), k.c, k.as}
	t := notation.NewSheet(k.s)
	limit := k.c.Limit
	if limit <= 0 {
		limit = multiplesLimit
	}
	rows, whole := k.largest(t, b, limit)
	sec := report.Section{
		Kind:  "small_multiples",
		Title: k.s.Title(k.c.Title, "title.by."+string(k.unit()), prose.Tidy(k.m.Label), k.s.Inline(k.by)),
		Note:  k.note(),
	}
	if len(rows) == 0 || !members.Some(whole.At, members.Actual) {
		sec.Blocks = k.s.Nothing()
		return sec, nil
	}
	if !k.m.AddsUp {
		rows = append([]members.Line{whole}, rows...)
	}
	shown := members.WithoutOutsized(rows, k.drawn()...)
	p := &panels{multiples: k, t: t, format: t.FormatFor(k.m, members.Numbers(shown, k.drawn()...)...), outsized: len(shown) < len(rows)}
	if p.own = p.hides(rows); !p.own {
		sec.Unit = p.format.Unit
	}
	sec.Blocks = []report.Block{{Multiples: p.chart(rows)}}
	t.FootKnown(k.m, k.periods[len(k.periods)-1])
	if last, open := k.cut(); open {
		t.Note(k.s.Word("foot.open", k.s.Locale.Capital(k.s.PeriodName(last)), k.s.Locale.Date(scope.LastDay(last))))
	}
	if k.as == report.PL {
		k.notSet(t, rows, whole)
		members.TargetNotes(k.s, t, b, k.periods, members.ShownScenario{Metric: k.m, Scenario: metric.TargetScenario})
	}
	t.Explain(&sec)
	return sec, nil
}

// note gives the span, the period of the written values, and the scenarios.
func (k *multiples) note() string {
	text := k.s.Span(k.periods) + report.Dash + k.s.Word("note.values", k.s.Period(k.periods[k.finished()]))
	return text + report.Dash + k.s.Scenarios(true, k.as == report.PL, k.as == report.PY, false)
}

// drawn are the scenarios that the charts show.
func (k *multiples) drawn() []func(*metric.Figure) metric.Num {
	if k.as == "" {
		return []func(*metric.Figure) metric.Num{members.Actual}
	}
	return []func(*metric.Figure) metric.Num{members.Actual, members.Reference(k.as)}
}

// panels are small multiples while they are drawn up.
type panels struct {
	*multiples
	t      *notation.Sheet
	format notation.NumberFormat
	own    bool // each value has its own unit: members are too different for a common one

	outsized bool // what matches no member would dwarf the members
}

// hides reports whether a written value would round to nothing in the charts' unit.
func (p *panels) hides(rows []members.Line) bool {
	for _, m := range rows {
		if n := m.At[p.finished()].AC; n.OK() && n.Rat.Sign() != 0 && p.format.Printed(n.Rat).Sign() == 0 {
			return true
		}
	}
	return false
}

func (p *panels) text(n metric.Num) string {
	if p.own {
		return p.t.Full(p.m, n)
	}
	return p.format.Value(n)
}

func (p *panels) chart(rows []members.Line) *report.Multiples {
	c := &report.Multiples{
		Categories: p.names(), Days: scope.FirstDays(p.periods), Words: p.s.ChartWords(), First: p.s.Dated(p.periods[0]), Last: p.s.Dated(p.periods[len(p.periods)-1]),
		Scale: p.format.Scale(p.m), Line: p.m.Unit == metric.Percent || notation.Averages(p.m) || len(p.periods) > 31,
	}
	p.s.NameReference(&c.Words, p.as)
	p.outsized = p.outsized && !c.Line
	for _, m := range rows {
		c.Panels = append(c.Panels, p.panel(m))
		if p.outsized && members.Beside(m) {
			c.Panels[len(c.Panels)-1].Beyond = true
			p.t.Note(p.s.Word("foot.beyond_columns", m.Label))
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
func (p *panels) panel(m members.Line) report.Panel {
	at := m.At[p.finished()]
	out := report.Panel{Title: m.Label, Kind: m.Kind, Text: p.text(at.AC), AC: p.points(m, members.Actual)}
	if !at.AC.OK() {
		out.Tone = report.Muted
	}
	if p.as == "" {
		return out
	}
	if members.Some(m.At, members.Reference(p.as)) {
		out.Ref, out.RefIs = p.points(m, members.Reference(p.as)), p.as
	}
	if at.AC.OK() {
		d := p.delta(&at)
		out.Delta, out.Tone, out.DeltaExact = d.Text, d.Tone, d.Exact
	}
	return out
}

func (p *panels) delta(f *metric.Figure) notation.Told {
	if p.as == report.PY {
		return p.t.Distance(p.m, f.PY, f.DeltaPY, f.DeltaPYPct)
	}
	return p.t.Gap(p.m, f)
}

// points are one scenario. A label is not drawn; it is for readers of the chart's table.
func (p *panels) points(m members.Line, pick func(*metric.Figure) metric.Num) []report.Point {
	list := make([]report.Point, len(m.At))
	for i := range m.At {
		n := pick(&m.At[i])
		list[i] = report.Point{Value: p.format.Float(n), Label: p.s.Word("sign." + absence(n)), Exact: p.format.Exact(n), Open: p.open(i)}
		if n.OK() {
			list[i].Label = p.format.Value(n)
		}
	}
	return list
}

func (p *panels) alt(rows []members.Line) string {
	if !p.m.AddsUp {
		rows = rows[1:]
	}
	title := p.s.Word("title.by."+string(p.unit()), prose.Tidy(p.m.Label), p.s.Inline(p.by))
	text := p.extremes(title, p.finished(), rows, members.Actual, func(n metric.Num) string { return notation.Full(p.s, p.m, n.Rat) })
	if text == "" {
		return scope.Stopped(title + ".")
	}
	missed, of := int64(0), int64(0)
	for _, m := range rows {
		if d := m.At[p.finished()].DeltaPL; d.OK() {
			of++
			if notation.Effect(p.m, d.Rat) == report.Bad {
				missed++
			}
		}
	}
	if p.as == report.PL && of > 0 {
		text += " " + p.s.Word("alt.missed", p.s.Count(missed), p.s.Count(of))
	}
	return text
}

// absence is the state whose sign represents a missing number.
func absence(n metric.Num) string {
	if n.State == metric.NotYet {
		return notation.States[metric.NotYet]
	}
	return notation.States[metric.NoData]
}
