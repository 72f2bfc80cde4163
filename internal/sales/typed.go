package sales

import (
	"fmt"

	"bilan/internal/table"
)

// typedSQL returns SQL for a role's value in the type of the role's kind. kind is the type of its staged column.
// Amounts and numbers are exact: binary floats become decimals.
func typedSQL(r Role, kind table.Kind) string {
	column := "r." + table.Ident(r.Name)
	switch r.Kind {
	case "text", "key":
		return "nullif(trim(cast(" + column + " as varchar)), '')"
	case "day":
		return "cast(" + column + " as date)"
	case "amount", "number":
		return exactSQL(column, kind, 4)
	case "ratio":
		x := exactSQL(column, kind, 8)
		return fmt.Sprintf("case when (select max(abs(%[1]s)) from r) > 1 then %[1]s * 0.01 else %[1]s end", x)
	case "flag":
		return flagSQL(column, kind)
	case "month", "quarter", "year":
		return periodStartSQL(r.Kind, column, kind)
	}
	return column
}

func exactSQL(column string, kind table.Kind, digits int) string {
	switch kind {
	case table.Integer, table.Decimal:
		return column
	}
	return fmt.Sprintf("cast(%s as decimal(38,%d))", column, digits)
}

func flagSQL(column string, kind table.Kind) string {
	switch kind {
	case table.Bool:
		return "coalesce(" + column + ", false)"
	case table.Integer, table.Decimal, table.Real:
		return "coalesce(" + column + " <> 0, false)"
	}
	return inListSQL(column, []string{"oui", "o", "yes", "y", "vrai", "true", "1", "x", "ja", "si", "sim"})
}

// periodStartSQL returns SQL for the first day of a month, quarter or year that is written as a day or as 2026-01,
// 01/2026, 202601, 2026-Q1, T1 2026 or 2026. It is null for any other text.
func periodStartSQL(unit, column string, kind table.Kind) string {
	if kind == table.Date || kind == table.Timestamp {
		return fmt.Sprintf("cast(date_trunc('%s', cast(%s as date)) as date)", unit, column)
	}
	text := "trim(cast(" + column + " as varchar))"
	day := fmt.Sprintf("cast(try_strptime(%s, ['%%Y-%%m-%%d', '%%d/%%m/%%Y', '%%Y-%%m', '%%m/%%Y', '%%m-%%Y', '%%Y%%m', '%%Y/%%m']) as date)", text)
	year := fmt.Sprintf("try_cast(regexp_extract(%s, '((?:19|20)[0-9][0-9])', 1) as integer)", text)
	switch unit {
	case "month":
		return fmt.Sprintf("cast(date_trunc('month', %s) as date)", day)
	case "quarter":
		n := fmt.Sprintf("try_cast(regexp_extract(upper(%s), '[QT] ?([1-4])', 1) as integer)", text)
		return fmt.Sprintf("coalesce(make_date(%s, %s * 3 - 2, 1), cast(date_trunc('quarter', %s) as date))", year, n, day)
	}
	return fmt.Sprintf("make_date(%s, 1, 1)", year)
}
