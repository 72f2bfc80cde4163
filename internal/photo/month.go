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
	rows  []string // the texts of the rows
	shots []dayPhoto
}

// dayPhoto is one photo of a month.
type dayPhoto struct {
	day     period.Date
	taken   time.Time
	columns string // as writeColumns writes them
	has     []int  // the indices of its rows in month.rows, sorted
}

// put adds the photo of a day, or replaces it.
func (m *month) put(day period.Date, taken time.Time, t *table.Table) error {
	s := dayPhoto{day: day, taken: taken, columns: writeColumns(t.Columns)}
	at, found := slices.BinarySearchFunc(m.shots, day, func(s dayPhoto, d period.Date) int { return s.day.Compare(d) })
	if found {
		m.shots = slices.Delete(m.shots, at, at+1)
	}
	known := m.places(at)
	for _, row := range t.Rows {
		text, err := writeRow(row, t.Columns)
		if err != nil {
			return err
		}
		if list := known[text]; len(list) > 0 {
			s.has, known[text] = append(s.has, list[0]), list[1:]
			continue
		}
		s.has = append(s.has, len(m.rows))
		m.rows = append(m.rows, text)
	}
	slices.Sort(s.has)
	m.shots = slices.Insert(m.shots, at, s)
	return nil
}

// places returns by text the indices of the rows in the photo before at, and then in the photo at.
func (m *month) places(at int) map[string][]int {
	known, used := map[string][]int{}, make([]bool, len(m.rows))
	for _, i := range []int{at - 1, at} {
		if i < 0 || i >= len(m.shots) {
			continue
		}
		for _, place := range m.shots[i].has {
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
	t := &table.Table{Columns: columns, Rows: make([][]table.Cell, len(s.has))}
	for i, place := range s.has {
		if t.Rows[i], err = readRow(m.rows[place], columns); err != nil {
			return nil, err
		}
	}
	return &Photo{s.day, s.taken, t}, nil
}

// escaped replaces the characters that separate cells and rows.
var escaped = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

func unescaped(s string) string {
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
