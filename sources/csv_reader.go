package sources

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// record is one row of a file as it stands there.
type record struct {
	line  int64 // of its first byte in the original file, from 1
	row   int64 // among the file's rows with a value, from 0
	down  []int // cells that were filled down
	cells []rawCell

	bad    string // what is wrong with the row itself, "" for nothing
	stray  []byte // the text that bad ends with, in the file's encoding; nil for none
	advice string // what may cure it
}

// rawCell is a cell's bytes in the file's encoding, valid until the next record.
type rawCell struct {
	b    []byte
	form form
}

// csvReader splits delimited text into records, as RFC 4180 has it, with any line end. A quote inside a bare cell
// is text. Lines without any character are no records. It holds one record in memory.
type csvReader struct {
	src    io.Reader
	buf    []byte
	pos    int // where the next record starts
	end    int
	eof    bool
	line   int64 // of the next record
	delim  byte
	quote  byte
	quoted bool // quotes mean something
	escape byte // see format
	padded bool
	loose  bool
	stop   [256]bool
	marks  *marks // nil: none
	eol    byte   // '\n', or '\r' in files that know no other
	inner  bool   // the last bare cell has a quote
	quotes []int  // cells of the present record that are bare and have a quote
}

// maxRecord bounds a record: more is a quote that was never closed.
const maxRecord = 16 << 20

// format is how a delimited file's bytes become cells.
type format struct {
	delim, quote byte // quote 0: none
	escape       byte // what stands before a quote or itself in a quoted cell, beside the doubled quote; 0: none
	padded       bool // blanks behind a delimiter are none of the cell
	loose        bool // quotes in a quoted cell are not escaped: one closes it only at the end of the cell
	returns      bool // lines end with CR alone
}

func newCSVReader(src io.Reader, line int64, f format) *csvReader {
	r := newTextReader(make([]byte, 1<<18), line, f)
	r.src, r.end, r.eof = src, 0, false
	if !f.padded {
		r.marks = newMarks(f)
	}
	return r
}

// newTextReader reads text of whole records that is in memory.
func newTextReader(text []byte, line int64, f format) *csvReader {
	r := &csvReader{buf: text, end: len(text), eof: true, line: line, delim: f.delim, quote: f.quote, quoted: f.quote != 0, eol: f.eolByte(),
		escape: f.escape, padded: f.padded, loose: f.loose}
	r.stop[r.delim], r.stop[r.eol] = true, true
	if r.quoted {
		r.stop[r.quote] = true
	}
	return r
}

var errMore = errors.New("the buffer ends within a record")

// next reads a record into rec, io.EOF after the last.
func (r *csvReader) next(rec *record) error {
	for {
		if r.marks != nil && r.simpleRecord(rec) {
			return nil
		}
		err := r.record(rec)
		if err == nil {
			return nil
		}
		if !errors.Is(err, errMore) {
			return err
		}
		if err := r.fill(); err != nil {
			return err
		}
	}
}

func (r *csvReader) fill() error {
	if r.marks != nil {
		r.marks.forget()
	}
	if r.pos > 0 {
		copy(r.buf, r.buf[r.pos:r.end])
		r.end -= r.pos
		r.pos = 0
	}
	if r.end == len(r.buf) {
		if len(r.buf) >= maxRecord {
			return longRecord(r.line)
		}
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	n, err := io.ReadFull(r.src, r.buf[r.end:])
	r.end += n
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		r.eof, err = true, nil
	}
	return err
}

func longRecord(line int64) error {
	return fmt.Errorf("line %d: a row of more than %d MB: is a quote never closed?", line, maxRecord>>20)
}

