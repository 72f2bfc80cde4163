package query

import (
	"fmt"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
)

// Literals is a list of texts as quoted SQL literals, separated by commas.
func Literals(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = table.Literal(s)
	}
	return strings.Join(quoted, ", ")
}

// Date is a day as an SQL literal.
func Date(d period.Date) string { return "DATE " + table.Literal(d.String()) }

// WithinSQL is the SQL condition that a column of days or timestamps is in a period.
func WithinSQL(column string, p period.Period) string {
	return fmt.Sprintf("%s >= %s and %s < %s", table.Ident(column), Date(p.Start), table.Ident(column), Date(p.End))
}

// WithinAnySQL is the SQL condition that a column is in one of some periods; "true" if the column is "".
func WithinAnySQL(column string, periods []period.Period) string {
	if column == "" {
		return "true"
	}
	list := make([]string, len(periods))
	for i, p := range periods {
		list[i] = WithinSQL(column, p)
	}
	return strings.Join(list, " or ")
}

// Expression is an SQL expression of the YAML for use in a statement. The line break ends a comment in it.
func Expression(sql string) string { return "(" + sql + "\n)" }

// ColumnOr is a quoted column, or "null" if the name is "".
func ColumnOr(name string) string {
	if name == "" {
		return "null"
	}
	return table.Ident(name)
}
