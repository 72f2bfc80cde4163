// Package structure makes the sections that show the parts of a whole: bars, donuts and waterfalls by a dimension.
package structure

import (
	"fmt"
	"slices"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/members"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// breakdownLimit is the default number of bars of a breakdown.
const breakdownLimit = 12

// breakdown is a section with a bar per member of a dimension, the largest first, with the difference from a reference.
// For an additive metric it may be a donut.
type breakdown struct {
	s  *scope.Scope
	c  *section.Breakdown
	m  *metric.Metric
	p  period.Period
	as report.Scenario

	unset *members.Unset // nil unless no bar has a target
}

// NewBreakdown prepares a breakdown. It fails if the YAML names something that does not exist.
func NewBreakdown(s *scope.Scope, c *section.Breakdown) (scope.Part, error) {
	m, err := s.Metric("breakdown.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	periods := s.KnownPeriods(m, c.Period)
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
		case c.As == "donut" || c.Cumulate: // it compares with nothing, even if it has to be drawn as bars
		case m.Date == "" && !s.Targeted(m): // the state of a year ago is not known
		case s.Targeted(m):
			k.as = report.PL
		default:
			k.as = report.PY
		}
	default:
		return nil, fmt.Errorf("breakdown.compare: %q is not one of target, last_year, previous", c.Compare)
	}
	return k, nil
}

func (k *breakdown) ask() metric.Ask { return metric.Ask{Metric: k.m.Name, By: k.c.By, Period: k.p} }

// limit is the number of members that have a bar or a part of their own.
func (k *breakdown) limit() int {
	switch {
	case k.c.Limit > 0:
		return k.c.Limit
	case k.c.As == "donut":
		return donutLimit
	}
	return breakdownLimit
}

// Needs implements scope.Part.
func (k *breakdown) Needs(n *scope.Needs) { n.Ask(k.ask()) }

// comparison returns the reference, the difference and the relative difference of the section's comparison.
func (k *breakdown) comparison(f *metric.Figure) (ref, delta, pct metric.Num) {
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
	ref, _, _ := k.comparison(f)
	return ref
}

// Build implements scope.Part.
func (k *breakdown) Build(b scope.Book) (report.Section, error) {
	all, total := members.Lines(k.s, b, k.m, k.c.By, []period.Period{k.p})
	rows, hidden := k.worthShowing(all)
	members.Rank(rows, func(m members.Line) metric.Num { return m.First().AC })
	sec := report.Section{
		Kind:  "breakdown",
		Title: k.s.Title(k.c.Title, "title.breakdown", prose.Tidy(k.m.Label), k.s.Inline(k.c.By)),
		Note:  k.s.TimeNote(k.m, k.p) + report.Dash + k.s.ExplainScenarios(true, k.as == report.PL, k.as == report.PY, k.as == report.PP),
	}
	if len(rows) == 0 {
		sec.Blocks = k.s.Nothing()
		return sec, nil
	}
	t := notation.NewSheet(k.s)
	if k.c.As == "donut" {
		why := k.noDonut(all, total)
		if why == "" {
			k.donut(&sec, all, total)
			return sec, nil
		}
		t.Note(k.s.Word(why))
	}
	if k.as == report.PL {
		k.unset = members.FindUnset(all, total, metric.TargetScenario, 0)
		members.NoteUnset(k.s, t, k.c.By, k.unset)
	}
	rows = k.fold(t, rows)
	shown := k.withoutOutsized(rows)
	format := t.FormatFor(k.m, append(members.Numbers(members.UnitLines(k.s, k.m, shown, total), members.Actual, k.ref), k.unitBound(rows))...)
	sec.Unit = format.Unit
	if k.as == report.PL {
		members.NoteDifferentTargets(k.s, t, format, k.m, all, total, members.ToDate)
	}
	sec.Blocks = []report.Block{{Bars: k.chart(t, format, rows, shown, total)}}
	if k.c.Cumulate && k.m.AddsUp {
		k.cumulate(t, sec.Blocks[0].Bars, rows, all, total)
	}
	if hidden > 0 {
		t.Note(k.s.Locale.Plural("foot.nothing", int64(hidden)))
	}
	t.NoteKnownUntil(k.m, k.p)
	members.NoteFew(t, k.m, rows)
	if k.as == report.PL {
		members.TargetNotes(k.s, t, b, []period.Period{k.p}, members.ShownScenario{Metric: k.m, Scenario: metric.TargetScenario})
	}
	t.Explain(&sec)
	return sec, nil
}

func (k *breakdown) chart(t *notation.Sheet, p notation.NumberFormat, rows, shown []members.Line, total members.Line) *report.BarChart {
	c := &report.BarChart{Head: k.s.Heading(k.c.By), Words: k.s.ChartWords(), RefIs: k.as, Scale: p.Scale(k.m)}
	k.s.NameReference(&c.Words, k.as)
	if k.m.InPoints() {
		c.Words.DeltaPLPct = "" // the difference itself is in points
	}
	for _, m := range rows {
		c.Bars = append(c.Bars, k.bar(t, p, m))
		if !slices.ContainsFunc(shown, func(o members.Line) bool { return o.Label == m.Label && o.Kind == m.Kind && o.Several == m.Several }) {
			c.Bars[len(c.Bars)-1].Beyond = true
			t.Note(k.s.Word("foot.beyond", m.Label))
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
	top := rows[0].First()
	c.Alt = scope.OneFullStop(k.s.Word("alt.breakdown", prose.Tidy(k.m.Label), k.s.Inline(k.c.By), rows[0].Label, t.Full(k.m, top.AC),
		total.Label, t.Full(k.m, total.First().AC)))
	return c
}

func (k *breakdown) bar(t *notation.Sheet, p notation.NumberFormat, m members.Line) report.Bar {
	f := m.First()
	if k.as == "" || k.unset.Hides(m) {
		return report.Bar{Label: m.Label, Kind: m.Kind, Value: p.Float(f.AC), Text: p.Value(f.AC), Exact: p.Exact(f.AC)}
	}
	ref, delta, pct := k.comparison(&f)
	bar := report.Bar{
		Label: m.Label, Kind: m.Kind, Value: p.Float(f.AC), Text: p.Value(f.AC), Ref: p.Float(ref), RefTxt: p.Value(ref),
		Exact: p.Exact(f.AC), RefExact: p.Exact(ref),
	}
	if notation.PrintsPercent(pct) || k.as == report.PL && notation.GapIsJudged(&f) {
		p = p.WithDigitsFor(k.m, delta)
	}
	bar.Delta, bar.DeltaTxt, bar.Tone, bar.DeltaExact = p.Float(delta), p.Signed(delta), p.Tone(k.m, delta), p.Exact(delta)
	switch {
	case k.m.InPoints():
	case notation.IsNegative(ref):
		bar.PctTxt, bar.PctTone = t.NotMeaningful(), report.Muted
	default:
		d := t.Variance(k.m, pct)
		bar.PctTxt, bar.PctTone, bar.PctExact = d.Text, d.Tone, d.Exact
	}
	if f.HasFewRows() {
		bar.Tone, bar.PctTone = report.Muted, report.Muted
	}
	return bar
}

// donutLimit is the default number of parts of a donut.
const donutLimit = 6
