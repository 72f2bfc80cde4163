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

// periodTable is a section with a line for each period. Each column shows one number of a metric.
type periodTable struct {
	memberTable
	c       *section.PeriodTable
	periods []period.Period // the complete periods of the lines, oldest first
	over    period.Period   // the period that the lines divide; zero if the YAML sets last instead
}

// NewPeriods prepares the table of periods. It fails if the YAML names something that does not exist.
func NewPeriods(s *scope.Scope, c *section.PeriodTable) (scope.Part, error) {
	k := &periodTable{memberTable: memberTable{s: s, c: &section.Members{}}, c: c}
	k.periods = k.linePeriods()
	k.p = k.span()
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

// linePeriods returns the complete periods of the lines, oldest first.
func (k *periodTable) linePeriods() []period.Period {
	end := k.s.Periods[0].End
	if k.c.Over.IsZero() {
		list := k.s.Calendar.Last(k.c.Last.N, k.c.Last.Unit, end)
		list[len(list)-1] = list[len(list)-1].Whole()
		return list
	}
	k.over = k.s.Calendar.Resolve(k.c.Over.Relative, end).Whole()
	return k.s.Parts(k.over, period.Unit(k.c.Per))
}

// firstUnknown is the first day that a column's metric does not cover yet.
func (k *periodTable) firstUnknown(c memberColumn) period.Date {
	end := k.s.Periods[0].End
	if cut := c.m.CutOff; !cut.IsZero() && cut.Before(end) {
		return cut
	}
	return end
}

// span is the time of all lines together.
func (k *periodTable) span() period.Period {
	if !k.over.Start.IsZero() {
		return k.over
	}
	first, last := k.periods[0], k.periods[len(k.periods)-1]
	return period.Period{Unit: first.Unit, Start: first.Start, End: last.Close, Close: last.Close}
}

// knownSpan is the time of all lines together, up to the last known day of a column's metric.
func (k *periodTable) knownSpan(c memberColumn) period.Period {
	p := k.span()
	if known := k.firstUnknown(c); known.Before(p.End) && p.Start.Before(known) {
		p.End = known
	}
	return p
}

// coveredTime is the time that a column covers in the line of the period at. It is false if a rolling span would end in
// the future.
func (k *periodTable) coveredTime(c memberColumn, at period.Period) (period.Period, bool) {
	known := k.firstUnknown(c)
	ahead := !at.Start.Before(known)
	switch {
	case c.sum.Span.N > 0 && ahead:
		return period.Period{}, false
	case c.sum.Span.N > 0:
		return k.s.RollingTo(c.sum.Span, earlier(known, at.Close)), true
	case c.sum.ToDate:
		at.Start = k.periods[0].Start
	}
	at.End = at.Close
	if !ahead && known.Before(at.Close) {
		at.End = known
	}
	return at, true
}

func earlier(a, b period.Date) period.Date {
	if a.Before(b) {
		return a
	}
	return b
}

// Needs implements scope.Part.
func (k *periodTable) Needs(n *scope.Needs) {
	for _, c := range k.columns {
		for _, at := range k.periods {
			if p, ok := k.coveredTime(c, at); ok {
				n.Ask(metric.Ask{Metric: c.m.Name, Period: p})
			}
		}
		if c.sum.IsZero() {
			n.Ask(metric.Ask{Metric: c.m.Name, Period: k.knownSpan(c)})
		}
	}
}

// Build implements scope.Part.
func (k *periodTable) Build(b scope.Book) (report.Section, error) {
	rows, total := k.readLines(b)
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
		table.Columns[i+1].Label = k.headingWithTime(c, table.Columns[i+1].Label)
	}
	for _, m := range append(slices.Clip(rows), total) {
		table.Rows = append(table.Rows, k.row(m, total))
	}
	if k.c.Lines == "metrics" {
		table = transposed(table, k.s.Word("column.metric"))
	}
	sec.Blocks = []report.Block{{Table: table}}
	k.remarks(t, b, rows, total)
	t.Explain(&sec)
	return sec, nil
}

