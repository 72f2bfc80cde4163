package csv

import "bytes"

// escapedCell reads a quoted cell in which a backslash escapes a quote or a backslash; before any other character it is
// text. p is after the opening quote.
func (r *Reader) escapedCell(p int, rec *Record) (cell []byte, at int, lines int64, err error) {
	for ; ; p++ {
		if p+1 >= r.End && !r.eof {
			return nil, p, 0, errMore
		}
		if p >= r.End {
			return nil, p, 0, errOpenQuote
		}
		c, next := r.Buf[p], byte(0)
		if p+1 < r.End {
			next = r.Buf[p+1]
		}
		switch {
		case c == r.escape && (next == r.quote || next == r.escape), c == r.quote && next == r.quote:
			c = next
			p++
		case c == r.quote:
			at, err = r.afterQuote(p+1, rec)
			return cell, at, lines, err
		}
		if cell = append(cell, c); c == r.eol {
			lines++
		}
	}
}

// looseCell reads a quoted cell with unescaped quotes. p is after the opening quote.
func (r *Reader) looseCell(p int) (cell []byte, at int, lines int64, err error) {
	for from := p; ; p++ {
		n := bytes.IndexByte(r.Buf[p:r.End], r.quote)
		if n < 0 && r.eof {
			return nil, p, 0, errOpenQuote
		}
		if p += n; n < 0 || p+2 >= r.End && !r.eof {
			return nil, p, 0, errMore
		}
		if next := r.Buf[p+1 : min(p+3, r.End)]; r.endsCell(next) {
			cell = r.Buf[from:p]
			if p++; len(next) > 0 && next[0] == '\r' && r.eol == '\n' {
				p++
			}
			return r.undoubleInner(cell), p, int64(bytes.Count(cell, []byte{r.eol})), nil
		}
	}
}

// undoubleInner replaces two double quotes by one, in a cell with single quotes around it. A program that writes such cells
// keeps the doubled quotes of another program.
func (r *Reader) undoubleInner(cell []byte) []byte {
	if r.quote != '\'' || !bytes.Contains(cell, []byte(`""`)) {
		return cell
	}
	return bytes.ReplaceAll(cell, []byte(`""`), []byte(`"`))
}

// endsCell reports whether the text after a cell is a delimiter, a line end or empty.
func (r *Reader) endsCell(next []byte) bool {
	return len(next) == 0 || next[0] == r.delim || next[0] == r.eol || next[0] == '\r' && r.eol == '\n' && (len(next) == 1 || next[1] == r.eol)
}
