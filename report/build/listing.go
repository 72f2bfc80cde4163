package build

import (
	"fmt"

	"bilan/internal/table"
	"bilan/report"
)

// Listings are those of the report's table sections, in their order.
func Listings(s *Scope, book Book) ([]report.Listing, error) {
	parts, err := s.parts()
	if err != nil {
		return nil, err
	}
	var list []report.Listing
	for _, p := range parts {
		k, ok := p.(*listing)
		if !ok {
			continue
		}
		l, err := k.all(book)
		if err != nil {
			return nil, fmt.Errorf("reports.%s.%w", s.Name, err)
		}
		list = append(list, l)
	}
	return list, nil
}

func (k *listing) all(b Book) (report.Listing, error) {
	l := report.Listing{Title: k.s.title(k.c.Title, "title.table")}
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
	if data, err = k.arranged(data); err != nil {
		return l, fmt.Errorf("%s.table.%w", k.id, err)
	}
	t := k.s.sheet()
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
