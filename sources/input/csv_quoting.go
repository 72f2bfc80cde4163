package input

import (
	"bytes"
	"errors"
	"io"

	"bilan/sources/csv"
	"bilan/sources/typing"
)

// detectQuoting decides how cells are quoted, as far as that is not declared: with single quotes, with blanks before a
// quoted cell, with a backslash before a quote inside, or with an unescaped quote inside. Each is chosen only if it
// occurs in the text and the rows are read at least as well.
func (f *csvFile) detectQuoting(text []byte, more bool, d *typing.Dialect) {
	if f.Quote == 0 {
		return
	}
	unescaped := 2
	if n := f.countOpenings(text, '\''); !d.QuoteGiven && n >= 2 && 2*n >= bytes.Count(text, []byte{f.EolByte()}) && f.countOpenings(text, '"') == 0 &&
		f.tryFormat(text, more, 0, func(form *csv.Format) { form.Quote = '\'' }) {
		unescaped = 1 // apostrophes are more common in texts than double quotes
	}
	if f.Delim != ' ' && bytes.Contains(text, []byte{f.Delim, ' ', f.Quote}) {
		f.tryFormat(text, more, 0, func(form *csv.Format) { form.Padded = true })
	}
	if !d.EscGiven && bytes.Contains(text, []byte{'\\', f.Quote}) {
		f.tryFormat(text, more, 1, func(form *csv.Format) { form.Escape = '\\' })
	}
	if !d.EscGiven && f.Escape == 0 && !f.hasDoubledQuotes(text) {
		f.tryFormat(text, more, unescaped, func(form *csv.Format) { form.Loose = true })
	}
}

// tryFormat applies a change to the format and keeps it only if that leaves at least fewer bad rows less. If fewer is
// above 0, no bad row may be left, and rows must have several cells.
func (f *csvFile) tryFormat(text []byte, more bool, fewer int, change func(*csv.Format)) bool {
	old := f.Format
	before, _ := f.badRows(text, more)
	change(&f.Format)
	if after, width := f.badRows(text, more); after+fewer > before || fewer > 0 && (after > 0 || width < 2) {
		f.Format = old
		return false
	}
	return true
}

// hasDoubledQuotes reports whether the text has a doubled quote inside a cell. A doubled quote at the end of a cell does not
// count, because one quote may be text and the other may close the cell.
func (f *csvFile) hasDoubledQuotes(text []byte) bool {
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

// countOpenings counts the quotes at the beginning of a cell, also after one blank.
func (f *csvFile) countOpenings(text []byte, quote byte) (n int) {
	for _, before := range []byte{f.Delim, f.EolByte()} {
		n += bytes.Count(text, []byte{before, quote}) + bytes.Count(text, []byte{before, ' ', quote})
	}
	return n
}

// badRows counts the sample rows that are incomplete or have another number of cells than most rows. width is that
// number.
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
