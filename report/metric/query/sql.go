package query

import (
	"fmt"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
)

// Literals quotes texts of the user's for SQL, between commas.
func Literals(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = table.Literal(s)
	}
	return strings.Join(quoted, ", ")
}

// Date writes a day for SQL.
func Date(d period.Date) string { return "DATE " + table.Literal(d.String()) }

// Within is the condition that a column is in a period, half-open so that timestamps count too.
func Within(column string, p period.Period) string {
	return fmt.Sprintf("%s >= %s and %s < %s", table.Ident(column), Date(p.Start), table.Ident(column), Date(p.End))
}

// WithinAny is the condition that a column is in one of some periods; true for no column.
func WithinAny(column string, periods []period.Period) string {
	if column == "" {
		return "true"
	}
	list := make([]string, len(periods))
	for i, p := range periods {
		list[i] = Within(column, p)
	}
	return strings.Join(list, " or ")
}

// Expression puts a gated expression of the user's into a statement; the line break ends a trailing comment.
func Expression(sql string) string { return "(" + sql + "\n)" }

// ColumnOr is a column, null if there is none.
func ColumnOr(name string) string {
	if name == "" {
		return "null"
	}
	return table.Ident(name)
}
