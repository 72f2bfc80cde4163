package sales

import (
	"fmt"

	"bilan/internal/locale"
	"bilan/internal/table"
)

// HeadingStartSQL returns SQL for the first day of a column's month or quarter, by its heading. For a heading without a
// year, the year comes from the SQL year, whose values have the given kind.
func HeadingStartSQL(h locale.Heading, year string, kind table.Kind) string {
	if h.Year >= 1900 {
		return fmt.Sprintf("make_date(%d, %d, 1)", h.Year, h.Month)
	}
	return fmt.Sprintf("cast(%s + to_months(%d) as date)", periodStartSQL("year", "("+year+")", kind), h.Year*12+h.Month-1)
}
