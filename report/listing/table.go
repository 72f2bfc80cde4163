// Package listing makes the section that lists the rows of a query.
package listing

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/finding"
	"bilan/report/metric"
	"bilan/report/notation"
	"bilan/report/prose"
	"bilan/report/scope"
)

// tableLimit is the default number of rows that a table shows.
const tableLimit = 1000

// Table is a section with the rows of a query.
type Table struct {
	s  *scope.Scope
	c  *section.Table
	id string
}

// New returns the table. If its rows are a state that is not known for the report's time, it returns a section with the
// reason.
func New(s *scope.Scope, c *section.Table, id string) scope.Part {
	if state := s.Tables[id]; state.Past {
		return scope.UnknownSection{Kind: "table", Title: s.Title(c.Title, "title.table"), Reason: cmp.Or(state.Why, s.Word("state.past", s.Locale.Date(state.Read.Time()), s.When(s.Periods[0])))}
	}
	return &Table{s, c, id}
}

// Needs implements scope.Part.
func (k *Table) Needs(n *scope.Needs) {
	n.Tables = append(n.Tables, scope.TableNeed{ID: k.id, SQL: k.c.Query})
}

// Build implements scope.Part.
func (k *Table) Build(b scope.Book) (report.Section, error) {
	sec := report.Section{Kind: "table", Title: k.s.Title(k.c.Title, "title.table")}
	sec.Note = k.note()
	data := b.Table(k.id)
	if data == nil {
		sec.Blocks = k.s.Nothing()
		return sec, nil
	}
	if said := prose.Tidy(k.c.Empty); said != "" && len(data.Rows) == 0 {
		sec.Blocks = k.s.Sentence(said)
		return sec, nil
	}
	columns, err := k.columns(data)
	if err != nil {
		return sec, fmt.Errorf("%s.table.%w", k.id, err)
	}
	t := notation.NewSheet(k.s)
	out := &report.Table{}
	for _, c := range columns {
		out.Columns = append(out.Columns, c.head())
	}
	if data, err = k.arrange(data); err != nil {
		return sec, fmt.Errorf("%s.table.%w", k.id, err)
	}
	shown := k.printedRows(data)
	out.Caption = k.caption(len(data.Rows), len(shown))
	if k.s.Report.Layout.Pages() > 0 && k.c.Group == "" {
		for i := range shown {
			out.ShorterCaptions = append(out.ShorterCaptions, k.caption(len(data.Rows), i+1))
		}
	}
	for _, row := range shown {
		out.Rows = append(out.Rows, cells(t, columns, row))
	}
	sum, sums := k.total(data, columns)
	if sums {
		setRunningTotals(out.Rows, shown, columns)
	}
	if k.c.Group != "" {
		out.Rows = k.withSubtotals(t, data, shown, columns, out.Rows)
	}
	if sums {
		out.Rows = append(out.Rows, sum)
		if len(shown) == len(data.Rows) && slices.ContainsFunc(columns, func(c Field) bool { return c.totalDiffers(shown) }) {
			t.Note(k.s.Word("foot.rounded"))
		}
	}
	sec.Blocks = []report.Block{{Table: out}}
	t.Explain(&sec)
	says, err := k.sentence(data, columns)
	if err != nil {
		return sec, fmt.Errorf("%s.table.%w", k.id, err)
	}
	if says != nil {
		sec.Insights, out.Alt = []finding.Insight{*says}, says.Text
	}
	return sec, nil
}

// note is the section's note: the day of a past state, the note of the YAML, or the report's period if the query uses
// both its start and its end.
func (k *Table) note() string {
	if state, past := k.s.Tables[k.id]; past {
		return k.s.Word("state.read", k.s.Locale.Date(state.Read.Time()))
	}
	if note := prose.Tidy(k.c.Note); note != "" {
		return note
	}
	if strings.Contains(k.c.Query, ":period_start") && strings.Contains(k.c.Query, ":period_end") {
		return k.s.Period(k.s.Periods[0])
	}
	return ""
}

func (k *Table) limit() int {
	if k.c.Limit > 0 {
		return k.c.Limit
	}
	return tableLimit
}

// printedRows returns the rows to print: the first rows of the answer, or the first rows of each group.
func (k *Table) printedRows(data *table.Table) [][]table.Cell {
	group := data.Column(k.c.Group)
	if k.c.Group == "" || group < 0 {
		return data.Rows[:min(len(data.Rows), k.limit())]
	}
	var rows [][]table.Cell
	seen := map[string]int{}
	for _, row := range data.Rows {
		name := groupOf(row[group])
		if seen[name]++; seen[name] <= k.limit() && len(rows) < max(k.limit(), tableLimit) {
			rows = append(rows, row)
		}
	}
	return rows
}

