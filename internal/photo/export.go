package photo

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"bilan/internal/period"
	"bilan/internal/table"
)

// DayColumn is the name of the column with a photo's day in exported and imported files.
const DayColumn = "photo"

// Export writes a dataset's photos as CSV, with their day in the first column. onlyDay limits them to one day, such as
// 2026-11-27; "" means all.
func (s Store) Export(out io.Writer, dataset, onlyDay string) error {
	days, err := s.Days(dataset)
	if err != nil {
		return err
	}
	if onlyDay != "" {
		days = slices.DeleteFunc(days, func(d period.Date) bool { return d.String() != onlyDay })
	}
	if len(days) == 0 {
		return fmt.Errorf("there is no photo of %q to export (bilan photos lists them)", strings.TrimSpace(dataset+" "+onlyDay))
	}
	w := csv.NewWriter(out)
	var names []string
	for _, day := range days {
		p, err := s.At(dataset, day, day)
		if err != nil {
			return err
		}
		if present := columnNames(p.Rows.Columns); !slices.Equal(present, names) {
			if names != nil {
				return fmt.Errorf("the columns of %q change on %s: export the days one by one with --day", dataset, day)
			}
			names = present
			_ = w.Write(append([]string{DayColumn}, names...)) // w.Error returns the error at the end
		}
		for _, row := range p.Rows.Rows {
			_ = w.Write(append([]string{day.String()}, cellsAsText(row, p.Rows.Columns)...))
		}
	}
	w.Flush()
	return w.Error()
}

func columnNames(columns []table.Column) (names []string) {
	for _, c := range columns {
		names = append(names, c.Name)
	}
	return names
}

func cellsAsText(row []table.Cell, columns []table.Column) []string {
	list := make([]string, len(row))
	for i, cell := range row {
		switch v := cell.(type) {
		case nil:
		case time.Time:
			list[i] = v.Format(time.RFC3339)
			if columns[i].Kind == table.Date {
				list[i] = v.Format(time.DateOnly)
			}
		default:
			list[i] = fmt.Sprint(v)
		}
	}
	return list
}
