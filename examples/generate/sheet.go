package main

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// sheet is one table to write. Its cells are string, int, cents, or time.Time for a day (zero: empty).
type sheet struct {
	name   string
	header []string
	rows   [][]any
}

// cents is an exact amount of money.
type cents int64

func (s *sheet) add(cells ...any) { s.rows = append(s.rows, cells) }

// translate gives the sheet and its columns a company's own names. For a column with the same name as a sheet, the key
// in names ends with a dot.
func (s *sheet) translate(names map[string]string) {
	for i, h := range s.header {
		if n, ok := names[h+"."]; ok {
			s.header[i] = n
		} else if n, ok := names[h]; ok {
			s.header[i] = n
		}
	}
	if n, ok := names[s.name]; ok {
		s.name = n
	}
}

// frenchCSV returns the sheet as a French office exports it: semicolons, decimal commas, dd/mm/yyyy, Windows-1252,
// CRLF.
func (s *sheet) frenchCSV() ([]byte, error) {
	var b strings.Builder
	b.WriteString(strings.Join(s.header, ";") + "\r\n")
	for _, row := range s.rows {
		for i, c := range row {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteString(french(c))
		}
		b.WriteString("\r\n")
	}
	out, err := charmap.Windows1252.NewEncoder().Bytes([]byte(b.String()))
	if err != nil {
		return nil, fmt.Errorf("encode table %q: %w", s.name, err)
	}
	if n := bytes.Count(out, []byte{'\n'}); n != len(s.rows)+1 {
		return nil, fmt.Errorf("table %q: %d lines for %d rows: a cell holds a line break", s.name, n, len(s.rows))
	}
	return out, nil
}

func french(c any) string {
	switch v := c.(type) {
	case time.Time:
		if v.IsZero() {
			return ""
		}
		return v.Format("02/01/2006")
	case cents:
		return strings.Replace(v.String(), ".", ",", 1)
	default:
		return fmt.Sprint(v)
	}
}

// String is the amount with a decimal point and two digits.
func (c cents) String() string {
	sign := ""
	if c < 0 {
		sign, c = "-", -c
	}
	return sign + strconv.FormatInt(int64(c/100), 10) + fmt.Sprintf(".%02d", c%100)
}
