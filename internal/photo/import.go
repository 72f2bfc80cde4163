package photo

import (
	"fmt"
	"slices"

	"bilan/internal/period"
	"bilan/internal/table"
)

// History names the columns with days in a file: Day for the day of a photo, or From and Until for the days between which
// a row is valid, Until excluded.
type History struct{ Day, From, Until string }

// Import imports the rows of a CSV file, day by day up to yesterday, and returns the number of days with a new photo.
// Days with a photo are not changed. The columns and their types are those of the dataset's newest photo.
func (s Store) Import(dataset, file string, h History, today period.Date) (n int, err error) {
	last, _, ok, err := s.Last(dataset)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, fmt.Errorf("%q has no photo yet, from which the import takes its columns: run bilan photos take first", dataset)
	}
	newest, err := s.At(dataset, last, last)
	if err != nil {
		return 0, err
	}
	rows, err := readHistory(file, newest.Rows.Columns, h)
	if err != nil {
		return 0, err
	}
	taken, err := s.Days(dataset)
	if err != nil {
		return 0, err
	}
	return s.takeMissing(dataset, newest.Rows.Columns, rows, taken, today)
}

// validRow is a row and the days on which it was valid: [from, until), or from on if until is zero.
type validRow struct {
	from, until period.Date
	cells       []table.Cell
}

// takeMissing makes a photo of each day before today that the rows cover and that has none.
func (s Store) takeMissing(dataset string, columns []table.Column, rows []validRow, taken []period.Date, today period.Date) (n int, err error) {
	if len(rows) == 0 {
		return 0, nil
	}
	first := slices.MinFunc(rows, func(a, b validRow) int { return a.from.Compare(b.from) }).from
	for day := first; day.Before(today); day = day.AddDays(1) {
		if slices.Contains(taken, day) {
			continue
		}
		t := &table.Table{Columns: columns}
		for _, r := range rows {
			if !day.Before(r.from) && (r.until.IsZero() || day.Before(r.until)) {
				t.Rows = append(t.Rows, r.cells)
			}
		}
		if len(t.Rows) == 0 {
			continue
		}
		if err := s.Take(dataset, day, day.Time(), t); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
