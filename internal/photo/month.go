package photo

import (
	"slices"
	"strings"
	"time"

	"bilan/internal/period"
	"bilan/internal/table"
)

// month is the photos of a dataset in one month. Rows are texts; photos name them by their place.
type month struct {
	rows  []string
	shots []dayPhoto
}

// dayPhoto is one photo: its columns as a text, and the rows that it has, in the order of their places.
type dayPhoto struct {
	day     period.Date
	taken   time.Time
	columns string
	has     []int
}

// put adds a photo, or replaces the day's.
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

// places are the rows' places by text, first those of the photo before, then the inserted one.
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

// photo is one of the shots with its rows read.
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

// escaped is a text without the signs that part cells and rows.
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
