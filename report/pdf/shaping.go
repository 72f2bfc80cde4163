package pdf

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"bilan/report/typeface"
)

type span struct {
	page  *codepage
	codes []byte  // only valid during the call of show
	width float64 // in ems
}

// shape divides a cleaned line into spans of one font and passes each to show. A line end becomes a space. codes is a
// buffer that is reused; shape returns it, perhaps grown.
func shape(want *typeface.Face, s string, codes []byte, show func(span)) []byte {
	var current *typeface.Face
	page, width := 0, 0
	codes = codes[:0]
	for _, r := range visualOrder(s) {
		if r == '\n' {
			r = ' '
		}
		f, n, code := locate(want, r)
		if f != current || n != page {
			if len(codes) > 0 {
				show(span{codepageOf(current, page), codes, float64(width) / 1000})
				codes, width = codes[:0], 0
			}
			current, page = f, n
		}
		codes = append(codes, code)
		width += int(f.Advance(r))
	}
	if len(codes) > 0 {
		show(span{codepageOf(current, page), codes, float64(width) / 1000})
	}
	return codes
}

// locate returns the face, the code page and the code for a rune. A rune without a glyph becomes a question mark.
func locate(want *typeface.Face, r rune) (f *typeface.Face, page int, code byte) {
	if r < utf8.RuneSelf && r >= ' ' && r != 0x7F {
		return want, 0, byte(r)
	}
	f = typeface.FaceFor(want, r)
	if f == nil {
		return want, 0, '?'
	}
	page, code = typeface.Locate(r)
	return f, page, code
}

// propertyText cleans a string for the document's properties, which have no line breaks.
func propertyText(s string) string { return strings.ReplaceAll(typeface.Clean(s), "\n", " ") }

// utf16 encodes a string for fpdf's bookmarks, in UTF-16 with a byte order mark.
func utf16(s string) string {
	b := []byte{0xFE, 0xFF}
	for _, r := range propertyText(s) {
		b = append(b, byte(r>>8), byte(r))
	}
	return string(b)
}

// hexText encodes a string as the hexadecimal digits of a PDF string.
func hexText(s string) string { return hex.EncodeToString([]byte(utf16(s))) }
