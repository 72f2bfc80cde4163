package csv

import (
	"bytes"
	"errors"
	"io"
	"runtime"
)

// Cutter divides delimited text into blocks of complete records, so that several readers can share a file. Like Reader,
// it ignores line ends in quoted cells. Every block begins with a record.
type Cutter struct {
	Format
	Src  io.Reader
	Size int    // size of a block in bytes; a block with a larger record is larger
	rest []byte // the incomplete record at the end of the last block
	Line int64  // line number of the next block, from 1
	eof  bool
}

// BlockSize is in bytes. The engine reads row groups of this size as fast as larger ones. Larger blocks take more time
// per row.
const BlockSize = 2 << 20

// CanCut reports whether Cutter can divide text of this format. It cannot if only reading every cell shows whether a line
// end is inside a cell.
func (f *Format) CanCut() bool { return !f.Loose && !f.Padded && f.Escape == 0 }

// Next reads a block into buf, which may be replaced by a larger one. It returns io.EOF after the last block.
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
			return buf, c.Line, recordTooLong(c.Line)
		}
		size *= 2
	}
}

// fill reads until buf has size bytes, or to the end of the text.
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

// lastEnd is the end of the last complete record in b, 0 if there is none. b must begin with a record.
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

// nextOpening is the index of the next quote from p on that opens a cell, len(b) if there is none. p must be outside
// quotes.
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

// closing is the index after the quote that closes the one at p, len(b) if b has none.
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

// WorkerCount is the number of workers that read a file.
func WorkerCount() int { return min(runtime.GOMAXPROCS(0), maxReaders) }

// maxReaders limits the memory for the blocks of one file, about 25 MB per worker.
const maxReaders = 4
