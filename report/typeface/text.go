package typeface

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Every string that is measured or printed passes through clean, so that no data can crash the writer,
// print a silent box or turn the line around.

// unprintable replaces a character that no font has, such as an emoji, and bytes that are not text.
const unprintable = '□'

// Clean returns s in printable form: NFC, tabs and line ends as spaces and '\n', without invisible and direction marks,
// with a visible mark for bytes that are not text and characters without a glyph. It is idempotent.
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

// isPlain reports whether a string, as most do, needs no cleaning: page 0 without the characters that Clean changes.
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

// printable maps one rune to its replacement, -1 for nothing.
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

// isInvisible reports whether a character has no ink: zero-width ones, soft hyphens, direction marks, variation
// selectors.
func isInvisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r)
}

// isJoined reports whether a rune is a skin tone, which belongs to the emoji before it.
func isJoined(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }

// span is text of one code page, in its codes.
// ems measures a cleaned line, in ems.
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
