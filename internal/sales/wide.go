package sales

import (
	"fmt"

	"bilan/internal/locale"
	"bilan/internal/table"
)

// Since is SQL for the first day of a column's month. A heading without a year counts from the year that the rows name by SQL of a kind.
func Since(h locale.Heading, year string, kind table.Kind) string {
	if h.Year >= 1900 {
		return fmt.Sprintf("make_date(%d, %d, 1)", h.Year, h.Month)
	}
	return fmt.Sprintf("cast(%s + to_months(%d) as date)", since("year", "("+year+")", kind), h.Year*12+h.Month-1)
}
