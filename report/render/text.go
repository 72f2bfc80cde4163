package render

import (
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Every string that is measured or printed passes through clean, so that no data can crash the writer,
// print a silent box or turn the line around.

// unprintable stands for a character that no face has, such as an emoji, and for bytes that are not text.
const unprintable = '□'

// clean returns s as it can be printed: NFC, tabs and line ends as spaces and '\n', invisible and direction
// marks dropped, what is not text or has no glyph replaced by a visible mark. It is idempotent.
func clean(s string) string {
	if isPlain(s) {
		return s
	}
	s = norm.NFC.String(strings.ToValidUTF8(s, string(unprintable)))
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r = printable(r); r >= 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPlain tells the most frequent strings, which need no cleaning: page 0 without what clean changes.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7F {
			return isPlainLatin(s[i:])
		}
	}
	return true
}

func isPlainLatin(s string) bool {
	base := basePage()
	for _, r := range s {
		if base.code(r) == 0 {
			return false
		}
	}
	return true
}

// printable maps one rune to what stands for it, -1 for nothing.
func printable(r rune) rune {
	switch {
	case r == '\n' || r == '\u2028' || r == '\u2029' || r == '\u0085':
		return '\n'
	case r == '\r':
		return -1
	case r == '\t' || r == '\v' || r == '\f':
		return ' '
	case isInvisible(r):
		return -1
	case isJoined(r):
		return -1
	case r != utf8.RuneError && !unicode.IsControl(r) && faceFor(regular, r) != nil:
		return r
	case unicode.IsSpace(r):
		return ' '
	}
	return unprintable
}

// isInvisible tells characters without ink: zero-width ones, soft hyphens, direction marks, variation selectors.
func isInvisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}

// isJoined tells the skin tones that belong to the emoji before them.
func isJoined(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }

// span is text of one code page, in its codes.
type span struct {
	page  *codepage
	codes []byte  // until the next span
	width float64 // in ems
}

// shape cuts a cleaned line into spans and hands each to show. Line ends count as spaces. It works in the room that codes
// has, and returns it.
func shape(want *face, s string, codes []byte, show func(span)) []byte {
	var current *face
	page, width := 0, 0
	codes = codes[:0]
	for _, r := range visual(s) {
		if r == '\n' {
			r = ' '
		}
		f, n, code := place(want, r)
		if f != current || n != page {
			if len(codes) > 0 {
				show(span{current.page(page), codes, float64(width) / 1000})
				codes, width = codes[:0], 0
			}
			current, page = f, n
		}
		codes = append(codes, code)
		width += int(f.advance(r))
	}
	if len(codes) > 0 {
		show(span{current.page(page), codes, float64(width) / 1000})
	}
	return codes
}

// place finds a rune's face, page and code; what has no glyph becomes a question mark.
func place(want *face, r rune) (f *face, page int, code byte) {
	if r < utf8.RuneSelf && r >= ' ' && r != 0x7F {
		return want, 0, byte(r)
	}
	f = faceFor(want, r)
	if f == nil {
		return want, 0, '?'
	}
	page, code = locate(r)
	return f, page, code
}

// ems measures a cleaned line, in ems.
func ems(want *face, s string) float64 {
	advance := want.metrics().advance
	sum := 0
	for _, r := range s {
		if r == '\n' {
			r = ' '
		}
		if r < 0x10000 && advance[r] != missing {
			sum += int(advance[r])
		} else if fallback.advance(r) != missing {
			sum += int(fallback.advance(r))
		} else {
			sum += int(advance['?'])
		}
	}
	return float64(sum) / 1000
}

// property cleans a string for the document's properties, where no line may end.
func property(s string) string { return strings.ReplaceAll(clean(s), "\n", " ") }

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
