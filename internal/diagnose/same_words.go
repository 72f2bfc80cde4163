package diagnose

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// wordsOf returns the words of a name without case, accents, punctuation and order: two names with the same words are most likely one.
func wordsOf(s string) string {
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
