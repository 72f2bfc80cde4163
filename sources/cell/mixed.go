package cell

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"bilan/internal/table"
	"bilan/sources/csv"
)

// stray is a place in a file whose text is in another encoding than the rest.
type stray struct {
	line int64
	text []byte // the cell, or part of it, in the bytes of the file
}

// windows1252 decodes Windows-1252, to show such bytes in a message.
var windows1252 = NewCharset("windows-1252")

// inWindows1252 decodes b as Windows-1252, for a message.
func inWindows1252(b []byte) string {
	r := Reader{Charset: windows1252}
	return table.Shorten(string(r.Repaired(b)))
}

// MixedError reports that a file has two encodings.
type MixedError struct {
	line   int64
	what   string // first place in the other encoding
	kept   string // encoding of most of the file
	became string // the place, decoded in the encoding kept
}

func (e *MixedError) Error() string {
	return fmt.Sprintf("line %d: partly UTF-8 and partly not: %s (save the file again in one encoding, or csv: {encoding: %s} to read it as %q)",
		e.line, e.what, e.kept, e.became)
}

// Remark is the error as a remark, for a file whose encoding is declared.
func (e *MixedError) Remark() string {
	return fmt.Sprintf("line %d: %s, and is read as %q: correct it in the program that writes the file", e.line, e.what, e.became)
}

// mixedError is the error about a file that is mostly in the encoding kept, Windows-1252 or UTF-8, and has a place in the
// other.
func (c *census) mixedError(kept string) *MixedError {
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

// moved is the place with its line number increased.
func (s *stray) moved(lines int64) *stray {
	if s == nil {
		return nil
	}
	return &stray{line: lines + s.line, text: s.text}
}

// strayAt is the place b[i], with the text around it in its line.
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

// isMojibake reports whether a valid UTF-8 sequence can hardly be Windows-1252 text: é would be Ã© there, € would be
// â‚¬. before are the two bytes before the sequence, next is the byte after it; they are 0 at the ends of the file. Two
// adjacent sequences are always UTF-8. A single one counts only if it is a character that European text has, and not if
// it may be the end of a word in capitals, such as MAÇÃ».
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

// closesWord reports whether a character of Windows-1252 may be after a word; next is the byte after the character. A
// no-break space may also be between words.
func closesWord(sign, next byte) bool {
	return sign == 0xa0 || !isLetter(next) && bytes.IndexByte([]byte("\x85\x92\x93\x94\x95\x96\x97\x99\xa3\xa7\xab\xae\xb0\xb2\xb3\xb7\xbb\xbd"), sign) >= 0
}

// isStrayLetter reports whether a byte that is invalid in UTF-8 is a letter of Windows-1252, or the apostrophe in a
// word. It is not if it may be the rest of a UTF-8 character that was cut at the end of a cell. So a letter must
// follow; before a byte that begins few UTF-8 characters, a letter before it is enough.
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
