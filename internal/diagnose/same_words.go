package diagnose

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sortedWords returns the words of a name, sorted, in lower case, without accents and punctuation. Two names with the same
// words are probably the same.
func sortedWords(s string) string {
	folded := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFD.String(s))
	list := strings.Fields(folded)
	slices.Sort(list)
	return strings.Join(list, " ")
}
