package sources

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"unicode/utf8"
)

// census counts what tells encodings apart, over the whole file.
type census struct {
	sequences int64 // valid UTF-8 beyond ASCII
	invalid   int64 // bytes that are not UTF-8
	firstBad  int64 // line of the first of them
	letters   int64 // bytes that are letters in Windows-1252
	oddities  int64 // bytes that are rare signs there and letters in older encodings
	undefined int64 // bytes that Windows-1252 lacks
	line      int64
}

// take counts b and returns how many bytes at its end are an unfinished sequence.
func (c *census) take(b []byte, last bool) (rest int) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i += asciiRun(b[i:])
			continue
		}
		if !last && len(b)-i < utf8.UTFMax && !utf8.FullRune(b[i:]) {
			rest = len(b) - i
			break
		}
		c.high(b[i])
		_, size := utf8.DecodeRune(b[i:])
		if size > 1 {
			c.sequences++
		} else if c.invalid++; c.invalid == 1 {
			c.firstBad = c.line + lines(b[:i]) + 1
		}
		i += size
	}
	if c.invalid == 0 { // later lines are not asked for
		c.line += lines(b[:len(b)-rest])
	}
	return rest
}

func lines(b []byte) int64 { return int64(bytes.Count(b, []byte{'\n'})) }

// asciiRun is the length of the ASCII text at the start of b.
func asciiRun(b []byte) int {
	n := 0
	for ; len(b)-n >= 8; n += 8 {
		if v := binary.LittleEndian.Uint64(b[n:]) & highs; v != 0 {
			return n + bits.TrailingZeros64(v)/8
		}
	}
	for n < len(b) && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}

func (c *census) high(b byte) {
	switch {
	case b >= 0xc0:
		c.letters++
	case b == 0x81 || b == 0x8d || b == 0x8f || b == 0x90 || b == 0x9d:
		c.undefined++
	case b == 0x82 || b == 0x87 || b == 0x88 || b == 0x8a || b == 0x8e:
		c.oddities++
	}
}

// ascii is the verdict on text of nothing else, which is UTF-8 and most other encodings too.
const ascii = "ascii"

// verdict is the encoding of a file without a mark: UTF-8 when all of it is valid, or most of it beyond ASCII, else
// Windows-1252, unless neither is believable.
func (c *census) verdict() (string, error) {
	const hint = "name it (csv: {encoding: windows-1252}, utf-8, macintosh, cp850 …)"
	switch {
	case c.invalid == 0 && c.sequences == 0:
		return ascii, nil
	case c.invalid <= c.sequences:
		return "utf-8", nil
	case c.sequences > 0 && c.invalid < 10*c.sequences:
		return "", fmt.Errorf("line %d: partly UTF-8 and partly not: write it anew in one encoding, or %s", c.firstBad, hint)
	case c.undefined > 0 || c.oddities > c.letters:
		return "", fmt.Errorf("line %d: the encoding is neither UTF-8 nor Windows-1252: %s", c.firstBad, hint)
	}
	return "windows-1252", nil
}

// detectEncoding reads as much of r as it needs. mark is the length of the byte order mark.
func detectEncoding(r io.Reader) (name string, mark int, err error) {
	buf := make([]byte, 1<<18)
	n, err := io.ReadFull(r, buf)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return "", 0, err
	}
	if name, mark := bom(buf[:n]); mark > 0 {
		return name, mark, nil
	}
	if name := zeroPattern(buf[:min(n, 4096)]); name != "" {
		return name, 0, nil
	}
	var c census
	for {
		last := err != nil
		rest := c.take(buf[:n], last)
		if last {
			break
		}
		copy(buf, buf[n-rest:n])
		n, err = io.ReadFull(r, buf[rest:])
		n += rest
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
			return "", 0, err
		}
	}
	name, err = c.verdict()
	return name, 0, err
}
