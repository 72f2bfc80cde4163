package membertable

import (
	"cmp"
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

// periodTable is a line per period and a column per metric, with what it covers and is compared with.
type periodTable struct {
	memberTable
	c       *section.PeriodTable
	periods []period.Period // uncut, the oldest first
	over    period.Period   // whose parts they are; zero with last
}

// NewPeriods prepares the table of periods. It fails if the YAML names something that does not exist.
func NewPeriods(s *scope.Scope, c *section.PeriodTable) (scope.Part, error) {
	k := &periodTable{memberTable: memberTable{s: s, c: &section.Members{}}, c: c}
	k.periods = k.axis()
	k.p = k.whole()
	for i, col := range c.Columns {
		m, err := s.Metric(fmt.Sprintf("period_table.columns[%d].metric", i), col.Metric)
		if err != nil {
			return nil, err
		}
		if m.Date == "" {
			return nil, fmt.Errorf("period_table.columns[%d].metric: %q has no date column, so it has no past to show (add date: to it, or name another metric)", i, col.Metric)
		}
		own := section.MemberColumn{Metric: col.Metric, Show: cmp.Or(col.Show, "value"), Label: col.Label}
		k.columns = append(k.columns, memberColumn{MemberColumn: own, s: s, m: m, p: k.p, whole: k.p, at: i, sum: col.Sum})
	}
	return k, nil
}

// axis are the periods of the lines.
func (k *periodTable) axis() []period.Period {
	end := k.s.Periods[0].End
	if k.c.Over.IsZero() {
		list := k.s.Calendar.Last(k.c.Last.N, k.c.Last.Unit, end)
		list[len(list)-1] = list[len(list)-1].Whole()
		return list
	}
	k.over = k.s.Calendar.Resolve(k.c.Over.Relative, end).Whole()
	return k.s.Parts(k.over, period.Unit(k.c.Per))
}

// known is the first day that is not known of a column's metric.
func (k *periodTable) known(c memberColumn) period.Date {
	end := k.s.Periods[0].End
	if cut := c.m.CutOff; !cut.IsZero() && cut.Before(end) {
		return cut
	}
	return end
}

// whole is the periods together.
func (k *periodTable) whole() period.Period {
	if !k.over.Start.IsZero() {
		return k.over
	}
	first, last := k.periods[0], k.periods[len(k.periods)-1]
	return period.Period{Unit: first.Unit, Start: first.Start, End: last.Close, Close: last.Close}
}

// all is the periods together, up to the last day that is known of a column's metric.
func (k *periodTable) all(c memberColumn) period.Period {
	p := k.whole()
	if known := k.known(c); known.Before(p.End) && p.Start.Before(known) {
		p.End = known
	}
	return p
}

// covered is what a column covers in the line of a period; false where a rolling span would end in the future.
func (k *periodTable) covered(c memberColumn, at period.Period) (period.Period, bool) {
	known := k.known(c)
	ahead := !at.Start.Before(known)
	switch {
	case c.sum.Span.N > 0 && ahead:
		return period.Period{}, false
	case c.sum.Span.N > 0:
		return k.s.RollingTo(c.sum.Span, sooner(known, at.Close)), true
	case c.sum.ToDate:
		at.Start = k.periods[0].Start
	}
	at.End = at.Close
	if !ahead && known.Before(at.Close) {
		at.End = known
	}
	return at, true
}

func sooner(a, b period.Date) period.Date {
	if a.Before(b) {
		return a
	}
	return b
}

// Needs implements scope.Part.
func (k *periodTable) Needs(n *scope.Needs) {
	for _, c := range k.columns {
		for _, at := range k.periods {
			if p, ok := k.covered(c, at); ok {
				n.Ask(metric.Ask{Metric: c.m.Name, Period: p})
			}
		}
		if c.sum.IsZero() {
			n.Ask(metric.Ask{Metric: c.m.Name, Period: k.all(c)})
		}
	}
}

// Build implements scope.Part.
func (k *periodTable) Build(b scope.Book) (report.Section, error) {
	rows, total := k.read(b)
	sec := report.Section{Kind: "period_table", Title: k.title(), Note: k.s.Span(k.periods)}
	if !slices.ContainsFunc(rows, func(m members.Line) bool {
		return members.AnyKnown(m.Figures, members.Actual) || members.AnyKnown(m.Figures, members.ToDate)
	}) {
		sec.Blocks = k.s.Nothing()
		return sec, nil
	}
	t := notation.NewSheet(k.s)
	k.chooseFormats(t, rows, total)
	table := &report.Table{Alt: k.alt(t, rows), Columns: k.headings()}
	table.Columns[0].Label = k.s.Word("column.period")
	for i, c := range k.columns {
		table.Columns[i+1].Label = k.covers(c, table.Columns[i+1].Label)
	}
	for _, m := range append(slices.Clip(rows), total) {
		table.Rows = append(table.Rows, k.row(m, total))
	}
	if k.c.Lines == "metrics" {
		table = turned(table, k.s.Word("column.metric"))
	}
	sec.Blocks = []report.Block{{Table: table}}
	k.remarks(t, b, rows, total)
	t.Explain(&sec)
	return sec, nil
}

// title is the YAML's, or the metrics by the unit of the lines.
func (k *periodTable) title() string {
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
	return k.s.Title(k.c.Title, "title.trend."+string(k.periods[0].Unit), k.s.ListFew(labels))
}

// read are the lines with a figure per column, and the total of the columns whose lines are periods by themselves.
func (k *periodTable) read(b scope.Book) (rows []members.Line, total members.Line) {
	total = members.Line{Label: k.totalName(), Kind: report.Total, Figures: make([]metric.Figure, len(k.columns))}
	names := k.names()
	for i, at := range k.periods {
		line := members.Line{Label: names[i], Figures: make([]metric.Figure, len(k.columns))}
		for j, c := range k.columns {
			if p, ok := k.covered(c, at); ok {
				line.Figures[j] = b.Answer(metric.Ask{Metric: c.m.Name, Period: p}).Total
			} else {
				line.Figures[j].AC = metric.NoNum(metric.NotYet)
			}
		}
		rows = append(rows, line)
	}
	for j, c := range k.columns {
		if c.sum.IsZero() {
			total.Figures[j] = b.Answer(metric.Ask{Metric: c.m.Name, Period: k.all(c)}).Total
		}
	}
	return rows, total
}

// totalName is how far the total goes, if some of its periods are to come.
func (k *periodTable) totalName() string {
	if p := k.all(k.columns[0]); p.Open() && !k.over.Start.IsZero() {
		return k.s.Locale.Capital(k.s.Short(p))
	}
	return k.s.TotalName(k.columns[0].m)
}

// names are the periods with a star on the one that is not over, and with the year if a name would occur twice.
func (k *periodTable) names() []string {
	list := make([]string, len(k.periods))
	seen := map[string]int{}
	for _, p := range k.periods {
		seen[k.s.Label(p)]++
	}
	for i, p := range k.periods {
		if list[i] = k.s.Label(p); seen[list[i]] > 1 {
			list[i] = k.s.Dated(p)
		}
		if end := k.s.Periods[0].End; p.Start.Before(end) && end.Before(p.Close) {
			list[i] += scope.Star
		}
	}
	return list
}

// covers is a column's heading with what its lines cover: "Cumul objectif", "CA (12 mois glissants)".
func (k *periodTable) covers(c memberColumn, heading string) string {
	switch {
	case prose.Tidy(c.Label) != "" || c.sum.IsZero():
		return heading
	case c.sum.ToDate:
		return k.s.Locale.Capital(k.s.Word("period.to_date", k.s.Locale.Inline(heading)))
	}
	return k.s.Word("period.dated", heading, k.s.Rolling(c.sum.Span))
}

// row leaves blank what is to come, and the total of columns that are sums already.
func (k *periodTable) row(m, total members.Line) report.Row {
	row := report.Row{Kind: m.Kind, Cells: []report.Cell{{Text: m.Label}}}
	for _, c := range k.columns {
		f := m.Figures[c.at]
		cell := report.Cell{}
		if n := columnNumber(c.Show, &f); f.Metric != nil && (n.OK() || f.AC.State != metric.NotYet) {
			cell = c.cell(m, total, nil)
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

// turned is the table with a line for each of its columns.
func turned(t *report.Table, head string) *report.Table {
	out := &report.Table{Alt: t.Alt, Columns: []report.Column{{Label: head, Grow: 1, Role: report.RoleName}}}
	for _, row := range t.Rows {
		out.Columns = append(out.Columns, report.Column{Label: row.Cells[0].Text, Align: report.Right})
	}
	for i, col := range t.Columns[1:] {
		label := col.Label
		if col.Unit != "" {
			label += ", " + col.Unit
		}
		line := report.Row{Cells: []report.Cell{{Text: label}}}
		for _, row := range t.Rows {
			line.Cells = append(line.Cells, row.Cells[i+1])
		}
		out.Rows = append(out.Rows, line)
	}
	return out
}

// remarks are the notes below the table.
func (k *periodTable) remarks(t *notation.Sheet, b scope.Book, rows []members.Line, total members.Line) {
	for _, p := range k.periods {
		if end := k.s.Periods[0].End; p.Start.Before(end) && end.Before(p.Close) {
			p.End = end
			t.Note(k.s.Unfinished(p))
		}
	}
	for _, c := range k.columns {
		members.NoteFew(t, c.m, c.onlyFigures(append(slices.Clip(rows), total)...))
		t.NoteKnownUntil(c.m, period.Period{Close: sooner(k.s.Periods[0].End, k.p.Close)})
		if c.Targeted() {
			members.TargetNotes(k.s, t, b, []period.Period{c.p}, members.ShownScenario{Metric: c.m, Scenario: metric.TargetScenario})
		}
	}
}

// alt is the first metric from the first to the last known line.
func (k *periodTable) alt(t *notation.Sheet, rows []members.Line) string {
	c := k.columns[0]
	var first, last *members.Line
	for i := range rows {
		if rows[i].Figures[0].AC.OK() {
			if first == nil {
				first = &rows[i]
			}
			last = &rows[i]
		}
	}
	if first == nil {
		return ""
	}
	at := func(m *members.Line) string { return k.s.Word("alt.at", t.Full(c.m, m.Figures[0].AC), m.Label) }
	return scope.OneFullStop(k.s.Word("alt.year", prose.Tidy(c.m.Label), at(first), at(last)))
}
