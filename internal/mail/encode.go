package mail

import (
	"fmt"
	"strings"
)

// encodedWord is the room for one word of RFC 2047, so that the first one fits after the header's name. go-mail's own
// words are 75 long: the line would be folded before the first, and some readers then show a subject with a leading
// space.
const encodedWord = 60

// encodeWords writes a header's text in ASCII, after RFC 2047 where it must.
func encodeWords(s string) string {
	if isASCII(s) {
		return s
	}
	const open, end = "=?utf-8?q?", "?="
	var words []string
	var word strings.Builder
	for _, r := range s {
		q := encodeRune(r)
		if len(open)+word.Len()+len(q)+len(end) > encodedWord {
			words = append(words, open+word.String()+end)
			word.Reset()
		}
		word.WriteString(q)
	}
	return strings.Join(append(words, open+word.String()+end), " ")
}

func encodeRune(r rune) string {
	switch {
	case r == ' ':
		return "_"
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("!*+-/", r):
		return string(r)
	}
	var b strings.Builder
	for _, c := range []byte(string(r)) {
		fmt.Fprintf(&b, "=%02X", c)
	}
	return b.String()
}
