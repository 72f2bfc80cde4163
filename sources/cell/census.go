package cell

import (
	"bilan/sources/csv"
	"errors"
	"io"
	"sync"
	"unicode/utf8"
)

// censusTaking counts the characteristics of a file with several workers, each one piece at a time.
type censusTaking struct {
	mu     sync.Mutex // guards the following fields
	src    io.Reader
	rest   []byte // text after the last piece, already read
	before [2]byte
	eof    bool
	err    error
	pieces []*census // in the order of the file
	panic  any       // panic of a worker
}

const (
	censusPiece = 1 << 20
	mostHighs   = csv.MaxRecord // text with as many consecutive bytes outside ASCII is not delimited text, and may be divided anywhere
)

// countBytes returns the counts of all bytes of r.
func countBytes(r io.Reader) (*census, error) {
	t := &censusTaking{src: r}
	var all sync.WaitGroup
	for range csv.WorkerCount() {
		all.Go(t.work)
	}
	all.Wait()
	if t.panic != nil {
		panic(t.panic)
	}
	var c census
	for _, piece := range t.pieces {
		c.add(piece)
	}
	return &c, t.err
}

func (t *censusTaking) work() {
	defer func() {
		if p := recover(); p != nil {
			t.mu.Lock()
			defer t.mu.Unlock()
			t.panic, t.eof = p, true
		}
	}()
	var buf []byte
	for {
		var c *census
		if buf, c = t.next(buf); c == nil {
			return
		}
		c.count(buf)
	}
}

// next reads a piece into buf. The piece ends after an ASCII byte or at the end of the file. It returns nil if there is
// no piece.
func (t *censusTaking) next(buf []byte) ([]byte, *census) {
	t.mu.Lock()
	defer t.mu.Unlock()
	buf = append(buf[:0], t.rest...)
	for size := censusPiece; ; size *= 2 {
		if t.eof || t.err != nil {
			return buf, t.piece(buf, len(buf))
		}
		have := len(buf)
		if cap(buf) < size {
			buf = append(make([]byte, 0, size), buf...)
		}
		n, err := io.ReadFull(t.src, buf[have:size])
		buf = buf[:have+n]
		if t.eof = errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF); !t.eof && err != nil {
			t.err = err
		}
		end := len(buf)
		for !t.eof && end > 0 && buf[end-1] >= utf8.RuneSelf {
			end--
		}
		switch {
		case t.eof || size >= mostHighs:
			return buf, t.piece(buf, len(buf))
		case end > 0:
			return buf[:end], t.piece(buf, end)
		}
	}
}

// piece registers buf up to end as the next piece, and keeps the rest.
func (t *censusTaking) piece(buf []byte, end int) *census {
	t.rest = append(t.rest[:0], buf[end:]...)
	if end == 0 {
		return nil
	}
	c := &census{before: t.before}
	t.before = [2]byte{byteBefore(buf, t.before, end, 2), byteBefore(buf, t.before, end, 1)}
	t.pieces = append(t.pieces, c)
	return c
}
