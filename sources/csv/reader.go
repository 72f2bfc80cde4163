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
	Line  int64 // of its first byte in the original file, from 1
	Row   int64 // among the file's rows with a value, from 0
	Down  []int // cells that were filled down
	Cells []Cell

	Bad    string // what is wrong with the row itself, "" for nothing
	Stray  []byte // the text that bad ends with, in the file's encoding; nil for none
	Advice string // what may cure it
}

// Cell is a cell's bytes in the file's encoding, valid until the next record.
type Cell struct {
	B    []byte
	Form Form
}

// Reader splits delimited text into records, as in RFC 4180, with any line end. A quote inside an unquoted cell is
// text. Empty lines are not records. It keeps one record in memory.
type Reader struct {
	Src    io.Reader
	Buf    []byte
	Pos    int // where the next record starts
	End    int
	eof    bool
	Line   int64 // of the next record
	delim  byte
	quote  byte
	quoted bool // quotes mean something
	escape byte // see format
	padded bool
	loose  bool
	stop   [256]bool
	Marks  *Marks // nil: none
	eol    byte   // '\n', or '\r' in files that know no other
	inner  bool   // the last bare cell has a quote
	quotes []int  // cells of the present record that are bare and have a quote
}

// MaxRecord bounds a record: more is a quote that was never closed.
const MaxRecord = 16 << 20

// Format is how a delimited file's bytes become cells.
type Format struct {
	Delim, Quote byte // quote 0: none
	Escape       byte // the escape character in quoted cells, besides the doubled quote; 0: none
	Padded       bool // blanks after a delimiter do not belong to the cell
	Loose        bool // quotes in a quoted cell are not escaped: one closes it only at the end of the cell
	Returns      bool // lines end with CR alone
}

// NewReader reads records from src, whose first line has the given number.
func NewReader(src io.Reader, line int64, f Format) *Reader {
	r := NewTextReader(make([]byte, 1<<18), line, f)
	r.Src, r.End, r.eof = src, 0, false
	if !f.Padded {
		r.Marks = NewMarks(f)
	}
	return r
}

// NewTextReader reads text of whole records that is in memory.
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

// Next reads a record into rec, io.EOF after the last.
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
			return longRecord(r.Line)
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

func longRecord(line int64) error {
	return fmt.Errorf("line %d: a row of more than %d MB: is a quote never closed?", line, MaxRecord>>20)
}

// record parses the buffered text; errMore asks for more of it.
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
			if cell, p, err = r.bareCell(p); r.inner {
				r.quotes = append(r.quotes, len(rec.Cells))
			}
		} else {
			var inside int64
			cell, p, inside, err = r.quotedCell(p, rec)
			lines += inside
		}
		if err != nil {
			return r.located(err, lines)
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

func (r *Reader) located(err error, lines int64) error {
	if errors.Is(err, errMore) {
		return err
	}
	return fmt.Errorf("line %d: %w", r.Line+lines, err)
}

// bareCell reads up to the next delimiter or line end, where it returns.
func (r *Reader) bareCell(p int) ([]byte, int, error) {
	from := p
	buf, stop := r.Buf[:r.End], &r.stop
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

// quotedCell reads a quoted cell and returns the position of the delimiter or line end after it.
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
	if at, err = r.behindQuote(p+1, rec); rec.Bad != "" && bytes.HasSuffix(cell, []byte{'\\'}) {
		rec.Advice = "if a backslash before a quote means that the cell goes on, write csv: {escape: backslash}"
	}
	return r.single(cell), at, lines, err
}

var errOpenQuote = errors.New("the quote that opens in this row is never closed")

// behindQuote moves to the delimiter or line end after a closing quote; nothing else is allowed there.
func (r *Reader) behindQuote(p int, rec *Record) (at int, err error) {
	tail, p, err := r.bareCell(p)
	if err == nil && len(Trim(tail)) > 0 {
		rec.Bad, rec.Stray = "text after a closing quote:", tail
	}
	return p, err
}

// undouble makes one quote of two. The buffer stays as it is: the record may be parsed again.
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

// EolByte ends a line.
func (f *Format) EolByte() byte {
	if f.Returns {
		return '\r'
	}
	return '\n'
}

// Filled reads the next record in which a cell has a value.
func (r *Reader) Filled(rec *Record) error {
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

// Trim is the cell without the blanks around it.
func Trim(b []byte) []byte {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\t' || b[0] == '\r' || b[0] == '\n') {
		b = b[1:]
	}
	for len(b) > 0 && (b[len(b)-1] == ' ' || b[len(b)-1] == '\t' || b[len(b)-1] == '\r' || b[len(b)-1] == '\n') {
		b = b[:len(b)-1]
	}
	return b
}

// Form is what the file's format already shows about a cell's type.
type Form uint8

const (
	FormAny  Form = iota // delimited text: anything
	FormText             // text that a sheet or JSON holds as text: a date perhaps, never a number
	FormNum              // a number in machine form: '.' is its decimal sign
)
