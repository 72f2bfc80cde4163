package sheet

import (
	"fmt"
	"strings"

	"bilan/internal/locale"
	"bilan/report"
)

// Rows writes the rows of a listing as CSV, with exact numbers, days and times. Per cents are written as ratios, as in
// the data.
func Rows(lang string, l report.Listing) ([]byte, error) {
	loc, err := locale.For(lang)
	if err != nil {
		return nil, fmt.Errorf("write rows: %w", err)
	}
	r := newReader(loc)
	var heads []cell
	for _, c := range l.Columns {
		heads = append(heads, textCell(head(c)))
	}
	rows := [][]cell{heads}
	for _, line := range l.Rows {
		row := make([]cell, len(line))
		for i, c := range line {
			if row[i] = textCell(c.Text); c.Exact != nil {
				row[i] = r.exactCell(c.Exact, c.Text)
			}
		}
		rows = append(rows, row)
	}
	return r.csv(rows)
}

// head is a column's name with its unit, but without "%", because the column then has ratios.
func head(c report.Column) string {
	return strings.TrimSpace(c.Label + " " + strings.TrimPrefix(c.Unit, "%"))
}
