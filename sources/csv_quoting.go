package sources

import (
	"bytes"
	"errors"
	"io"
)

// detectQuoting settles how cells are quoted where nobody said it: with single quotes, with blanks before a cell, with a backslash
// before a quote inside, or with nothing there. Each is taken only when the text shows it and the rows are read at least as
// well with it.
func (f *csvFile) detectQuoting(text []byte, more bool, d *fileDialect) {
	if f.quote == 0 {
		return
	}
	unescaped := 2
	if n := f.openings(text, '\''); !d.quoteGiven && n >= 2 && 2*n >= bytes.Count(text, []byte{f.eolByte()}) && f.openings(text, '"') == 0 &&
		f.attempt(text, more, 0, func(form *format) { form.quote = '\'' }) {
		unescaped = 1 // apostrophes are more common in texts than double quotes
	}
	if f.delim != ' ' && bytes.Contains(text, []byte{f.delim, ' ', f.quote}) {
		f.attempt(text, more, 0, func(form *format) { form.padded = true })
	}
	if !d.escGiven && bytes.Contains(text, []byte{'\\', f.quote}) {
		f.attempt(text, more, 1, func(form *format) { form.escape = '\\' })
	}
	if !d.escGiven && f.escape == 0 && !f.doubles(text) {
		f.attempt(text, more, unescaped, func(form *format) { form.loose = true })
	}
}

// attempt changes the format when that makes at least so many flaws fewer; what makes some fewer must leave none, and rows of
// several cells.
func (f *csvFile) attempt(text []byte, more bool, fewer int, change func(*format)) bool {
	old := f.format
	before, _ := f.flaws(text, more)
	change(&f.format)
	if after, width := f.flaws(text, more); after+fewer > before || fewer > 0 && (after > 0 || width < 2) {
		f.format = old
		return false
	}
	return true
}

// doubles tells text in which two quotes stand for one inside a cell. Those at its end may be one that is text and one that closes.
func (f *csvFile) doubles(text []byte) bool {
	two := []byte{f.quote, f.quote}
	for i := bytes.Index(text, two); i >= 0 && i+2 < len(text); {
		if next := text[i+2]; i > 0 && text[i-1] != f.delim && text[i-1] != f.eolByte() && next != f.delim && next != '\r' && next != f.eolByte() {
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

// openings counts the quotes that stand at the start of a cell, or behind one blank there.
func (f *csvFile) openings(text []byte, quote byte) (n int) {
	for _, before := range []byte{f.delim, f.eolByte()} {
		n += bytes.Count(text, []byte{before, quote}) + bytes.Count(text, []byte{before, ' ', quote})
	}
	return n
}

// flaws counts the first rows that are no rows of one table: those that end badly or have another number of cells than most,
// which is width.
func (f *csvFile) flaws(text []byte, more bool) (n, width int) {
	r := newCSVReader(bytes.NewReader(text), 1, f.format)
	var rows []record
	for len(rows) < sampleRows {
		var rec record
		err := r.next(&rec)
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
		if rec.bad != "" || len(rec.cells) != width {
			n++
		}
	}
	return n, width
}

// escapedCell reads a cell in quotes in which a backslash may stand before a quote or a backslash; before anything else it is
// text. p is behind the opening quote.
func (r *csvReader) escapedCell(p int, rec *record) (cell []byte, at int, lines int64, err error) {
	for ; ; p++ {
		if p+1 >= r.end && !r.eof {
			return nil, p, 0, errMore
		}
		if p >= r.end {
			return nil, p, 0, errOpenQuote
		}
		c, next := r.buf[p], byte(0)
		if p+1 < r.end {
			next = r.buf[p+1]
		}
		switch {
		case c == r.escape && (next == r.quote || next == r.escape), c == r.quote && next == r.quote:
			c = next
			p++
		case c == r.quote:
			at, err = r.behindQuote(p+1, rec)
			return cell, at, lines, err
		}
		if cell = append(cell, c); c == r.eol {
			lines++
		}
	}
}

// looseCell reads a cell in quotes whose quotes are not escaped. p is behind the opening quote.
func (r *csvReader) looseCell(p int) (cell []byte, at int, lines int64, err error) {
	for from := p; ; p++ {
		n := bytes.IndexByte(r.buf[p:r.end], r.quote)
		if n < 0 && r.eof {
			return nil, p, 0, errOpenQuote
		}
		if p += n; n < 0 || p+2 >= r.end && !r.eof {
			return nil, p, 0, errMore
		}
		if next := r.buf[p+1 : min(p+3, r.end)]; r.endsCell(next) {
			cell = r.buf[from:p]
			if p++; len(next) > 0 && next[0] == '\r' && r.eol == '\n' {
				p++
			}
			return r.single(cell), p, int64(bytes.Count(cell, []byte{r.eol})), nil
		}
	}
}

// single makes one double quote of two in cells that have single quotes around them: programs that write such cells leave
// doubled what another one doubled before.
func (r *csvReader) single(cell []byte) []byte {
	if r.quote != '\'' || !bytes.Contains(cell, []byte(`""`)) {
		return cell
	}
	return bytes.ReplaceAll(cell, []byte(`""`), []byte(`"`))
}

// endsCell tells what stands behind a cell: a delimiter, a line end or nothing.
func (r *csvReader) endsCell(next []byte) bool {
	return len(next) == 0 || next[0] == r.delim || next[0] == r.eol || next[0] == '\r' && r.eol == '\n' && (len(next) == 1 || next[1] == r.eol)
}
