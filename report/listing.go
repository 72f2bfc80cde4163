package report

import (
	"fmt"

	"bilan/internal/table"
)

// Listing is what a table section lists, for those who go on reckoning: every row, also those that the page leaves out, without
// totals. A cell that is empty in the data is the zero Cell.
type Listing struct {
	Title   string
	Columns []Column
	Rows    [][]Cell
}

// Listings are those of the report's table sections, in their order.
func Listings(s *Scope, book Book) ([]Listing, error) {
	parts, err := s.parts()
	if err != nil {
		return nil, err
	}
	var list []Listing
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

func (k *listing) all(b Book) (Listing, error) {
	l := Listing{Title: k.s.title(k.c.Title, "title.table")}
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
				cells[i] = Cell{}
			}
		}
		l.Rows = append(l.Rows, cells)
	}
	return l, nil
}
