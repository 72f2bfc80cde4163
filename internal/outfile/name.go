package outfile

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longest is how many characters a name has at most.
const longest = 100

// Name joins parts with "_" into a name that every file system and every mail reader takes: letters, digits and "._-@",
// at most 100 characters, no leading dot. A hyphen replaces whatever else is between two words: "Nord & Est" is
// Nord-Est. Name of its own result changes nothing.
func Name(parts ...string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range norm.NFC.String(strings.ToValidUTF8(strings.Join(parts, "_"), "")) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._@", r):
			b.WriteRune(r)
			hyphen = false
		case unicode.IsControl(r) || unicode.Is(unicode.M, r):
		case !hyphen:
			b.WriteByte('-')
			hyphen = true
		}
	}
	return trimmed(b.String(), longest)
}

// Short is a name of at most n characters.
func Short(n int, parts ...string) string { return trimmed(Name(parts...), n) }

func trimmed(s string, n int) string {
	s = strings.Trim(s, ".-_")
	if runes := []rune(s); len(runes) > n {
		stem, ext := s, ""
		if dot := strings.LastIndexByte(s, '.'); dot > 0 && len(s)-dot <= 8 {
			stem, ext = s[:dot], s[dot:]
		}
		stem = string([]rune(stem)[:n-len([]rune(ext))])
		s = strings.TrimRight(stem, ".-_") + ext
	}
	if s == "" {
		return "report"
	}
	return s
}
