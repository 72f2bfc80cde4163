// Package membertable makes the section with a line for each member and columns for several metrics.
package membertable

import (
	"cmp"
	"fmt"
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

// memberLimit is the default number of members in a table.
const memberLimit = 30

// memberTable is a section with a line for each member of a dimension, sorted by one of its columns.
type memberTable struct {
	s       *scope.Scope
	c       *section.Members
	p       period.Period // the section's period
	columns []memberColumn
}

// New prepares the section. It fails if the YAML names something that does not exist.
func New(s *scope.Scope, c *section.Members) (scope.Part, error) {
	periods := s.PeriodsOf(c.Period)
	k := &memberTable{s: s, c: c, p: periods[0]}
	for i, col := range c.Columns {
		m, err := s.Metric(fmt.Sprintf("members.columns[%d].metric", i), col.Metric)
		if err != nil {
			return nil, err
		}
		own := s.PeriodsOf(cmp.Or(col.Period, c.Period))
		col.Show = cmp.Or(col.Show, "value")
		k.columns = append(k.columns, memberColumn{MemberColumn: col, s: s, m: m, p: m.Known(own[0]), whole: own[0], at: i})
	}
	return k, nil
}

func (k *memberTable) asks() []metric.Ask {
	list := make([]metric.Ask, len(k.columns))
	for i, c := range k.columns {
		list[i] = metric.Ask{Metric: c.m.Name, By: k.c.By, Period: c.p}
	}
	return list
}

// Needs implements scope.Part.
func (k *memberTable) Needs(n *scope.Needs) {
	for i, a := range k.asks() {
		c := k.columns[i]
		if c.isPastState() {
			continue
		}
		n.Ask(a)
		if c.Show == "sparkline" {
			n.Ask(sparkAsks(k.s, c.m, k.c.By, c.whole)...)
		}
	}
}

// Build implements scope.Part.
func (k *memberTable) Build(b scope.Book) (report.Section, error) {
	all, total := k.lines(b)
	rows, hidden := k.worthShowing(all)
	sec := report.Section{Kind: "members", Title: k.title(), Note: k.s.Period(k.p)}
	if len(rows) == 0 {
		sec.Blocks = k.s.Nothing()
		return sec, nil
	}
	t := notation.NewSheet(k.s)
	k.order(rows)
	ranks := k.ranks(rows, members.Actual)
	k.readEarlier(b, rows)
	kept := k.fold(t, rows)
	k.chooseFormats(t, kept, total)
	table := &report.Table{Alt: k.alt(t, rows, total)}
	table.Columns = k.headings()
	for _, m := range append(slices.Clip(kept), total) {
		row := report.Row{Kind: m.Kind, Cells: []report.Cell{{Text: m.Label}}}
		for _, c := range k.columns {
			row.Cells = append(row.Cells, c.cell(m, total, ranks[c.at]))
		}
		table.Rows = append(table.Rows, row)
	}
	sec.Blocks = []report.Block{{Table: table}}
	if hidden > 0 {
		t.Note(k.s.Locale.Plural("foot.nothing", int64(hidden)))
	}
	k.notes(t, b, kept, total)
	t.Explain(&sec)
	return sec, nil
}

// readEarlier reads what columns show of earlier periods: ranks, and the values of sparklines.
func (k *memberTable) readEarlier(b scope.Book, rows []members.Line) {
	before := k.ranks(rows, func(f *metric.Figure) metric.Num { return f.PP })
	for i := range k.columns {
		c := &k.columns[i]
		c.before = before[i]
		if c.Show == "sparkline" && !c.isPastState() {
			c.spark = sparkValues(k.s, b, sparkAsks(k.s, c.m, k.c.By, c.whole))
		}
	}
}

// title is the title of the YAML, or one with the metrics and the dimension.
func (k *memberTable) title() string {
	var labels []string
	for i, c := range k.columns {
		label := prose.Tidy(c.m.Label)
		if i > 0 {
			label = k.s.Locale.Inline(label)
		}
		if !slices.ContainsFunc(k.columns[:i], func(before memberColumn) bool { return before.m == c.m }) {
			labels = append(labels, label)
		}
	}
	return k.s.Title(k.c.Title, "title.breakdown", k.s.ListFew(labels), k.s.Inline(k.c.By))
}

// lines returns the line of each member, with a figure for each column, and the line of the total. If a member has no
// rows in a column, an additive metric is zero there wherever the total has a number.
func (k *memberTable) lines(b scope.Book) (list []members.Line, total members.Line) {
	list, total = members.LinesByAsk(k.s, b, k.asks())
	total.Label = k.s.TotalName(k.columns[0].m)
	for _, m := range list {
		for i := range m.Figures {
			if m.Figures[i].Metric == nil {
				m.Figures[i] = members.FillMissing(m.Figures[i], &total.Figures[i])
			}
		}
	}
	return list, total
}

// worthShowing leaves out the lines without a value in any column. hidden counts the members among them.
func (k *memberTable) worthShowing(all []members.Line) (rows []members.Line, hidden int) {
	for _, m := range all {
		shows := slices.ContainsFunc(k.columns, func(c memberColumn) bool { return c.hasContent(&m.Figures[c.at]) })
		switch {
		case shows:
			rows = append(rows, m)
		case m.Kind == report.Body:
			hidden++
		}
	}
	return rows, hidden
}

// order sorts the lines by the column of the YAML, otherwise by the first one. Without a sort order in the YAML, a
// dimension with an order keeps it.
func (k *memberTable) order(rows []members.Line) {
	c, smallest := k.columns[0], k.columns[0].m.LowerBetter
	show := c.Show
	if name := k.c.Sort.Metric; name != "" {
		i := slices.IndexFunc(k.columns, func(c memberColumn) bool { return c.m.Name == name })
		show = cmp.Or(k.c.Sort.Show, "value")
		if at := slices.IndexFunc(k.columns, func(c memberColumn) bool { return c.m.Name == name && c.Show == show }); at >= 0 {
			i = at
		}
		c = k.columns[max(i, 0)]
		smallest = c.m.LowerBetter
		for i := range rows {
			rows[i].Place = 0
		}
	}
	if k.c.Sort.First != "" {
		smallest = k.c.Sort.First == "smallest"
	} else if show == "attainment" || show == "n" || show == "target" {
		smallest = false
	}
	members.RankBy(rows, func(m members.Line) metric.Num {
		n := columnNumber(show, &m.Figures[c.at])
		if smallest && n.OK() {
			return metric.NumOf(new(big.Rat).Neg(n.Rat))
		}
		return n
	}, func(m members.Line) bool { return show != "n" && m.Figures[c.at].HasFewRows() })
}

// ranks returns for each column the ranks of the members by a number, by key: the best is 1, and equal values have
// equal ranks. Members with too few rows have no rank.
func (k *memberTable) ranks(rows []members.Line, by func(*metric.Figure) metric.Num) []map[string]int {
	list := make([]map[string]int, len(k.columns))
	for i, c := range k.columns {
		list[i] = map[string]int{}
		for _, m := range rows {
			if c.isRanked(m, by) {
				rank := 1
				for _, other := range rows {
					if c.isRanked(other, by) && c.isBetter(by(&other.Figures[i]), by(&m.Figures[i])) {
						rank++
					}
				}
				list[i][m.Key] = rank
			}
		}
	}
	return list
}

// fold replaces the members beyond the limit by one line of their sums. Columns that are not additive are blank in it.
// If no column is additive, a footnote replaces the line.
func (k *memberTable) fold(t *notation.Sheet, rows []members.Line) []members.Line {
	limit := cmp.Or(k.c.Limit, memberLimit)
	body := len(rows)
	if rows[body-1].Kind == report.Unassigned {
		body--
	}
	if body <= limit+1 { // a line for one other member would need the same space
		return rows
	}
	rest, tail := rows[limit:body], rows[body:]
	out := slices.Clone(rows[:limit])
	if slices.ContainsFunc(k.columns, func(c memberColumn) bool { return c.m.AddsUp }) {
		out = append(out, k.others(rest))
	} else {
		t.Note(k.s.Word("foot.cut", k.s.Count(int64(limit)), k.s.Count(int64(body))))
	}
	return append(out, tail...)
}

// others is the line with the exact sums of members, for each column that is additive.
func (k *memberTable) others(rest []members.Line) members.Line {
	out := members.Line{Label: k.s.Locale.Plural("bar.others", int64(len(rest))), Several: true, Figures: make([]metric.Figure, len(k.columns))}
	for i, c := range k.columns {
		f := &out.Figures[i]
		of := func(pick func(*metric.Figure) metric.Num) metric.Num {
			nums := make([]metric.Num, len(rest))
			for j := range rest {
				nums[j] = pick(&rest[j].Figures[i])
			}
			return members.Sum(nums)
		}
		for _, m := range rest {
			f.N += m.Figures[i].N
		}
		if !c.m.AddsUp {
			continue
		}
		f.Metric = c.m
		f.AC, f.PL, f.PLToDate, f.PY = of(members.Actual), of(members.Objective), of(members.ToDate), of(members.LastYear)
		f.PP = of(func(f *metric.Figure) metric.Num { return f.PP })
		f.DeltaPL, f.DeltaPY, f.DeltaPP = metric.Sub(f.AC, f.PLToDate), metric.Sub(f.AC, f.PY), metric.Sub(f.AC, f.PP)
		f.DeltaPPPct = metric.Div(f.DeltaPP, notation.Magnitude(f.PP))
		f.DeltaPLPct, f.DeltaPYPct = metric.Div(f.DeltaPL, notation.Magnitude(f.PLToDate)), metric.Div(f.DeltaPY, notation.Magnitude(f.PY))
		f.Attainment = metric.Div(f.AC, f.PLToDate)
	}
	return out
}

// alt is the table's message: the member with the largest actual in the first column; "" if none has one.
func (k *memberTable) alt(t *notation.Sheet, rows []members.Line, total members.Line) string {
	c := k.columns[0]
	top := slices.MaxFunc(rows, func(a, b members.Line) int {
		x, y := a.Figures[c.at].AC, b.Figures[c.at].AC
		switch {
		case x.OK() && y.OK() && a.Kind == b.Kind:
			return x.Rat.Cmp(y.Rat)
		case x.OK() == y.OK():
			return cmp.Compare(b.Kind, a.Kind)
		case x.OK():
			return 1
		}
		return -1
	})
	if !top.Figures[c.at].AC.OK() {
		return ""
	}
	return scope.OneFullStop(k.s.Word("alt.breakdown", prose.Tidy(c.m.Label), k.s.Inline(k.c.By), top.Label, t.Full(c.m, top.Figures[c.at].AC), total.Label, t.Full(c.m, total.Figures[c.at].AC)))
}
