package guess

import (
	"fmt"
	"strings"
)

// listUnread lists the tables and columns that the draft does not use.
func (d *Draft) listUnread(rest []*Table) {
	for _, e := range d.Entities {
		for _, part := range []*Entity{e, e.Lines} {
			if part == nil || d.tableListedBefore(part) {
				continue
			}
			var columns []string
			for _, c := range part.table.Columns {
				switch {
				case c.Filled == 0:
					columns = append(columns, c.Name+" (empty)")
				case !d.uses(part.table, c.Name):
					columns = append(columns, c.Name)
				}
			}
			if len(columns) > 0 {
				d.Unread = append(d.Unread, fmt.Sprintf("%s: no role was found for %s", part.table.qualifiedName(), strings.Join(columns, ", ")))
			}
		}
	}
	for _, t := range rest {
		if d.usesTable(t) {
			continue
		}
		names := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			names[i] = c.Name
		}
		d.Unread = append(d.Unread, fmt.Sprintf("%s (%d rows) was not recognised as an entity: %s", t.qualifiedName(), t.Rows, shortList(names)))
	}
}

// tableListedBefore reports whether an earlier entity of the draft has the same table.
func (d *Draft) tableListedBefore(e *Entity) bool {
	for _, o := range d.Entities {
		if o == e {
			return false
		}
		if o.table == e.table {
			return true
		}
	}
	return false
}

func (d *Draft) usesTable(t *Table) bool {
	for _, e := range d.Entities {
		if e.table == t || e.Lines != nil && e.Lines.table == t {
			return true
		}
	}
	return false
}

// uses reports whether a role or a condition of the draft uses a column.
func (d *Draft) uses(t *Table, column string) bool {
	for _, e := range d.Entities {
		for _, part := range []*Entity{e, e.Lines} {
			if part == nil || part.table != t {
				continue
			}
			if strings.Contains(part.Where, ident(column)) {
				return true
			}
			for _, r := range part.Roles {
				if r.Text == column || t.Column(r.Text) == nil && strings.Contains(r.Text, ident(column)) {
					return true
				}
			}
		}
	}
	return false
}
