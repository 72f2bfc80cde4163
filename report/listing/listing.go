package listing

import (
	"fmt"

	"bilan/internal/table"
	"bilan/report"
	"bilan/report/notation"
	"bilan/report/scope"
)

// Listing returns the content of the table with all rows, including those that the page omits.
func (k *Table) Listing(b scope.Book) (report.Listing, error) {
	l := report.Listing{Title: k.s.Title(k.c.Title, "title.table")}
	data := b.Table(k.id)
	if data == nil {
		data = &table.Table{}
	}
	columns, err := k.columns(data)
	if err != nil {
		return l, fmt.Errorf("%s.table.%w", k.id, err)
	}
	for _, c := range columns {
		l.Columns = append(l.Columns, c.head())
	}
	if data, err = k.arrange(data); err != nil {
		return l, fmt.Errorf("%s.table.%w", k.id, err)
	}
	t := notation.NewSheet(k.s)
	for _, row := range data.Rows {
		cells := cells(t, columns, row).Cells
		for i, c := range columns {
			if row[c.at] == nil {
				cells[i] = report.Cell{}
			}
		}
		l.Rows = append(l.Rows, cells)
	}
	return l, nil
}
