package xlsx

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// A workbook of a megabyte can be made to unpack to gigabytes. So a part may unpack to at most maxRatio times its
// packed size. Real sheets unpack to 5 to 40 times their size.
const (
	maxRatio    = 100
	alwaysGrown = 64 << 20 // bytes to which any part may unpack
	maxUnpacked = 8 << 30
)

var errBomb = fmt.Errorf("it unpacks to more than %d times its size, which no sheet does", maxRatio)

// partReader reads an unpacked part up to its limit, and until the context ends.
type partReader struct {
	ctx  context.Context
	src  io.Reader
	left int64
}

func (p *partReader) Read(b []byte) (int, error) {
	if p.ctx.Err() != nil {
		return 0, context.Cause(p.ctx)
	}
	if p.left <= 0 {
		return 0, errBomb
	}
	n, err := p.src.Read(b[:min(int64(len(b)), p.left)])
	p.left -= int64(n)
	return n, err
}

// part opens a part of the workbook, nil if there is none of that name. It need not be closed.
func (b *Book) part(name string) (io.Reader, error) {
	f := b.parts[partKey(name)]
	if f == nil {
		return nil, nil
	}
	src, err := f.Open()
	if err != nil {
		return nil, explainZip(err)
	}
	packed := int64(min(f.CompressedSize64, uint64(b.size)))
	bound := min(max(alwaysGrown, packed*maxRatio), maxUnpacked)
	r := bufio.NewReaderSize(&partReader{b.ctx, src, bound}, 1<<15)
	mark, _ := r.Peek(3)
	switch {
	case bytes.HasPrefix(mark, []byte("\xef\xbb\xbf")):
		_, _ = r.Discard(3)
	case bytes.HasPrefix(mark, []byte("\xff\xfe")), bytes.HasPrefix(mark, []byte("\xfe\xff")):
		return transform.NewReader(r, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()), nil
	}
	return r, nil
}

// each calls start for every start tag of a part. It reports whether the part exists.
func (b *Book) each(name string, start func(*scanner) error) (there bool, err error) {
	src, err := b.part(name)
	if err != nil || src == nil {
		return false, inPart(name, err)
	}
	s := newScanner(src)
	for {
		switch t, err := s.next(); {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return true, inPart(name, err)
		case t == tokenStart:
			if err := start(s); err != nil {
				return true, inPart(name, err)
			}
		}
	}
}

func inPart(part string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("part %s: %w", part, explainZip(err))
}

// explainZip describes the damage of a workbook to the user.
func explainZip(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &corrupt):
		return errors.New("the workbook is damaged: export or save it again")
	case errors.Is(err, zip.ErrAlgorithm):
		return errors.New("the workbook is packed in a way that no spreadsheet uses: save it again")
	}
	return err
}
