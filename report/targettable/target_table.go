// Package targettable makes the section that compares members with their targets.
package targettable

import (
	"math/big"
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

// targetTable is a section with a line per member of a dimension, the largest shortfall first: objective, actual, gap,
// attainment.
type targetTable struct {
	s       *scope.Scope
	c       *section.TargetTable
	m       *metric.Metric
	periods []period.Period
}

// New prepares the section. It fails if the YAML names something that does not exist.
func New(s *scope.Scope, c *section.TargetTable) (scope.Part, error) {
	m, err := s.Metric("target_table.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	periods := s.KnownPeriods(m, c.Period)
	if m.Date == "" {
		periods = periods[:1] // a state has no other periods: it would be the same there, or unknown
	}
	return &targetTable{s, c, m, periods}, nil
}

// Needs implements scope.Part.
func (k *targetTable) Needs(n *scope.Needs) {
	for _, p := range k.periods {
		n.Ask(metric.Ask{Metric: k.m.Name, By: k.c.By, Period: p})
	}
}

// columnPicks are the numbers of the YAML's columns besides target and actual. A member with a number in one of them has a
// line, for example if it sold only last year.
func (k *targetTable) columnPicks() (list []func(*metric.Figure) metric.Num) {
	for _, name := range k.c.Columns {
		if pick := columnNumbers[name]; pick != nil {
			list = append(list, pick)
		}
	}
	return list
}

// grid is the table of a target table that is being built.
type grid struct {
	*targetTable
	t       *notation.Sheet
	format  notation.NumberFormat
	pct     notation.NumberFormat
	daily   notation.NumberFormat // amounts per business day
	rows    []members.Line        // the lines above the total: members, and the rows of no member
	total   members.Line
	shown   []string         // names of the columns
	missing []string         // names of the columns without content in this period
	unset   []*members.Unset // scenarios that no line has
	landing bool             // the landing is shown: bullet bars extend to it, and compare with the complete period's objective
	bullets float64
}

// Build implements scope.Part.
func (k *targetTable) Build(b scope.Book) (report.Section, error) {
	all, total := members.Lines(k.s, b, k.m, k.c.By, k.periods)
	rows, hidden := members.LeaveOut(all, k.columnPicks()...)
	members.Rank(rows, k.urgency)
	t := notation.NewSheet(k.s)
	sec := report.Section{
		Kind:  "target_table",
		Title: k.s.Title(k.c.Title, "title.target_table", prose.Tidy(k.m.Label), k.s.Inline(k.c.By)),
		Note:  k.s.TimeNote(k.m, k.periods[0]),
	}
	if measured := slices.ContainsFunc(append(slices.Clip(rows), total), func(m members.Line) bool { return members.AnyKnown(m.Figures, members.Actual) }); !measured && (len(rows) == 0 || !k.m.AddsUp) {
		sec.Blocks = k.s.Nothing()
		return sec, nil
	}
	g := &grid{targetTable: k, t: t, rows: rows, total: total, pct: t.Percent(notation.VarianceDigits)}
	g.chooseColumns()
	sec.Unit = g.format.Unit
	sec.Blocks = []report.Block{{Table: g.table()}}
	if hidden > 0 {
		t.Note(k.s.Locale.Plural("foot.left_out", int64(hidden)))
	}
	g.addFootnotes()
	t.NoteKnownUntil(k.m, k.periods[0])
	members.NoteFew(t, k.m, rows)
	members.NoteSteps(k.s, t, b, k.m, k.c.By, k.periods[0], "")
	members.TargetNotes(k.s, t, b, k.periods, g.shownScenarios()...)
	t.Explain(&sec)
	return sec, nil
}

// chooseColumns decides which columns there are, and in which unit the numbers are written.
func (g *grid) chooseColumns() {
	g.shown, g.missing = g.columnNames()
	g.landing = slices.Contains(g.shown, "landing") && g.anyLineHas(members.Objective)
	scaled := firstPeriodOnly(members.UnitLines(g.s, g.m, g.rows, g.total))
	used := []func(*metric.Figure) metric.Num{members.Actual, members.ToDate, members.Gap, members.Objective}
	for _, name := range g.shown {
		if pick := columnNumbers[name]; pick != nil && !slices.Contains([]string{"pace", "needed", "more_sales"}, name) {
			used = append(used, pick)
		}
	}
	g.format = g.t.FormatFor(g.m, members.Numbers(scaled, used...)...)
	if slices.Contains(g.shown, "gap") {
		g.format = g.format.WithExtraDigitFor(members.JudgedGaps(append(slices.Clip(g.rows), g.total))...)
	}
	average := *g.m
	average.AddsUp, average.Counts = false, false // 1.67 orders a day are an average
	g.daily = g.t.FormatFor(&average, members.Numbers(scaled, paceOf, neededOf)...)
	g.bullets = g.bulletMax()
}

// firstPeriodOnly returns the lines with only their figure for the first period.
func firstPeriodOnly(list []members.Line) []members.Line {
	out := make([]members.Line, len(list))
	for i, m := range list {
		m.Figures = m.Figures[:1]
		out[i] = m
	}
	return out
}

// urgency ranks a line by its gap, such that the largest shortfall comes first.
func (k *targetTable) urgency(m members.Line) metric.Num {
	gap := m.First().DeltaPL
	if !gap.OK() || k.m.LowerBetter {
		return gap
	}
	return metric.NumOf(new(big.Rat).Neg(gap.Rat))
}
