package outfile

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// mostCharacters is how many characters a name has at most.
const mostCharacters = 100

// Name joins parts with "_" into a file name that every file system and every mail reader accepts: letters, digits and
// "._-@", at most 100 characters, no leading dot. A hyphen replaces any other characters between two words: "Nord & Est"
// becomes Nord-Est. Calling Name with its own result returns the same name.
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
	return trimmed(b.String(), mostCharacters)
}

// ShortName is Name with at most n characters.
func ShortName(n int, parts ...string) string { return trimmed(Name(parts...), n) }

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