// title is the title of the YAML, or one with the metrics and the unit of the lines.
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

// readLines returns a line for each period, with a figure for each column, and the line of the total. The total has no
// figures for columns of running sums.
func (k *periodTable) readLines(b scope.Book) (rows []members.Line, total members.Line) {
	total = members.Line{Label: k.totalName(), Kind: report.Total, Figures: make([]metric.Figure, len(k.columns))}
	names := k.lineNames()
	for i, at := range k.periods {
		line := members.Line{Label: names[i], Figures: make([]metric.Figure, len(k.columns))}
		for j, c := range k.columns {
			if p, ok := k.coveredTime(c, at); ok {
				line.Figures[j] = b.Answer(metric.Ask{Metric: c.m.Name, Period: p}).Total
			} else {
				line.Figures[j].AC = metric.NoNum(metric.NotYet)
			}
		}
		rows = append(rows, line)
	}
	for j, c := range k.columns {
		if c.sum.IsZero() {
			total.Figures[j] = b.Answer(metric.Ask{Metric: c.m.Name, Period: k.knownSpan(c)}).Total
		}
	}
	return rows, total
}

// totalName is the name of the total's line. If some periods are still in the future, it says up to which day it goes.
func (k *periodTable) totalName() string {
	if p := k.knownSpan(k.columns[0]); p.Open() && !k.over.Start.IsZero() {
		return k.s.Locale.Capital(k.s.Short(p))
	}
	return k.s.TotalName(k.columns[0].m)
}

// lineNames returns the names of the lines: their periods, with the year if a name would occur twice, and with a star
// if the period is open.
func (k *periodTable) lineNames() []string {
	list := make([]string, len(k.periods))
	seen := map[string]int{}
	for _, p := range k.periods {
		seen[k.s.Label(p)]++
	}
	for i, p := range k.periods {
		if list[i] = k.s.Label(p); seen[list[i]] > 1 {
			list[i] = k.s.ShortWithYear(p)
		}
		if end := k.s.Periods[0].End; p.Start.Before(end) && end.Before(p.Close) {
			list[i] += scope.Star
		}
	}
	return list
}

// headingWithTime is a column's heading with the time that its lines cover: "Cumul objectif", "CA (12 mois glissants)".
func (k *periodTable) headingWithTime(c memberColumn, heading string) string {
	switch {
	case prose.Tidy(c.Label) != "" || c.sum.IsZero():
		return heading
	case c.sum.ToDate:
		return k.s.Locale.Capital(k.s.Word("period.to_date", k.s.Locale.Inline(heading)))
	}
	return k.s.Word("period.dated", heading, k.s.Rolling(c.sum.Span))
}

// row is the line m of the table. A cell is blank if its number is only known in the future, and in the total of a
// column of running sums.
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

// transposed is the table with lines and columns exchanged. head is the heading of its first column.
func transposed(t *report.Table, head string) *report.Table {
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

// remarks adds the notes below the table: about open periods, few rows, the last known day, and targets.
func (k *periodTable) remarks(t *notation.Sheet, b scope.Book, rows []members.Line, total members.Line) {
	for _, p := range k.periods {
		if end := k.s.Periods[0].End; p.Start.Before(end) && end.Before(p.Close) {
			p.End = end
			t.Note(k.s.Unfinished(p))
		}
	}
	for _, c := range k.columns {
		members.NoteFew(t, c.m, c.onlyFigures(append(slices.Clip(rows), total)...))
		t.NoteKnownUntil(c.m, period.Period{Close: earlier(k.s.Periods[0].End, k.p.Close)})
		if c.Targeted() {
			members.TargetNotes(k.s, t, b, []period.Period{c.p}, members.ShownScenario{Metric: c.m, Scenario: metric.TargetScenario})
		}
	}
}

// alt is the text for a screen reader: the first column's actual in the first and last line that have one; "" for none.
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
