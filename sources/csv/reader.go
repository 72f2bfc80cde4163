// Package csv splits delimited text into records and cells, with the quotes, escapes and line ends that real programs
// write. It knows neither encodings nor what a cell means.
package csv

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Record is one row of a file, unchanged.
type Record struct {
	Line  int64 // line number of its first byte in the file, from 1
	Row   int64 // index among the file's rows with a value, from 0
	Down  []int // indices of cells that were filled down
	Cells []Cell

	Bad    string // problem with the row itself, "" for none
	Stray  []byte // text at the end of Bad, in the file's encoding; nil for none
	Advice string // advice on the problem
}

// Cell is the bytes of a cell in the file's encoding. They are valid until the next record.
type Cell struct {
	B    []byte
	Form Form
}

// Reader splits delimited text into records as RFC 4180 describes, with any line end. A quote inside an unquoted cell
// is text. Empty lines are not records. It keeps one record in memory. Not for several goroutines.
type Reader struct {
	Src         io.Reader
	Buf         []byte
	Pos         int // index in Buf at which the next record begins
	End         int
	eof         bool
	Line        int64 // line number of the next record
	delim       byte
	quote       byte
	quoted      bool // quotes have a meaning
	escape      byte // as in Format
	padded      bool
	loose       bool
	stop        [256]bool
	Marks       *Marks // nil: every record is read by record
	eol         byte   // '\n', or '\r' if the file has no '\n'
	quoteInside bool   // the last unquoted cell has a quote
	quotes      []int  // indices of the record's unquoted cells with a quote
}

// MaxRecord is the largest size of a record in bytes. A larger one has a quote that was never closed.
const MaxRecord = 16 << 20

// Format says how the bytes of a delimited file become cells.
type Format struct {
	Delim, Quote byte // Quote 0 means none
	Escape       byte // escapes a quote in quoted cells, besides the doubled quote; 0 for none
	Padded       bool // blanks after a delimiter are not part of the cell
	Loose        bool // quotes in a quoted cell are not escaped: a quote closes the cell only at its end
	Returns      bool // lines end with CR alone
}

// NewReader reads records from src, whose first line has the number line.
func NewReader(src io.Reader, line int64, f Format) *Reader {
	r := NewTextReader(make([]byte, 1<<18), line, f)
	r.Src, r.End, r.eof = src, 0, false
	if !f.Padded {
		r.Marks = NewMarks(f)
	}
	return r
}

// NewTextReader reads text in memory that consists of complete records.
func NewTextReader(text []byte, line int64, f Format) *Reader {
	r := &Reader{Buf: text, End: len(text), eof: true, Line: line, delim: f.Delim, quote: f.Quote, quoted: f.Quote != 0, eol: f.EolByte(),
		escape: f.Escape, padded: f.Padded, loose: f.Loose}
	r.stop[r.delim], r.stop[r.eol] = true, true
	if r.quoted {
		r.stop[r.quote] = true
	}
	return r
}

var errMore = errors.New("the buffer ends within a record")

