package sheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"bilan/internal/locale"
	"bilan/report"
)

// CSV writes all figures with exact numbers, one per line. Where the language writes a decimal comma, the separator is
// a semicolon; else it is a comma. The file begins with a byte order mark, by which spreadsheets recognise UTF-8.
func CSV(doc *report.Document, figures Figures) ([]byte, error) {
	loc, err := locale.For(doc.Lang)
	if err != nil {
		return nil, fmt.Errorf("write CSV: %w", err)
	}
	return newReader(loc).csv(figures.rows(loc))
}

func (r reader) csv(rows [][]cell) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	if r.decimal == "," {
		w.Comma = ';'
	}
	for _, row := range rows {
		fields := make([]string, len(row))
		for i, c := range row {
			fields[i] = field(c, r.decimal)
		}
		if err := w.Write(fields); err != nil {
			return nil, fmt.Errorf("write CSV: %w", err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

func field(c cell, decimal string) string {
	switch {
	case c.number != "":
		return strings.Replace(c.number, ".", decimal, 1)
	case !c.day.IsZero() && strings.Contains(c.format, "hh"):
		return c.day.Format(time.DateTime)
	case !c.day.IsZero():
		return c.day.Format(time.DateOnly)
	}
	return escapeFormula(c.text)
}

// escapeFormula keeps a spreadsheet from reading text as a formula. It puts an apostrophe before the text.
func escapeFormula(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
