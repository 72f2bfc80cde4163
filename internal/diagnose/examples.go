package diagnose

import (
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/table"
)

// FormatRepeated lists values with their number of rows, which is the last column: "109526 ×2".
func FormatRepeated(t *table.Table) string {
	times := &table.Table{Rows: make([][]table.Cell, len(t.Rows))}
	for i, row := range t.Rows {
		n := len(row) - 1
		cells := make([]string, n)
		for j := range cells {
			cells[j] = loaded.CellText(row[j])
		}
		times.Rows[i] = []table.Cell{strings.Join(cells, " | ") + " ×" + loaded.CellText(row[n])}
	}
	return FormatExamples(times)
}

// FormatExamples writes the first rows of an answer for people.
func FormatExamples(t *table.Table) string {
	var list []string
	for i, row := range t.Rows {
		if i == 3 {
			list = append(list, "…")
			break
		}
		cells := make([]string, len(row))
		for j, c := range row {
			cells[j] = loaded.CellText(c)
		}
		list = append(list, strings.Join(cells, " | "))
	}
	return strings.Join(list, "; ")
}
