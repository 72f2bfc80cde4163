package mail

import (
	"fmt"
	"strings"
)

// maxEncodedWord is the greatest length of a word of RFC 2047, in characters, so that the first word fits after the
// header's name. go-mail's words have 75 characters. They are folded before the first word, and some mail programs then
// show a subject with a leading space.
const maxEncodedWord = 60

// encodeWords returns a header's text in ASCII. It encodes other letters according to RFC 2047.
func encodeWords(s string) string {
	if isASCII(s) {
		return s
	}
	const open, end = "=?utf-8?q?", "?="
	var words []string
	var word strings.Builder
	for _, r := range s {
		q := encodeRune(r)
		if len(open)+word.Len()+len(q)+len(end) > maxEncodedWord {
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