func (k *Table) caption(rows, shown int) string {
	if rows > shown {
		return k.s.Word("caption.cut", k.s.Count(int64(shown)), k.s.Count(int64(rows)))
	}
	if rows == 0 {
		return k.s.Word("caption.rows.none")
	}
	return k.s.Locale.Plural("rows", int64(rows))
}

// columns returns the fields of the columns that the YAML names, or of all columns.
func (k *Table) columns(data *table.Table) ([]Field, error) {
	wanted := k.c.Columns
	if len(wanted) == 0 {
		for _, c := range data.Columns {
			wanted = append(wanted, section.TableColumn{Column: c.Name})
		}
	}
	list := make([]Field, len(wanted))
	for i, w := range wanted {
		at := data.Column(w.Column)
		if at < 0 {
			return nil, fmt.Errorf("columns[%d].column: the answer has no column %q (it has %s)", i, w.Column, columnNames(data))
		}
		list[i] = NewField(k.s, w, data.Columns[at], at).Fit(data.Rows)
	}
	return list, nil
}

func columnNames(data *table.Table) string {
	list := make([]string, len(data.Columns))
	for i, c := range data.Columns {
		list[i] = c.Name
	}
	return strings.Join(list, ", ")
}

func cells(t *notation.Sheet, columns []Field, row []table.Cell) report.Row {
	out := report.Row{Cells: make([]report.Cell, len(columns))}
	for i, c := range columns {
		out.Cells[i] = report.Cell{Text: c.text(t, row[c.at]), Exact: c.exact(row[c.at])}
		if tone := c.judge(row[c.at]); tone != report.Neutral {
			out.Cells[i].Tone, out.Cells[i].Status = tone, tone
			out.Cells[i].Alt = out.Cells[i].Text + ", " + toneWord(c.s, tone)
		}
	}
	return out
}

// judge is the tone of a number by the column's conditions; Neutral if it meets none.
func (f Field) judge(c table.Cell) report.Tone {
	r, ok := table.Rat(c)
	if !ok {
		return report.Neutral
	}
	st := f.c.Status
	for _, of := range []struct {
		condition string
		tone      report.Tone
	}{{st.OffTrack, report.Bad}, {st.AtRisk, report.Warn}, {st.OnTrack, report.Good}} {
		if of.condition != "" && scalar.Satisfies(of.condition, r) {
			return of.tone
		}
	}
	return report.Neutral
}

// toneWord is the word for the status with this tone; "" if there is none.
func toneWord(s *scope.Scope, t report.Tone) string {
	for _, st := range []metric.Status{metric.OnTrack, metric.AtRisk, metric.OffTrack} {
		if word, tone := s.Status(st); tone == t {
			return word
		}
	}
	return ""
}

// total returns the row with the totals over all rows, including those that are not printed; false if no column has
// one.
func (k *Table) total(data *table.Table, columns []Field) (report.Row, bool) {
	row, any := report.Row{Kind: report.Total, Cells: make([]report.Cell, len(columns))}, false
	for i, c := range columns {
		if c.hasTotal() {
			whole := sum(data.Rows, c.at)
			row.Cells[i] = report.Cell{Text: c.number(whole), Exact: c.exactNumber(whole)}
			any = true
		}
	}
	if !any || len(data.Rows) == 0 {
		return report.Row{}, false
	}
	if row.Cells[0].Text == "" {
		row.Cells[0].Text = k.s.Word("total")
	}
	return row, true
}

// setRunningTotals sets in each row the running totals including it, for a table that continues on another page.
func setRunningTotals(out []report.Row, rows [][]table.Cell, columns []Field) {
	for at, c := range columns {
		if !c.hasTotal() {
			continue
		}
		s := new(big.Rat)
		for i, row := range rows {
			if r, ok := table.Rat(row[c.at]); ok {
				s.Add(s, r)
			}
			if out[i].Carried == nil {
				out[i].Carried = make([]string, len(columns))
			}
			out[i].Carried[at] = c.number(s)
		}
	}
}

// sum is the exact sum of the column at; empty cells count as zero.
func sum(rows [][]table.Cell, at int) *big.Rat {
	s := new(big.Rat)
	for _, row := range rows {
		if r, ok := table.Rat(row[at]); ok {
			s.Add(s, r)
		}
	}
	return s
}
