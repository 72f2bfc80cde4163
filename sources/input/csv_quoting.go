package input

import (
	"bytes"
	"errors"
	"io"

	"bilan/sources/csv"
	"bilan/sources/typing"
)

// detectQuoting decides how cells are quoted if it is not declared: with single quotes, with blanks before a cell, with
// a backslash before an inner quote, or with an unescaped inner quote. Each is chosen only if the text shows it and the
// rows are read at least as well with it.
func (f *csvFile) detectQuoting(text []byte, more bool, d *typing.Dialect) {
	if f.Quote == 0 {
		return
	}
	unescaped := 2
	if n := f.openings(text, '\''); !d.QuoteGiven && n >= 2 && 2*n >= bytes.Count(text, []byte{f.EolByte()}) && f.openings(text, '"') == 0 &&
		f.attempt(text, more, 0, func(form *csv.Format) { form.Quote = '\'' }) {
		unescaped = 1 // apostrophes are more common in texts than double quotes
	}
	if f.Delim != ' ' && bytes.Contains(text, []byte{f.Delim, ' ', f.Quote}) {
		f.attempt(text, more, 0, func(form *csv.Format) { form.Padded = true })
	}
	if !d.EscGiven && bytes.Contains(text, []byte{'\\', f.Quote}) {
		f.attempt(text, more, 1, func(form *csv.Format) { form.Escape = '\\' })
	}
	if !d.EscGiven && f.Escape == 0 && !f.doubles(text) {
		f.attempt(text, more, unescaped, func(form *csv.Format) { form.Loose = true })
	}
}

// attempt changes the format if that removes at least fewer bad rows; a change that removes some must remove all, and
// leave rows of several cells.
func (f *csvFile) attempt(text []byte, more bool, fewer int, change func(*csv.Format)) bool {
	old := f.Format
	before, _ := f.badRows(text, more)
	change(&f.Format)
	if after, width := f.badRows(text, more); after+fewer > before || fewer > 0 && (after > 0 || width < 2) {
		f.Format = old
		return false
	}
	return true
}

// doubles reports whether the text contains two quotes that mean one inside a cell. Two quotes at the end of a cell do
// not count: one may be text and one may close the cell.
func (f *csvFile) doubles(text []byte) bool {
	two := []byte{f.Quote, f.Quote}
	for i := bytes.Index(text, two); i >= 0 && i+2 < len(text); {
		if next := text[i+2]; i > 0 && text[i-1] != f.Delim && text[i-1] != f.EolByte() && next != f.Delim && next != '\r' && next != f.EolByte() {
			return true
		}
		n := bytes.Index(text[i+1:], two)
		if n < 0 {
			break
		}
		i += 1 + n
	}
	return false
}

// openings counts the quotes at the start of a cell, or after one blank there.
func (f *csvFile) openings(text []byte, quote byte) (n int) {
	for _, before := range []byte{f.Delim, f.EolByte()} {
		n += bytes.Count(text, []byte{before, quote}) + bytes.Count(text, []byte{before, ' ', quote})
	}
	return n
}

// badRows counts the first rows that are not rows of one table: those that end badly or have another number of cells
// than most, which is width.
func (f *csvFile) badRows(text []byte, more bool) (n, width int) {
	r := csv.NewReader(bytes.NewReader(text), 1, f.Format)
	var rows []csv.Record
	for len(rows) < sampleRows {
		var rec csv.Record
		err := r.Next(&rec)
		if err != nil {
			if !errors.Is(err, io.EOF) && !more {
				n += sampleRows
			}
			break
		}
		rows = append(rows, rec)
	}
	if more && len(rows) > 1 && len(rows) < sampleRows {
		rows = rows[:len(rows)-1]
	}
	width, _ = commonWidth(rows)
	for _, rec := range rows {
		if rec.Bad != "" || len(rec.Cells) != width {
			n++
		}
	}
	return n, width
}
