package cell

import (
	"bilan/sources/csv"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"unicode/utf8"
)

// census counts the characteristics of a text that distinguish encodings.
type census struct {
	sequences     int64      // number of UTF-8 characters outside ASCII
	invalid       int64      // number of bytes that are invalid in UTF-8
	firstBad      int64      // line number of the first invalid byte
	highs         [256]int64 // number of times that each byte outside ASCII begins a character, or is alone
	mojibake      int64      // number of UTF-8 characters that can hardly be Windows-1252 text
	utf8          *stray     // first of these characters
	single        *stray     // first letter that is Windows-1252 and not UTF-8
	lines         int64
	before        [2]byte // last two bytes before the counted text
	afterSequence bool    // the text before ends with a UTF-8 character
}

// count counts b. No UTF-8 character may reach beyond b.
func (c *census) count(b []byte) {
	for i := 0; i < len(b); {
		switch {
		case c.single != nil && len(b)-i > 64 && c.countIsolated((*[65]byte)(b[i:])):
			i += 64
			c.afterSequence = false
		case b[i] < utf8.RuneSelf:
			i += asciiRun(b[i:])
			c.afterSequence = false
		default:
			i += c.character(b, i)
		}
	}
	c.lines += lines(b)
}

// countIsolated counts 64 bytes if no two bytes outside ASCII are adjacent in them, so that none is UTF-8; else it returns
// false. single must be known before.
func (c *census) countIsolated(b *[65]byte) bool {
	found := csv.ChunkHighs((*[64]byte)(b[:]))
	if found&(found<<1) != 0 || found>>63 != 0 && b[64] >= utf8.RuneSelf {
		return false
	}
	c.invalid += int64(bits.OnesCount64(found))
	for ; found != 0; found &= found - 1 {
		c.highs[b[bits.TrailingZeros64(found)]]++
	}
	return true
}

// character counts the character outside ASCII that begins at b[i], and returns its length.
func (c *census) character(b []byte, i int) int {
	c.highs[b[i]]++
	_, size := utf8.DecodeRune(b[i:])
	next := byte(0)
	if i+size < len(b) {
		next = b[i+size]
	}
	before := [2]byte{byteBefore(b, c.before, i, 2), byteBefore(b, c.before, i, 1)}
	if size == 1 {
		if c.invalid++; c.invalid == 1 {
			c.firstBad = lines(b[:i]) + 1
		}
		if c.single == nil && isStrayLetter(b[i], before[1], next) {
			c.single = strayAt(b, i)
		}
		c.afterSequence = false
		return 1
	}
	if isMojibake(b[i:i+size], before, next, c.afterSequence) {
		if c.mojibake++; c.utf8 == nil {
			c.utf8 = strayAt(b, i)
		}
	}
	c.sequences++
	c.afterSequence = true
	return size
}

// add adds the census of the text that follows.
func (c *census) add(o *census) {
	if c.invalid == 0 && o.invalid > 0 {
		c.firstBad = c.lines + o.firstBad
	}
	c.utf8, c.single = cmp.Or(c.utf8, o.utf8.moved(c.lines)), cmp.Or(c.single, o.single.moved(c.lines))
	c.sequences, c.invalid, c.mojibake, c.lines = c.sequences+o.sequences, c.invalid+o.invalid, c.mojibake+o.mojibake, c.lines+o.lines
	for i, n := range o.highs {
		c.highs[i] += n
	}
}

// byteBefore is the n-th byte before b[i]. earlier are the two bytes before b.
func byteBefore(b []byte, earlier [2]byte, i, n int) byte {
	if i >= n {
		return b[i-n]
	}
	return earlier[2-(n-i)]
}

func lines(b []byte) int64 { return int64(bytes.Count(b, []byte{'\n'})) }

// asciiRun is the length of the ASCII text at the beginning of b.
func asciiRun(b []byte) int {
	n := 0
	for ; len(b)-n >= 8; n += 8 {
		if v := binary.LittleEndian.Uint64(b[n:]) & csv.Highs; v != 0 {
			return n + bits.TrailingZeros64(v)/8
		}
	}
	for n < len(b) && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}

// countKinds counts bytes outside ASCII: letters of Windows-1252; oddities, which are rare signs in Windows-1252 and letters
// in older encodings; and bytes that Windows-1252 does not define.
func (c *census) countKinds() (letters, oddities, undefined int64) {
	for b, n := range c.highs {
		switch {
		case b >= 0xc0:
			letters += n
		case b == 0x81 || b == 0x8d || b == 0x8f || b == 0x90 || b == 0x9d:
			undefined += n
		case b == 0x82 || b == 0x87 || b == 0x88 || b == 0x8a || b == 0x8e:
			oddities += n
		}
	}
	return letters, oddities, undefined
}

// ASCII is the verdict for text with only ASCII, which is valid in UTF-8 and in most other encodings.
const ASCII = "ascii"

// verdict is the encoding of a file without a byte order mark. It is UTF-8 if everything, or most of the text outside
// ASCII, is valid UTF-8; else it is Windows-1252. If neither or both are plausible, it is an error.
func (c *census) verdict() (string, error) {
	letters, oddities, undefined := c.countKinds()
	switch {
	case c.invalid == 0 && c.sequences == 0:
		return ASCII, nil
	case c.invalid <= c.sequences && c.single != nil:
		return "utf-8", c.mixedError("utf-8")
	case c.invalid <= c.sequences:
		return "utf-8", nil
	case undefined > 0 || oddities > letters:
		return "", fmt.Errorf("line %d: the encoding is neither UTF-8 nor Windows-1252: name it (csv: {encoding: windows-1252}, utf-8, macintosh, cp850 …)", c.firstBad)
	case c.mojibake > 0:
		return "windows-1252", c.mixedError("windows-1252")
	}
	return "windows-1252", nil
}

// DetectEncoding decides the encoding of r, and reads as much of r as that needs. mark is the length of the byte order
// mark. With a *MixedError, name is the encoding of most of the file.
func DetectEncoding(r io.Reader) (name string, mark int, err error) {
	buf := make([]byte, 1<<18)
	n, err := io.ReadFull(r, buf)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return "", 0, err
	}
	if name, mark := BOM(buf[:n]); mark > 0 {
		return name, mark, nil
	}
	if name := zeroPattern(buf[:min(n, 4096)]); name != "" {
		return name, 0, nil
	}
	c := &census{}
	if err != nil {
		c.count(buf[:n])
	} else if c, err = countBytes(io.MultiReader(bytes.NewReader(buf), r)); err != nil {
		return "", 0, err
	}
	name, err = c.verdict()
	return name, 0, err
}
