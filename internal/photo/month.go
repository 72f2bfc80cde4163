package photo

import (
	"slices"
	"strings"
	"time"

	"bilan/internal/period"
	"bilan/internal/table"
)

// month is the photos of a dataset in one month. A row that is in several photos is held once.
type month struct {
	rows   []string // the texts of the rows
	photos []dayPhoto
}

// dayPhoto is one photo of a month.
type dayPhoto struct {
	day     period.Date
	taken   time.Time
	columns string // the output of writeColumns
	rows    []int  // the indices of its rows in month.rows, sorted
}

// setPhoto adds the photo of a day, or replaces it.
func (m *month) setPhoto(day period.Date, taken time.Time, t *table.Table) error {
	s := dayPhoto{day: day, taken: taken, columns: writeColumns(t.Columns)}
	at, found := slices.BinarySearchFunc(m.photos, day, func(s dayPhoto, d period.Date) int { return s.day.Compare(d) })
	if found {
		m.photos = slices.Delete(m.photos, at, at+1)
	}
	known := m.rowIndices(at)
	for _, row := range t.Rows {
		text, err := writeRow(row, t.Columns)
		if err != nil {
			return err
		}
		if list := known[text]; len(list) > 0 {
			s.rows, known[text] = append(s.rows, list[0]), list[1:]
			continue
		}
		s.rows = append(s.rows, len(m.rows))
		m.rows = append(m.rows, text)
	}
	slices.Sort(s.rows)
	m.photos = slices.Insert(m.photos, at, s)
	return nil
}

// rowIndices returns by text the indices of the rows in the photo before at, and then in the photo at.
func (m *month) rowIndices(at int) map[string][]int {
	known, used := map[string][]int{}, make([]bool, len(m.rows))
	for _, i := range []int{at - 1, at} {
		if i < 0 || i >= len(m.photos) {
			continue
		}
		for _, place := range m.photos[i].rows {
			if !used[place] {
				used[place] = true
				known[m.rows[place]] = append(known[m.rows[place]], place)
			}
		}
	}
	return known
}

// photo returns a photo of the month with its rows read.
func (m *month) photo(s dayPhoto) (*Photo, error) {
	columns, err := readColumns(s.columns)
	if err != nil {
		return nil, err
	}
	t := &table.Table{Columns: columns, Rows: make([][]table.Cell, len(s.rows))}
	for i, place := range s.rows {
		if t.Rows[i], err = readRow(m.rows[place], columns); err != nil {
			return nil, err
		}
	}
	return &Photo{s.day, s.taken, t}, nil
}

// escaper replaces the characters that separate cells and rows.
var escaper = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 't':
			b.WriteByte('\t')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
