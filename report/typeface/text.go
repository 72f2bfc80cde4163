package typeface

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Every measured or printed string passes through Clean. So no data can crash the writer, print an invisible character,
// or reverse the direction of the line.

// unprintable replaces a character that no font has, such as an emoji, and bytes that are not valid UTF-8.
const unprintable = '□'

// Clean returns s in printable form. The result is in NFC, without invisible characters and direction marks. Tabs
// become spaces, and line ends become '\n'. '□' replaces invalid bytes and characters without a glyph. A second call
// changes nothing.
func Clean(s string) string {
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

// isPlain reports whether Clean would not change a string, because all its characters are on page 0. Most strings are
// plain.
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

// printable maps one rune to its replacement, or to -1 if it is removed.
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
	case r != utf8.RuneError && !unicode.IsControl(r) && FaceFor(Regular, r) != nil:
		return r
	case unicode.IsSpace(r):
		return ' '
	}
	return unprintable
}

// isInvisible reports whether a character prints nothing: zero-width characters, soft hyphens, direction marks,
// variation selectors.
func isInvisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}

// isJoined reports whether a rune is a skin tone, which belongs to the emoji before it.
func isJoined(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }

// Ems is the width of a cleaned line in ems. A rune without a glyph has the width of a question mark.
func Ems(want *Face, s string) float64 {
	advance := want.Metrics().advance
	sum := 0
	for _, r := range s {
		if r == '\n' {
			r = ' '
		}
		if r < 0x10000 && advance[r] != Missing {
			sum += int(advance[r])
		} else if Fallback.Advance(r) != Missing {
			sum += int(Fallback.Advance(r))
		} else {
			sum += int(advance['?'])
		}
	}
	return float64(sum) / 1000
}
