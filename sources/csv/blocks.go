package csv

import (
	"bytes"
	"errors"
	"io"
	"runtime"
)

// Cutter splits delimited text into blocks of whole records, so that several readers can share a file. It treats quotes
// as Reader does: a line end in a quoted cell does not end the record. Every block starts at the start of a record.
type Cutter struct {
	Format
	Src  io.Reader
	Size int    // of a block, unless a record is larger
	rest []byte // the start of a record that the last block did not hold
	Line int64  // of the next block
	eof  bool
}

// BlockSize makes row groups that the engine reads as fast as larger ones. Larger blocks cost more time per row.
const BlockSize = 2 << 20

// Cuts reports whether line ends inside cells can be distinguished from those that end records without reading every
// cell.
func (f *Format) Cuts() bool { return !f.Loose && !f.Padded && f.Escape == 0 }

// Next reads a block into buf, which may be replaced by a larger one; io.EOF after the last.
func (c *Cutter) Next(buf []byte) (text []byte, line int64, err error) {
	size := c.Size
	for size < len(c.rest) {
		size *= 2
	}
	buf = append(buf[:0], c.rest...)
	for {
		if buf, err = c.fill(buf, size); err != nil {
			return buf, c.Line, err
		}
		end := len(buf)
		if !c.eof {
			end = c.lastEnd(buf)
		}
		if end > 0 {
			line = c.Line
			return c.cut(buf, end), line, nil
		}
		if c.eof {
			return buf, c.Line, io.EOF
		}
		if size >= MaxRecord {
			return buf, c.Line, longRecord(c.Line)
		}
		size *= 2
	}
}

// fill reads until buf has so many bytes, or to the end.
func (c *Cutter) fill(buf []byte, size int) ([]byte, error) {
	have := len(buf)
	if cap(buf) < size {
		buf = append(make([]byte, 0, size), buf...)
	}
	n, err := io.ReadFull(c.Src, buf[have:size])
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		c.eof, err = true, nil
	}
	return buf[:have+n], err
}

func (c *Cutter) cut(buf []byte, end int) []byte {
	c.rest = append(c.rest[:0], buf[end:]...)
	c.Line += int64(bytes.Count(buf[:end], []byte{c.EolByte()}))
	return buf[:end]
}

// lastEnd is the end of the last complete record in b, which starts with a record; 0 for none.
func (f *Format) lastEnd(b []byte) (end int) {
	for p := 0; ; {
		open := f.nextOpening(b, p)
		if i := bytes.LastIndexByte(b[p:open], f.EolByte()); i >= 0 {
			end = p + i + 1
		}
		if p = f.closing(b, open); p >= len(b) {
			return end
		}
	}
}

// nextOpening is the next quote from p on that opens a cell, and the end of b if there is none. p is outside quotes.
func (f *Format) nextOpening(b []byte, p int) int {
	for f.Quote != 0 {
		i := bytes.IndexByte(b[p:], f.Quote)
		if i < 0 {
			break
		}
		if p += i; p == 0 || b[p-1] == f.Delim || b[p-1] == f.EolByte() {
			return p
		}
		p++
	}
	return len(b)
}

// closing is the place after the quote that closes the one at p, and the end of b when none is sure to.
func (f *Format) closing(b []byte, p int) int {
	for p++; p < len(b); p += 2 {
		i := bytes.IndexByte(b[p:], f.Quote)
		if i < 0 || p+i+1 >= len(b) {
			break
		}
		if p += i; b[p+1] != f.Quote {
			return p + 1
		}
	}
	return len(b)
}

// Readers is how many workers read a file.
func Readers() int { return min(runtime.GOMAXPROCS(0), mostReaders) }

// mostReaders bounds the memory that the blocks of one file take, some 25 MB a reader.
const mostReaders = 4
