package prose

import (
	"strings"
	"unicode"
)

// Tidy makes a label one line: line breaks, control characters and characters that change the writing direction become
// a space or nothing, and invalid UTF-8 becomes U+FFFD. No-break spaces are kept.
func Tidy(s string) string { return strings.Trim(OneLine(s), " ") }

// OneLine is like Tidy, but keeps one space at either end. It is for a piece of a longer text.
func OneLine(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	if strings.IndexFunc(s, isUntidy) < 0 && !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	space := false
	for _, r := range s {
		switch {
		case r == ' ' || isLineBreak(r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
		case isUntidy(r):
		default:
			b.WriteRune(r)
			space = false
		}
	}
	return b.String()
}

// isLineBreak reports whether r breaks a line or moves to another column.
func isLineBreak(r rune) bool {
	return r >= '\t' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// isUntidy reports whether r must not be in a label. Joiners may be: some scripts and emoji need them.
func isUntidy(r rune) bool {
	return unicode.IsControl(r) || isLineBreak(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff
}

// Shorten returns at most runes characters of a text. The last is "…" if the text is longer.
func Shorten(s string, runes int) string {
	r := []rune(s)
	if len(r) <= runes {
		return s
	}
	return strings.TrimRight(string(r[:runes-1]), " ") + "…"
}