// record parses what is in the buffer; errMore asks for more of it.
func (r *csvReader) record(rec *record) error {
	rec.cells, rec.bad, rec.stray, rec.advice, r.quotes = rec.cells[:0], "", nil, "", r.quotes[:0]
	p, lines := r.pos, int64(0)
	for {
		if p >= r.end && !r.eof {
			return errMore
		}
		if p >= r.end && len(rec.cells) == 0 {
			return io.EOF
		}
		if r.padded {
			for p < r.end && r.buf[p] == ' ' {
				p++
			}
			if p >= r.end && !r.eof {
				return errMore
			}
		}
		var cell []byte
		var err error
		bare := !r.quoted || p >= r.end || r.buf[p] != r.quote
		if bare {
			if cell, p, err = r.bareCell(p); r.inner {
				r.quotes = append(r.quotes, len(rec.cells))
			}
		} else {
			var inside int64
			cell, p, inside, err = r.quotedCell(p, rec)
			lines += inside
		}
		if err != nil {
			return r.located(err, lines)
		}
		atEnd := p >= r.end
		if !atEnd && r.buf[p] == r.delim {
			rec.cells = append(rec.cells, rawCell{b: cell})
			p++
			continue
		}
		if n := len(cell); bare && n > 0 && cell[n-1] == '\r' && r.eol == '\n' {
			cell = cell[:n-1]
		}
		if !atEnd {
			p++
			lines++
		}
		r.pos = p
		if bare && len(rec.cells) == 0 && len(cell) == 0 {
			r.line += lines
			lines = 0
			continue
		}
		rec.cells = append(rec.cells, rawCell{b: cell})
		rec.line = r.line
		r.line += lines
		if len(r.quotes) > 0 && rec.bad == "" {
			r.strayQuote(rec)
		}
		return nil
	}
}

func (r *csvReader) located(err error, lines int64) error {
	if errors.Is(err, errMore) {
		return err
	}
	return fmt.Errorf("line %d: %w", r.line+lines, err)
}

// bareCell reads up to the next delimiter or line end, where it returns.
func (r *csvReader) bareCell(p int) ([]byte, int, error) {
	from := p
	buf, stop := r.buf[:r.end], &r.stop
	r.inner = false
	for {
		for p < len(buf) && !stop[buf[p]] {
			p++
		}
		if p == len(buf) || !r.quoted || buf[p] != r.quote {
			break
		}
		r.inner = true // text, for now
		p++
	}
	if p == len(buf) && !r.eof {
		return nil, p, errMore
	}
	return buf[from:p], p, nil
}

// quotedCell reads a cell in quotes and returns where the delimiter or line end behind it stands.
func (r *csvReader) quotedCell(p int, rec *record) (cell []byte, at int, lines int64, err error) {
	p++
	switch {
	case r.loose:
		return r.looseCell(p)
	case r.escape != 0:
		return r.escapedCell(p, rec)
	}
	from, doubled := p, false
	for {
		n := bytes.IndexByte(r.buf[p:r.end], r.quote)
		if n < 0 && !r.eof {
			return nil, p, 0, errMore
		}
		if n < 0 {
			return nil, p, 0, errOpenQuote
		}
		p += n
		if p+1 >= r.end && !r.eof {
			return nil, p, 0, errMore
		}
		if p+1 >= r.end || r.buf[p+1] != r.quote {
			break
		}
		doubled = true
		p += 2
	}
	cell = r.buf[from:p]
	lines = int64(bytes.Count(cell, []byte{r.eol}))
	if doubled {
		cell = r.undouble(cell)
	}
	if at, err = r.behindQuote(p+1, rec); rec.bad != "" && bytes.HasSuffix(cell, []byte{'\\'}) {
		rec.advice = "if a backslash stands before a quote that ends no cell, write csv: {escape: backslash}"
	}
	return r.single(cell), at, lines, err
}

var errOpenQuote = errors.New("the quote that opens in this row is never closed")

// behindQuote goes on to the delimiter or line end behind a closing quote; nothing else may stand there.
func (r *csvReader) behindQuote(p int, rec *record) (at int, err error) {
	tail, p, err := r.bareCell(p)
	if err == nil && len(trimmed(tail)) > 0 {
		rec.bad, rec.stray = "text behind a closing quote:", tail
	}
	return p, err
}

// undouble makes one quote of two. The buffer stays as it is: the record may be parsed again.
func (r *csvReader) undouble(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		out = append(out, b[i])
		if b[i] == r.quote {
			i++
		}
	}
	return out
}