// Next reads a record into rec. It returns io.EOF after the last record.
func (r *Reader) Next(rec *Record) error {
	for {
		if r.Marks != nil && r.simpleRecord(rec) {
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

func (r *Reader) fill() error {
	if r.Marks != nil {
		r.Marks.Forget()
	}
	if r.Pos > 0 {
		copy(r.Buf, r.Buf[r.Pos:r.End])
		r.End -= r.Pos
		r.Pos = 0
	}
	if r.End == len(r.Buf) {
		if len(r.Buf) >= MaxRecord {
			return recordTooLong(r.Line)
		}
		r.Buf = append(r.Buf, make([]byte, len(r.Buf))...)
	}
	n, err := io.ReadFull(r.Src, r.Buf[r.End:])
	r.End += n
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		r.eof, err = true, nil
	}
	return err
}

func recordTooLong(line int64) error {
	return fmt.Errorf("line %d: a row of more than %d MB: is a quotation mark never closed?", line, MaxRecord>>20)
}

// record parses a record in the buffer. It returns errMore if the buffer ends before the record.
func (r *Reader) record(rec *Record) error {
	rec.Cells, rec.Bad, rec.Stray, rec.Advice, r.quotes = rec.Cells[:0], "", nil, "", r.quotes[:0]
	p, lines := r.Pos, int64(0)
	for {
		if p >= r.End && !r.eof {
			return errMore
		}
		if p >= r.End && len(rec.Cells) == 0 {
			return io.EOF
		}
		if r.padded {
			for p < r.End && r.Buf[p] == ' ' {
				p++
			}
			if p >= r.End && !r.eof {
				return errMore
			}
		}
		var cell []byte
		var err error
		bare := !r.quoted || p >= r.End || r.Buf[p] != r.quote
		if bare {
			if cell, p, err = r.unquotedCell(p); r.quoteInside {
				r.quotes = append(r.quotes, len(rec.Cells))
			}
		} else {
			var inside int64
			cell, p, inside, err = r.quotedCell(p, rec)
			lines += inside
		}
		if err != nil {
			return r.withLine(err, lines)
		}
		atEnd := p >= r.End
		if !atEnd && r.Buf[p] == r.delim {
			rec.Cells = append(rec.Cells, Cell{B: cell})
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
		r.Pos = p
		if bare && len(rec.Cells) == 0 && len(cell) == 0 {
			r.Line += lines
			lines = 0
			continue
		}
		rec.Cells = append(rec.Cells, Cell{B: cell})
		rec.Line = r.Line
		r.Line += lines
		if len(r.quotes) > 0 && rec.Bad == "" {
			r.strayQuote(rec)
		}
		return nil
	}
}

func (r *Reader) withLine(err error, lines int64) error {
	if errors.Is(err, errMore) {
		return err
	}
	return fmt.Errorf("line %d: %w", r.Line+lines, err)
}

// unquotedCell reads an unquoted cell and returns the index of the delimiter or line end after it.
func (r *Reader) unquotedCell(p int) ([]byte, int, error) {
	from := p
	buf, stop := r.Buf[:r.End], &r.stop
	r.quoteInside = false
	for {
		for p < len(buf) && !stop[buf[p]] {
			p++
		}
		if p == len(buf) || !r.quoted || buf[p] != r.quote {
			break
		}
		r.quoteInside = true // the quote is text, unless strayQuote decides otherwise
		p++
	}
	if p == len(buf) && !r.eof {
		return nil, p, errMore
	}
	return buf[from:p], p, nil
}

// quotedCell reads a quoted cell and returns the index of the delimiter or line end after it.
func (r *Reader) quotedCell(p int, rec *Record) (cell []byte, at int, lines int64, err error) {
	p++
	switch {
	case r.loose:
		return r.looseCell(p)
	case r.escape != 0:
		return r.escapedCell(p, rec)
	}
	from, doubled := p, false
	for {
		n := bytes.IndexByte(r.Buf[p:r.End], r.quote)
		if n < 0 && !r.eof {
			return nil, p, 0, errMore
		}
		if n < 0 {
			return nil, p, 0, errOpenQuote
		}
		p += n
		if p+1 >= r.End && !r.eof {
			return nil, p, 0, errMore
		}
		if p+1 >= r.End || r.Buf[p+1] != r.quote {
			break
		}
		doubled = true
		p += 2
	}
	cell = r.Buf[from:p]
	lines = int64(bytes.Count(cell, []byte{r.eol}))
	if doubled {
		cell = r.undouble(cell)
	}
	if at, err = r.afterQuote(p+1, rec); rec.Bad != "" && bytes.HasSuffix(cell, []byte{'\\'}) {
		rec.Advice = "if a backslash before a quote means that the cell goes on, write csv: {escape: backslash}"
	}
	return r.undoubleInner(cell), at, lines, err
}

var errOpenQuote = errors.New("the quotation mark that opens in this row is never closed")

// afterQuote returns the index of the delimiter or line end after a closing quote. Other text before that makes the
// record bad.
func (r *Reader) afterQuote(p int, rec *Record) (at int, err error) {
	tail, p, err := r.unquotedCell(p)
	if err == nil && len(Trim(tail)) > 0 {
		rec.Bad, rec.Stray = "text after a closing quote:", tail
	}
	return p, err
}

// undouble replaces doubled quotes by single ones, in a copy, because the record may be parsed again.
func (r *Reader) undouble(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		out = append(out, b[i])
		if b[i] == r.quote {
			i++
		}
	}
	return out
}

// EolByte is the last byte of a line end.
func (f *Format) EolByte() byte {
	if f.Returns {
		return '\r'
	}
	return '\n'
}

// NextFilled reads the next record that has a value in some cell.
func (r *Reader) NextFilled(rec *Record) error {
	for {
		if err := r.Next(rec); err != nil || !IsBlank(rec.Cells) {
			return err
		}
	}
}

// IsBlank reports whether no cell has a value.
func IsBlank(cells []Cell) bool {
	for _, c := range cells {
		if len(Trim(c.B)) > 0 {
			return false
		}
	}
	return true
}

// Trim removes the blanks and line ends around a cell.
func Trim(b []byte) []byte {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\t' || b[0] == '\r' || b[0] == '\n') {
		b = b[1:]
	}
	for len(b) > 0 && (b[len(b)-1] == ' ' || b[len(b)-1] == '\t' || b[len(b)-1] == '\r' || b[len(b)-1] == '\n') {
		b = b[:len(b)-1]
	}
	return b
}

// Form says what the file's format shows about the type of a cell.
type Form uint8

const (
	FormAny  Form = iota // text in a delimited file, which may be anything
	FormText             // text in a sheet or in JSON, which may be a date but not a number
	FormNum              // a number in machine form, with '.' as its decimal sign
)
