package pdf

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"bilan/report/typeface"
)

type span struct {
	page  *codepage
	codes []byte  // until the next span
	width float64 // in ems
}

// shape cuts a cleaned line into spans and hands each to show. Line ends count as spaces. It works in the room that codes
// has, and returns it.
func shape(want *typeface.Face, s string, codes []byte, show func(span)) []byte {
	var current *typeface.Face
	page, width := 0, 0
	codes = codes[:0]
	for _, r := range visual(s) {
		if r == '\n' {
			r = ' '
		}
		f, n, code := place(want, r)
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

// place finds a rune's font, page and code; a rune without a glyph becomes a question mark.
func place(want *typeface.Face, r rune) (f *typeface.Face, page int, code byte) {
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

// property cleans a string for the document's properties, where no line may end.
func property(s string) string { return strings.ReplaceAll(typeface.Clean(s), "\n", " ") }

// utf16 writes a string as fpdf's bookmarks take it: UTF-16 with a byte order mark.
func utf16(s string) string {
	b := []byte{0xFE, 0xFF}
	for _, r := range property(s) {
		b = append(b, byte(r>>8), byte(r))
	}
	return string(b)
}

// hexText writes a string as the digits of a PDF hex string.
func hexText(s string) string { return hex.EncodeToString([]byte(utf16(s))) }
