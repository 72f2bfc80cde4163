package cell

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"bilan/internal/table"
	"bilan/sources/csv"
)

// stray is a place where a file's text is in another encoding than the rest of it.
type stray struct {
	line int64
	text []byte // the cell, or a part of it, as in the file
}

// windows1252 shows bytes as Windows-1252 has them.
var windows1252 = NewCharset("windows-1252")

// inWindows1252 is b in Windows-1252, for people.
func inWindows1252(b []byte) string {
	r := Reader{Charset: windows1252}
	return table.Shorten(string(r.Repaired(b)))
}

// MixedError is the mistake of a file with two encodings.
type MixedError struct {
	line   int64
	what   string // the first place that has the other one
	kept   string // the encoding that most of the file has
	became string // what the place is read as in that
}

func (e *MixedError) Error() string {
	return fmt.Sprintf("line %d: partly UTF-8 and partly not: %s (save the file again in one encoding, or csv: {encoding: %s} to read it as %q)",
		e.line, e.what, e.kept, e.became)
}

// Remark is the same as a remark, for a file with a declared encoding.
func (e *MixedError) Remark() string {
	return fmt.Sprintf("line %d: %s, and is read as %q: correct it in the program that writes the file", e.line, e.what, e.became)
}

// mixed is the error of a file in Windows-1252 or in UTF-8, depending on kept, that contains the other one too.
func (c *census) mixed(kept string) *MixedError {
	if kept == "utf-8" {
		s := c.single
		return &MixedError{s.line, fmt.Sprintf("%q is Windows-1252", inWindows1252(s.text)), kept, table.Shorten(string(bytes.ToValidUTF8(s.text, replacement)))}
	}
	s, read := c.utf8, inWindows1252(c.utf8.text)
	what := fmt.Sprintf("%q has a character in UTF-8", read)
	if utf8.Valid(s.text) {
		what = fmt.Sprintf("%q is %q in UTF-8", read, table.Shorten(string(s.text)))
	}
	return &MixedError{s.line, what, kept, read}
}

// below is the place moved down by a number of lines.
func (s *stray) below(lines int64) *stray {
	if s == nil {
		return nil
	}
	return &stray{line: lines + s.line, text: s.text}
}

// strayAt is the text around b[i] in the line.
func strayAt(b []byte, i int) *stray {
	const ends, most = "\n\r;,\t|\"", 40
	from, to := max(i-most, 0), min(i+most, len(b))
	if n := bytes.LastIndexAny(b[from:i], ends); n >= 0 {
		from += n + 1
	}
	if n := bytes.IndexAny(b[i:to], ends); n >= 0 {
		to = i + n
	}
	return &stray{line: lines(b[:i]) + 1, text: bytes.Clone(csv.Trim(b[from:to]))}
}

// isMojibake reports whether a sequence that is valid UTF-8 can hardly be text of Windows-1252: é is Ã© there, € is
// â‚¬. before are the two bytes before it, next is the byte after it, 0 at the ends of the file. Two sequences side by
// side are UTF-8 in any script: nothing else alternates in this way. Of single ones only those count that text in
// Europe has; words of capitals before a sign, such as MAÇÃ», are text.
func isMojibake(seq []byte, before [2]byte, next byte, behindOther bool) bool {
	if behindOther {
		return true
	}
	switch seq[0] {
	case 0xc2: // Â°, Â«, Â and a no-break space
		return seq[1] >= 0xa0
	case 0xc3: // à to ÿ
		return !isCapital(before[0]) || !isCapital(before[1]) || !closesWord(seq[1], next)
	case 0xc4, 0xc5: // ą to ž
		return isLower(before[1]) || !closesWord(seq[1], next)
	case 0xe2: // “ ” ’ – … •, €, ™, −
		return seq[1] == 0x80 && seq[2] >= 0x90 || seq[1] == 0x82 || seq[1] == 0x84 && seq[2] == 0xa2 || seq[1] == 0x88 && seq[2] == 0x92
	case 0xef: // a byte order mark
		return seq[1] == 0xbb && seq[2] == 0xbf
	}
	return seq[0] == 0xf0 && seq[1] == 0x9f // pictures such as 😀
}

// closesWord reports whether a character of Windows-1252 may follow a word, where next is the byte after it. A no-break
// space may also be between words.
func closesWord(sign, next byte) bool {
	return sign == 0xa0 || !isLetter(next) && bytes.IndexByte([]byte("\x85\x92\x93\x94\x95\x96\x97\x99\xa3\xa7\xab\xae\xb0\xb2\xb3\xb7\xbb\xbd"), sign) >= 0
}

// isStrayLetter reports whether a byte that is not UTF-8 is a letter of Windows-1252 (or the apostrophe in a word), and not the rest of a
// character that was cut off at the end of a cell: a letter follows, or comes before one that begins few characters of UTF-8.
func isStrayLetter(b, before, next byte) bool {
	behind := before < utf8.RuneSelf && isLetter(before)
	inFront := isLetter(next)
	switch {
	case b == 0x8c || b == 0x9c || b == 0x92: // Œ œ ’
		return behind && inFront
	case b == 0xe2 || b == 0xef || b == 0xf0:
		return inFront
	case b >= 0xdf && b != 0xf7:
		return inFront || behind && next < utf8.RuneSelf
	}
	return isLetter(b) && inFront
}

func isCapital(b byte) bool {
	return b >= 'A' && b <= 'Z' || b >= 0xc0 && b <= 0xde && b != 0xd7
}

func isLower(b byte) bool { return b >= 'a' && b <= 'z' || b >= 0xdf && b != 0xf7 }

// isLetter reports whether a byte is a letter in Windows-1252.
func isLetter(b byte) bool { return isCapital(b) || isLower(b) }
