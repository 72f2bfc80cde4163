package sales

import (
	"bilan/internal/table"
	"fmt"
	"strings"
)

// From is one table of an entity: the dataset that holds its rows, and the SQL of each mapped role over them.
type From struct {
	Dataset string
	SQL     map[string]string
}

// Staged is the name under which an entity's rows stand with its roles as columns, untyped and as they are; its lines'
// too.
func Staged(e *Entity, of string) string {
	if e.Name == "lines" {
		return of + "/lines"
	}
	return of + "/rows"
}

// Stage is the SELECT of an entity's mapped rows, all tables one below the other.
func Stage(e *Entity, from []From) string {
	parts := make([]string, len(from))
	for i, f := range from {
		list := make([]string, len(e.Roles))
		for j, r := range e.Roles {
			list[j] = expression(f.SQL[r.Name]) + " as " + ident(r.Name)
		}
		parts[i] = "select " + strings.Join(list, ", ") + " from " + ident(f.Dataset)
		if e.Where != "" {
			parts[i] += " where " + expression(e.Where)
		}
	}
	return strings.Join(parts, " union all by name ")
}

// expression puts gated SQL of the user's into a statement; the line break ends a trailing comment.
func expression(sql string) string { return "(" + sql + "\n)" }

// Probe is a SELECT that asks one piece of SQL of a table; its first bytes are Bilan's own.
func Probe(dataset, sql string) (query string, before int) {
	const start = "select ("
	return fmt.Sprintf("%s%s\n) as x from %s", start, sql, ident(dataset)), len(start)
}

// Unread is a SELECT of a value of a role that is filled and cannot be read as its kind: one row, or none.
func Unread(e *Entity, r Role, kind table.Kind) string {
	return fmt.Sprintf("select r.%[1]s from %[2]s as r where r.%[1]s is not null and %[3]s is null order by 1 limit 1", ident(r.Name),
		ident(Staged(e, Dataset(e.Name))), typed(r, kind))
}

// Both is a SELECT of how many rows of a dataset two entities take for theirs.
func Both(a, b *Entity, dataset string) string {
	condition := "true"
	for _, e := range []*Entity{a, b} {
		if e.Where != "" {
			condition += " and " + expression(e.Where)
		}
	}
	return "select count(*) from " + ident(dataset) + " where " + condition
}
