package templates

import (
	"math/big"
	"slices"

	"bilan/internal/locale"
	"bilan/report"
)

// table is a target table with a bar per line instead of a bullet.
type table struct {
	Columns []column
	Rows    []row
	LeftOut string // sentence with the number of rows that only the PDF has
	Missing string // sentence with the columns that only the PDF has
	Phone   string // the same as Missing, for a phone
	Legend  []mark // the statuses whose marks are in the table
	Caption string

	heads     []heading // all text columns, including those that are left out
	onlyInPDF func(heads []string) string
}

// column is a column of the table in the mail.
type column struct {
	Label, Unit string
	Align       string // left | right | center
	Phone       bool   // kept on a narrow screen
	Bar         bool   // has bars and no text
	at          columnAt
	importance  int // rank of importance, from 0; bars included
}

type row struct {
	Total, Muted bool
	Cells        []cell
}

type cell struct {
	Text  string
	Tone  tone
	Mark  *mark // status of a share of the target, else nil
	Drawn *bar  // in a column of bars; nil for none
	Head  bool  // names the row
	Total bool
	column
}

// mark shows a status by a sign, so that it needs no colour.
type mark struct {
	Sign, Word string
	Tone       tone
}

// newMark returns the mark of a status, nil if there is none.
func newMark(status report.Tone, words *locale.Locale) *mark {
	switch status {
	case report.Good:
		return &mark{"✓", words.Word("status.on_track"), tone(status)}
	case report.Warn:
		return &mark{"!", words.Word("status.at_risk"), tone(status)}
	case report.Bad:
		return &mark{"✗", words.Word("status.off_track"), tone(status)}
	}
	return nil
}

// isTargetTable reports whether a table has rows and one of the columns of target tables.
func isTargetTable(t *report.Table) bool {
	for _, c := range t.Columns {
		if c.Kind == report.BulletColumn || c.Role != "" {
			return len(t.Rows) > 0
		}
	}
	return false
}

// newTable selects the columns that fit. It keeps size.rows body rows, and all totals and rows of no member.
func newTable(t *report.Table, words *locale.Locale, size limits) *table {
	d := drawing{t: t, words: words, chosenColumns: chooseColumns(t, size.bars), share: shareColumn(t), longest: longestShare(t)}
	out := &table{Caption: clip(t.Caption, 200), Missing: d.onlyInPDF(namesWithout(headings(t), d.desk)), Phone: d.onlyInPDF(namesWithout(headings(t), d.phone)), heads: headings(t), onlyInPDF: d.onlyInPDF}
	for _, i := range d.desk {
		c := d.column(i)
		c.at, c.importance = i, slices.Index(d.byImportance, i)
		out.Columns = append(out.Columns, c)
	}
	leftOut, body := int64(0), 0
	for _, r := range t.Rows {
		if r.Kind == report.Body {
			if body++; body > size.rows {
				leftOut++
				continue
			}
		}
		out.Rows = append(out.Rows, d.row(r, out.Columns))
	}
	if leftOut > 0 {
		out.LeftOut = words.Plural("mail.left_out", leftOut)
	}
	out.Legend = legend(out.Rows)
	return out
}

// drawing is a table that is being built.
type drawing struct {
	t     *report.Table
	words *locale.Locale
	chosenColumns
	share   int // index of the share column, −1 for none
	longest float64
}

// onlyInPDF is the sentence that lists the columns which are only in the PDF, "" for none.
func (d *drawing) onlyInPDF(heads []string) string {
	if len(heads) == 0 {
		return ""
	}
	return d.words.Word("mail.columns", d.words.List(heads))
}

func (d *drawing) column(i columnAt) column {
	phone := slices.Contains(d.phone, i)
	if i == bars {
		return column{Label: "| = " + d.words.Percent(big.NewRat(1, 1), 0), Align: "left", Phone: phone, Bar: true}
	}
	c := d.t.Columns[i]
	out := column{Label: clip(c.Label, 60), Unit: clip(c.Unit, 20), Align: "left", Phone: phone}
	switch c.Align {
	case report.Right:
		out.Align = "right"
	case report.Center:
		out.Align = "center"
	}
	return out
}

func (d *drawing) row(r report.Row, columns []column) row {
	out := row{Total: r.Kind == report.Total, Muted: r.Kind == report.Unassigned}
	for at, i := range d.desk {
		c := cell{column: columns[at], Head: at == 0, Total: out.Total}
		switch {
		case i == bars:
			c.Drawn = newBar(targetShare(d.t, r, d.share), d.longest)
		case int(i) < len(r.Cells):
			of := &r.Cells[i]
			c.Text, c.Tone, c.Mark = clip(of.Text, 120), tone(of.Tone), newMark(of.Status, d.words)
		}
		if c.Mark != nil { // the gap has the colour; a second colour for the share could contradict it
			c.Tone = tone(report.Neutral)
		}
		if out.Muted && c.Tone == 0 {
			c.Tone = tone(report.Muted)
		}
		out.Cells = append(out.Cells, c)
	}
	return out
}

// legend explains the marks in the rows, the best status first.
func legend(rows []row) (list []mark) {
	for _, status := range []report.Tone{report.Good, report.Warn, report.Bad} {
		for _, c := range slices.Concat(cellsOf(rows)...) {
			if c.Mark != nil && c.Mark.Tone == tone(status) {
				list = append(list, *c.Mark)
				break
			}
		}
	}
	return list
}

func cellsOf(rows []row) (list [][]cell) {
	for _, r := range rows {
		list = append(list, r.Cells)
	}
	return list
}

func hasRoles(columns []report.Column) bool {
	for _, c := range columns {
		if c.Role != "" {
			return true
		}
	}
	return false
}
