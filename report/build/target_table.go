package build

import (
	"fmt"
	"math/big"
	"slices"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
)

// targetTable is a line per member of a dimension, the worst gap first: objective, actual, gap, attainment.
type targetTable struct {
	s       *Scope
	c       *section.TargetTable
	m       *metric.Metric
	periods []period.Period
}

func newTargetTable(s *Scope, c *section.TargetTable) (part, error) {
	m, err := s.metric("target_table.metric", c.Metric)
	if err != nil {
		return nil, err
	}
	periods, err := s.known(m, c.Period)
	if err != nil {
		return nil, fmt.Errorf("target_table.%w", err)
	}
	if m.Date == "" {
		periods = periods[:1] // the others would only repeat the state, or be of a time of which it is not known
	}
	return &targetTable{s, c, m, periods}, nil
}

func (k *targetTable) needs(n *Needs) {
	for _, p := range k.periods {
		n.ask(metric.Ask{Metric: k.m.Name, By: k.c.By, Period: p})
	}
}

// summed are the numbers in the YAML's columns besides target and actual: a member who sold only last year counts in that column.
func (k *targetTable) summed() (list []func(*metric.Figure) metric.Num) {
	for _, name := range k.c.Columns {
		if pick := picks[name]; pick != nil {
			list = append(list, pick)
		}
	}
	return list
}

// grid is a target table while it is drawn up.
type grid struct {
	*targetTable
	t       *sheet
	pen     pen
	pct     pen
	daily   pen      // amounts per business day
	rows    []member // body and unassigned
	total   member
	shown   []string // columns, as the YAML calls them
	missing []string // columns that say nothing of this period
	unset   []*unset // plans that no line has
	landing bool     // a landing is shown: bullets go on to it, and stand against the whole period's objective
	bullets float64
}

func (k *targetTable) build(b Book) (report.Section, error) {
	all, total := k.s.members(b, k.m, k.c.By, k.periods)
	rows, hidden := leaveOut(all, k.summed()...)
	rank(rows, k.urgency)
	t := k.s.sheet()
	sec := report.Section{
		Kind:  "target_table",
		Title: k.s.title(k.c.Title, "title.target_table", tidy(k.m.Label), k.s.inline(k.c.By)),
		Note:  k.s.noted(k.m, k.periods[0]),
	}
	if measured := slices.ContainsFunc(append(slices.Clip(rows), total), func(m member) bool { return some(m.at, actual) }); !measured && (len(rows) == 0 || !k.m.AddsUp) {
		sec.Blocks = k.s.nothing()
		return sec, nil
	}
	g := &grid{targetTable: k, t: t, rows: rows, total: total, pct: t.percent(varianceDigits)}
	g.choose()
	sec.Unit = g.pen.unit
	sec.Blocks = []report.Block{{Table: g.table()}}
	if hidden > 0 {
		t.note(k.s.Locale.Plural("foot.left_out", int64(hidden)))
	}
	g.foot()
	t.footKnown(k.m, k.periods[0])
	t.footFew(k.m, rows)
	k.s.steps(t, b, k.m, k.c.By, k.periods[0], "")
	k.s.aimNotes(t, b, k.periods, g.aims()...)
	t.explain(&sec)
	return sec, nil
}

// choose decides on the columns and on the units that they are written in.
func (g *grid) choose() {
	g.shown, g.missing = g.names()
	g.landing = slices.Contains(g.shown, "landing") && g.has(objective)
	scaled := firsts(g.s.scaled(g.m, g.rows, g.total))
	used := []func(*metric.Figure) metric.Num{actual, toDate, gapOf, objective}
	for _, name := range g.shown {
		if pick := picks[name]; pick != nil && !slices.Contains([]string{"pace", "needed", "more_sales"}, name) {
			used = append(used, pick)
		}
	}
	g.pen = g.t.pen(g.m, numbers(scaled, used...)...)
	if slices.Contains(g.shown, "gap") {
		g.pen = g.pen.finer(judgedGaps(append(slices.Clip(g.rows), g.total))...)
	}
	average := *g.m
	average.AddsUp, average.Counts = false, false // 1.67 orders a day are an average
	g.daily = g.t.pen(&average, numbers(scaled, paceOf, neededOf)...)
	g.bullets = g.bulletMax()
}

func actual(f *metric.Figure) metric.Num    { return f.AC }
func toDate(f *metric.Figure) metric.Num    { return f.PLToDate }
func objective(f *metric.Figure) metric.Num { return f.PL }
func lastYear(f *metric.Figure) metric.Num  { return f.PY }
func gapOf(f *metric.Figure) metric.Num     { return f.DeltaPL }

// scaled are the lines that the unit is chosen for: of a metric that adds up not the total, whose size
// would round the lines to nothing.
func (s *Scope) scaled(m *metric.Metric, rows []member, total member) []member {
	if m.AddsUp && len(rows) > 0 {
		return rows
	}
	return append(slices.Clip(rows), total)
}

// firsts keeps the figures of the section's own period.
func firsts(list []member) []member {
	out := make([]member, len(list))
	for i, m := range list {
		m.at = m.at[:1]
		out[i] = m
	}
	return out
}

// urgency is the gap as damage: what is missing most stands first.
func (k *targetTable) urgency(m member) metric.Num {
	gap := m.first().DeltaPL
	if !gap.OK() || k.m.LowerBetter {
		return gap
	}
	return metric.Of(new(big.Rat).Neg(gap.Rat))
}
