package metric

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/period"
)

// ident quotes a name of the user's for SQL.
func ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal quotes a text of the user's for SQL.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func literals(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = literal(s)
	}
	return strings.Join(quoted, ", ")
}

func date(d period.Date) string { return "DATE " + literal(d.String()) }

// within is the condition that a column lies in a period, half-open so that timestamps count too.
func within(column string, p period.Period) string {
	return fmt.Sprintf("%s >= %s and %s < %s", ident(column), date(p.Start), ident(column), date(p.End))
}

// withinAny is the condition that a column lies in one of some periods; true for no column.
func withinAny(column string, periods []period.Period) string {
	if column == "" {
		return "true"
	}
	list := make([]string, len(periods))
	for i, p := range periods {
		list[i] = within(column, p)
	}
	return strings.Join(list, " or ")
}

// expression puts a gated expression of the user's into a statement; the line break ends a trailing comment.
func expression(sql string) string { return "(" + sql + "\n)" }

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
