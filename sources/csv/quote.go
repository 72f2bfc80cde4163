package csv

import (
	"bytes"

	"bilan/internal/locale"
)

// strayQuote marks a record as bad if a quote inside an unquoted cell seems to open another cell: in a"b;c" the
// separator between a and "b;c" is missing. A quote around a word of a text (the "big" one) or after inches (27",
// 12"x14") is text.
func (r *Reader) strayQuote(rec *Record) {
	cells := rec.Cells
	for n, i := range r.quotes {
		c := bytes.TrimRight(cells[i].B, " \t")
		if !r.opensCell(c) {
			continue
		}
		if c[len(c)-1] == r.quote || r.closesCell(cells, r.quotes[n+1:]) {
			rec.Bad, rec.Stray = "a quote opens inside a cell: is a separator missing before it?", cells[i].B
			return
		}
	}
}

// opensCell reports whether the first quote of an unquoted cell seems to open another cell. It follows a word or its last
// sign, has text after it, and is not closed in the cell.
func (r *Reader) opensCell(c []byte) bool {
	at := bytes.IndexByte(c, r.quote)
	if at < 1 || at == len(c)-1 || isBlankByte(c[at+1]) || r.quotesAreInches(c) {
		return false
	}
	odd := bytes.Count(c, []byte{r.quote})%2 == 1
	return locale.IsWord(c[at-1]) && (odd || c[len(c)-1] == r.quote) || endsText(c[at-1]) && odd
}

// closesCell reports whether one of the unquoted cells ends with its only quote.
func (r *Reader) closesCell(cells []Cell, candidates []int) bool {
	for _, i := range candidates {
		c := bytes.TrimRight(cells[i].B, " \t")
		if c[len(c)-1] == r.quote && bytes.Count(c, []byte{r.quote})%2 == 1 {
			return true
		}
	}
	return false
}

// quotesAreInches reports whether every quote in a cell follows a digit, and comes before something that may follow a
// measure.
func (r *Reader) quotesAreInches(c []byte) bool {
	for i, b := range c {
		if b != r.quote {
			continue
		}
		if i == 0 || c[i-1]-'0' > 9 || i+1 < len(c) && bytes.IndexByte([]byte(" xX*/-),.;+\xc3\xd7"), c[i+1]) < 0 {
			return false
		}
	}
	return true
}

// endsText reports whether a sign usually ends a text, rather than comes before a quoted word.
func endsText(b byte) bool { return bytes.IndexByte([]byte(".,;:!?)]%'"), b) >= 0 }

func isBlankByte(b byte) bool { return b == ' ' || b == '\t' }
