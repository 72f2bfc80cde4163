package build

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
	"bilan/internal/table"
	"bilan/report"
	"bilan/report/metric"
)

// tableLimit is how many rows a table shows when the YAML does not say.
const tableLimit = 1000

// listing is the answer of any SELECT.
type listing struct {
	s  *Scope
	c  *section.Table
	id string
}

// newListing is the table or, where its rows are a state of a time of which it is not known, the reason.
func newListing(s *Scope, c *section.Table, id string) part {
	if state := s.Tables[id]; state.Past {
		return replaced{"table", s.title(c.Title, "title.table"), s.word("state.past", s.Locale.Date(state.Read.Time()), s.when(s.Periods[0]))}
	}
	return &listing{s, c, id}
}

func (k *listing) needs(n *Needs) { n.Tables = append(n.Tables, TableNeed{k.id, k.c.Query}) }

func (k *listing) build(b Book) (report.Section, error) {
	sec := report.Section{Kind: "table", Title: k.s.title(k.c.Title, "title.table")}
	sec.Note = k.note()
	data := b.Table(k.id)
	if data == nil {
		sec.Blocks = k.s.nothing()
		return sec, nil
	}
	columns, err := k.columns(data)
	if err != nil {
		return sec, fmt.Errorf("%s.table.%w", k.id, err)
	}
	t := k.s.sheet()
	out := &report.Table{}
	for _, c := range columns {
		out.Columns = append(out.Columns, c.head())
	}
	if data, err = k.arranged(data); err != nil {
		return sec, fmt.Errorf("%s.table.%w", k.id, err)
	}
	shown := k.shown(data)
	out.Caption = k.caption(len(data.Rows), len(shown))
	for _, row := range shown {
		out.Rows = append(out.Rows, cells(t, columns, row))
	}
	sum, sums := k.total(data, columns)
	if sums {
		carry(out.Rows, shown, columns)
	}
	if k.c.Group != "" {
		out.Rows = k.grouped(t, data, shown, columns, out.Rows)
	}
	if sums {
		out.Rows = append(out.Rows, sum)
		if len(shown) == len(data.Rows) && slices.ContainsFunc(columns, func(c field) bool { return c.misses(shown) }) {
			t.note(k.s.word("foot.rounded"))
		}
	}
	sec.Blocks = []report.Block{{Table: out}}
	t.explain(&sec)
	return sec, nil
}

// note is the day of a past state, else the YAML's, or the report's period where the query is about it from its first to its last day.
func (k *listing) note() string {
	if state, past := k.s.Tables[k.id]; past {
		return k.s.word("state.read", k.s.Locale.Date(state.Read.Time()))
	}
	if note := tidy(k.c.Note); note != "" {
		return note
	}
	if strings.Contains(k.c.Query, ":period_start") && strings.Contains(k.c.Query, ":period_end") {
		return k.s.period(k.s.Periods[0])
	}
	return ""
}

func (k *listing) limit() int {
	if k.c.Limit > 0 {
		return k.c.Limit
	}
	return tableLimit
}

// shown are the rows that have a line: the first ones or, of groups, the first ones of each.
func (k *listing) shown(data *table.Table) [][]table.Cell {
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

func (k *listing) caption(rows, shown int) string {
	if rows > shown {
		return k.s.word("caption.cut", k.s.count(int64(shown)), k.s.count(int64(rows)))
	}
	if rows == 0 {
		return k.s.word("caption.rows.none")
	}
	return k.s.Locale.Plural("rows", int64(rows))
}

// columns are those the YAML names, or all.
func (k *listing) columns(data *table.Table) ([]field, error) {
	wanted := k.c.Columns
	if len(wanted) == 0 {
		for _, c := range data.Columns {
			wanted = append(wanted, section.TableColumn{Column: c.Name})
		}
	}
	list := make([]field, len(wanted))
	for i, w := range wanted {
		at := data.Column(w.Column)
		if at < 0 {
			return nil, fmt.Errorf("columns[%d].column: the answer has no column %q (it has %s)", i, w.Column, names(data))
		}
		list[i] = k.s.field(w, data.Columns[at], at).fit(data.Rows)
	}
	return list, nil
}

func names(data *table.Table) string {
	list := make([]string, len(data.Columns))
	for i, c := range data.Columns {
		list[i] = c.Name
	}
	return strings.Join(list, ", ")
}

func cells(t *sheet, columns []field, row []table.Cell) report.Row {
	out := report.Row{Cells: make([]report.Cell, len(columns))}
	for i, c := range columns {
		out.Cells[i] = report.Cell{Text: c.text(t, row[c.at]), Exact: c.exact(row[c.at])}
		if tone := c.judge(row[c.at]); tone != report.Neutral {
			out.Cells[i].Tone, out.Cells[i].Status = tone, tone
			out.Cells[i].Alt = out.Cells[i].Text + ", " + c.s.toneWord(tone)
		}
	}
	return out
}

// judge is the status of a number by the column's conditions, Neutral where none holds.
func (f field) judge(c table.Cell) report.Tone {
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

// toneWord is a status in words.
func (s *Scope) toneWord(t report.Tone) string {
	for _, st := range []metric.Status{metric.OnTrack, metric.AtRisk, metric.OffTrack} {
		if word, tone := s.status(st); tone == t {
			return word
		}
	}
	return ""
}

// total sums the columns that ask for it, over all rows, also those beyond the limit.
func (k *listing) total(data *table.Table, columns []field) (report.Row, bool) {
	row, any := report.Row{Kind: report.Total, Cells: make([]report.Cell, len(columns))}, false
	for i, c := range columns {
		if c.sums() {
			whole := sum(data.Rows, c.at)
			row.Cells[i] = report.Cell{Text: c.number(whole), Exact: c.exactly(whole)}
			any = true
		}
	}
	if !any || len(data.Rows) == 0 {
		return report.Row{}, false
	}
	if row.Cells[0].Text == "" {
		row.Cells[0].Text = k.s.word("total")
	}
	return row, true
}

// carry writes into each row the sums up to and with it, for a table that runs over several pages.
func carry(out []report.Row, rows [][]table.Cell, columns []field) {
	for at, c := range columns {
		if !c.sums() {
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

// sum is exact; nulls are nothing.
func sum(rows [][]table.Cell, at int) *big.Rat {
	s := new(big.Rat)
	for _, row := range rows {
		if r, ok := table.Rat(row[at]); ok {
			s.Add(s, r)
		}
	}
	return s
}
