package sources

import (
	"bytes"
	"errors"
	"io"
)

// blockCutter cuts delimited text into blocks of whole records, so that several readers can share a file. It knows of
// quotes what csvReader knows: a line end in a quoted cell ends no record. Every block starts where a record does.
type blockCutter struct {
	format
	src  io.Reader
	size int    // of a block, unless a record is larger
	rest []byte // the start of a record that the last block did not hold
	line int64  // of the next block
	eof  bool
}

// blockSize makes row groups that the engine reads as fast as larger ones. Larger blocks cost more time per row.
const blockSize = 2 << 20

// cuts tells whether line ends within cells can be told from those that end records without reading every cell.
func (f *format) cuts() bool { return !f.loose && !f.padded && f.escape == 0 }

// blocks starts behind the header.
func (f *csvFile) blocks(size int) (*blockCutter, error) {
	rows, err := f.rows()
	if err != nil {
		return nil, err
	}
	r := rows.(*csvReader)
	return &blockCutter{format: f.format, src: io.MultiReader(bytes.NewReader(r.buf[r.pos:r.end]), r.src), size: size, line: r.line}, nil
}

// next reads a block into buf, which may be replaced by a larger one; io.EOF after the last.
func (c *blockCutter) next(buf []byte) (text []byte, line int64, err error) {
	size := c.size
	for size < len(c.rest) {
		size *= 2
	}
	buf = append(buf[:0], c.rest...)
	for {
		if buf, err = c.fill(buf, size); err != nil {
			return buf, c.line, err
		}
		end := len(buf)
		if !c.eof {
			end = c.lastEnd(buf)
		}
		if end > 0 {
			line = c.line
			return c.cut(buf, end), line, nil
		}
		if c.eof {
			return buf, c.line, io.EOF
		}
		if size >= maxRecord {
			return buf, c.line, longRecord(c.line)
		}
		size *= 2
	}
}

// fill reads until buf has so many bytes, or to the end.
func (c *blockCutter) fill(buf []byte, size int) ([]byte, error) {
	have := len(buf)
	if cap(buf) < size {
		buf = append(make([]byte, 0, size), buf...)
	}
	n, err := io.ReadFull(c.src, buf[have:size])
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		c.eof, err = true, nil
	}
	return buf[:have+n], err
}

func (c *blockCutter) cut(buf []byte, end int) []byte {
	c.rest = append(c.rest[:0], buf[end:]...)
	c.line += int64(bytes.Count(buf[:end], []byte{c.eolByte()}))
	return buf[:end]
}

// lastEnd is where the last record ends that b, which starts a record, holds whole; 0 for none.
func (f *format) lastEnd(b []byte) (end int) {
	for p := 0; ; {
		open := f.nextOpening(b, p)
		if i := bytes.LastIndexByte(b[p:open], f.eolByte()); i >= 0 {
			end = p + i + 1
		}
		if p = f.closing(b, open); p >= len(b) {
			return end
		}
	}
}

// nextOpening is the next quote from p on that opens a cell, and the end of b when there is none. p is outside of quotes.
func (f *format) nextOpening(b []byte, p int) int {
	for f.quote != 0 {
		i := bytes.IndexByte(b[p:], f.quote)
		if i < 0 {
			break
		}
		if p += i; p == 0 || b[p-1] == f.delim || b[p-1] == f.eolByte() {
			return p
		}
		p++
	}
	return len(b)
}

// closing is the place behind the quote that closes the one at p, and the end of b when none is sure to.
func (f *format) closing(b []byte, p int) int {
	for p++; p < len(b); p += 2 {
		i := bytes.IndexByte(b[p:], f.quote)
		if i < 0 || p+i+1 >= len(b) {
			break
		}
		if p += i; b[p+1] != f.quote {
			return p + 1
		}
	}
	return len(b)
}
