package templates

import (
	"bilan/internal/locale"
	"bilan/report"
)

// table is a target table without its bullets.
type table struct {
	Columns []column
	Rows    []row
	LeftOut string // how many rows only the PDF has
	Caption string
}

type column struct {
	Label, Unit string
	Align       string // left | right | center
	Phone       bool   // kept on a narrow screen
}

type row struct {
	Total, Muted bool
	Cells        []cell
}

type cell struct {
	Text  string
	Tone  tone
	Head  bool // names the row
	Total bool
	column
}

// isTargetTable knows a target table by its columns.
func isTargetTable(t *report.Table) bool {
	for _, c := range t.Columns {
		if c.Kind == report.BulletColumn || c.Role != "" {
			return len(t.Rows) > 0
		}
	}
	return false
}

// newTable keeps the columns that are text and, of the rows, the first body rows, every total and the
// unassigned.
func newTable(t *report.Table, words *locale.Locale, most int) *table {
	out := &table{Caption: clip(t.Caption, 200)}
	kept := keptColumns(t.Columns)
	for _, i := range kept {
		out.Columns = append(out.Columns, newColumn(t.Columns[i], t.Columns))
	}
	leftOut, body := int64(0), 0
	for _, r := range t.Rows {
		if r.Kind == report.Body {
			if body++; body > most {
				leftOut++
				continue
			}
		}
		out.Rows = append(out.Rows, newRow(r, kept, out.Columns))
	}
	if leftOut > 0 {
		out.LeftOut = words.Plural("mail.left_out", leftOut)
	}
	return out
}

func keptColumns(columns []report.Column) (kept []int) {
	for i, c := range columns {
		if c.Kind == report.TextColumn {
			kept = append(kept, i)
		}
	}
	return kept
}

func newColumn(c report.Column, all []report.Column) column {
	out := column{Label: clip(c.Label, 60), Unit: clip(c.Unit, 20), Align: "left"}
	switch c.Align {
	case report.Right:
		out.Align = "right"
	case report.Center:
		out.Align = "center"
	}
	switch c.Role {
	case report.RoleName, report.RoleGap, report.RoleAttainment:
		out.Phone = true
	default:
		out.Phone = !hasRoles(all)
	}
	return out
}

func hasRoles(columns []report.Column) bool {
	for _, c := range columns {
		if c.Role != "" {
			return true
		}
	}
	return false
}

func newRow(r report.Row, kept []int, columns []column) row {
	out := row{Total: r.Kind == report.Total, Muted: r.Kind == report.Unassigned}
	for at, i := range kept {
		c := cell{column: columns[at], Head: at == 0, Total: out.Total}
		if i < len(r.Cells) {
			c.Text, c.Tone = clip(r.Cells[i].Text, 120), tone(r.Cells[i].Tone)
		}
		if out.Muted && c.Tone == 0 {
			c.Tone = tone(report.Muted)
		}
		out.Cells = append(out.Cells, c)
	}
	return out
}
