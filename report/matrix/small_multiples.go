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

// multiplesLimit is the default number of small charts.
const multiplesLimit = 12

// multiples is a section with a small chart for each member, the largest first. All have one scale, as in IBCS. A
// metric that is not additive also has a chart of the total, as the first one. The total of an additive metric is not
// drawn, because it would make the other charts too small.
type multiples struct {
	matrix
	c         *section.Multiples
	reference report.Scenario // the reference that the charts show, "" for none
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
	k = &multiples{k.fromFirstData(b), k.c, k.reference}
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
	if len(rows) == 0 || !members.AnyKnown(whole.Figures, members.Actual) {
		sec.Blocks = k.s.Nothing()
		return sec, nil
	}
	if !k.m.AddsUp {
		rows = append([]members.Line{whole}, rows...)
	}
	shown := members.WithoutOutsized(rows, k.scenarios()...)
	p := &panels{multiples: k, t: t, format: t.FormatFor(k.m, members.Numbers(shown, k.scenarios()...)...), outsized: len(shown) < len(rows)}
	if p.ownUnits = p.roundsToZero(rows); !p.ownUnits {
		sec.Unit = p.format.Unit
	}
	sec.Blocks = []report.Block{{Multiples: p.chart(rows)}}
	t.NoteKnownUntil(k.m, k.periods[len(k.periods)-1])
	if last, open := k.openPeriod(); open {
		t.Note(k.s.Word("foot.open", k.s.Locale.Capital(k.s.PeriodName(last)), k.s.Locale.Date(scope.LastDay(last))))
	}
	if k.reference == report.PL {
		k.noteUnset(t, rows, whole)
		members.TargetNotes(k.s, t, b, k.periods, members.ShownScenario{Metric: k.m, Scenario: metric.TargetScenario})
	}
	t.Explain(&sec)
	return sec, nil
}

// note is the section's note: the span of the periods, the period of the printed values, and the scenarios.
func (k *multiples) note() string {
	text := k.s.Span(k.periods) + report.Dash + k.s.Word("note.values", k.s.Period(k.periods[k.lastComplete()]))
	return text + report.Dash + k.s.ExplainScenarios(true, k.reference == report.PL, k.reference == report.PY, false)
}

// scenarios returns the functions that pick the scenarios in the charts from a figure.
func (k *multiples) scenarios() []func(*metric.Figure) metric.Num {
	if k.reference == "" {
		return []func(*metric.Figure) metric.Num{members.Actual}
	}
	return []func(*metric.Figure) metric.Num{members.Actual, members.Reference(k.reference)}
}

// panels builds the charts of small multiples.
type panels struct {
	*multiples
	t        *notation.Sheet
	format   notation.NumberFormat
	ownUnits bool // each printed value has its own unit, because members are too different for a common one

	outsized bool // the chart of all others or of unassigned rows is too high for the common scale
}

// roundsToZero reports whether a printed value would be rounded to zero in the charts' unit.
func (p *panels) roundsToZero(rows []members.Line) bool {
	for _, m := range rows {
		if n := m.Figures[p.lastComplete()].AC; n.OK() && n.Rat.Sign() != 0 && p.format.Printed(n.Rat).Sign() == 0 {
			return true
		}
	}
	return false
}

func (p *panels) text(n metric.Num) string {
	if p.ownUnits {
		return p.t.Full(p.m, n)
	}
	return p.format.Value(n)
}

func (p *panels) chart(rows []members.Line) *report.Multiples {
	c := &report.Multiples{
		Categories: p.names(), Days: scope.FirstDays(p.periods), Words: p.s.ChartWords(), First: p.s.ShortWithYear(p.periods[0]), Last: p.s.ShortWithYear(p.periods[len(p.periods)-1]),
		Scale: p.format.Scale(p.m), Line: p.m.Unit == metric.Percent || notation.IsAverage(p.m) || len(p.periods) > 31,
	}
	p.s.NameReference(&c.Words, p.reference)
	p.outsized = p.outsized && !c.Line
	for _, m := range rows {
		c.Panels = append(c.Panels, p.panel(m))
		if p.outsized && members.IsOther(m) {
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

// panel is the chart of one member. Its text is the value of the last complete period, because the value of an
// incomplete one would look like a decline.
func (p *panels) panel(m members.Line) report.Panel {
	at := m.Figures[p.lastComplete()]
	out := report.Panel{Title: m.Label, Kind: m.Kind, Text: p.text(at.AC), AC: p.points(m, members.Actual)}
	if !at.AC.OK() {
		out.Tone = report.Muted
	}
	if p.reference == "" {
		return out
	}
	if members.AnyKnown(m.Figures, members.Reference(p.reference)) {
		out.Ref, out.RefIs = p.points(m, members.Reference(p.reference)), p.reference
	}
	if at.AC.OK() {
		d := p.delta(&at)
		out.Delta, out.Tone, out.DeltaExact = d.Text, d.Tone, d.Exact
	}
	return out
}

func (p *panels) delta(f *metric.Figure) notation.Difference {
	if p.reference == report.PY {
		return p.t.Distance(p.m, f.PY, f.DeltaPY, f.DeltaPYPct)
	}
	return p.t.Gap(p.m, f)
}

// points returns the points of one scenario. Their labels are not drawn; they are for the table that screen readers
// read.
func (p *panels) points(m members.Line, pick func(*metric.Figure) metric.Num) []report.Point {
	list := make([]report.Point, len(m.Figures))
	for i := range m.Figures {
		n := pick(&m.Figures[i])
		list[i] = report.Point{Value: p.format.Float(n), Label: p.s.Word("sign." + signName(n)), Exact: p.format.Exact(n), Open: p.isOpen(i)}
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
	text := p.extremes(title, p.lastComplete(), rows, members.Actual, func(n metric.Num) string { return notation.Full(p.s, p.m, n.Rat) })
	if text == "" {
		return scope.OneFullStop(title + ".")
	}
	missed, of := int64(0), int64(0)
	for _, m := range rows {
		if d := m.Figures[p.lastComplete()].DeltaPL; d.OK() {
			of++
			if notation.EffectTone(p.m, d.Rat) == report.Bad {
				missed++
			}
		}
	}
	if p.reference == report.PL && of > 0 {
		text += " " + p.s.Word("alt.missed", p.s.Count(missed), p.s.Count(of))
	}
	return text
}

// signName is the name, in notation.States, of the sign for a missing number: not_yet or no_data.
func signName(n metric.Num) string {
	if n.State == metric.NotYet {
		return notation.StateNames[metric.NotYet]
	}
	return notation.StateNames[metric.NoData]
}
