package typeface

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// BindNumbers puts a non-breaking space between each number and the noun after it: "4 quarters". The word after a year
// is not bound, nor a short word, unless shortNouns contains it.
func BindNumbers(s string) string {
	if !strings.ContainsAny(s, "0123456789") {
		return s
	}
	var b strings.Builder
	start := 0
	for i := 1; i < len(s); i++ {
		if s[i] == ' ' && unicode.IsDigit(rune(s[i-1])) && isCount(s[:i]) && isNoun(s[i+1:]) {
			b.WriteString(s[start:i] + "\u00a0")
			start = i + 1
		}
	}
	return b.String() + s[start:]
}

// isCount reports whether a text ends in a number that counts something. A year does not, nor the number in a name such
// as T2 or week 46.
func isCount(s string) bool {
	number := s[strings.LastIndexFunc(s, func(r rune) bool { return r != '.' && r != ',' && !unicode.IsDigit(r) })+1:]
	rest := s[:len(s)-len(number)]
	before, _ := utf8.DecodeLastRuneInString(rest)
	year := len(number) == 4 && (strings.HasPrefix(number, "19") || strings.HasPrefix(number, "20"))
	return !year && !unicode.IsLetter(before) && before != '-' && !endsInNumberedNoun(rest)
}

// endsInNumberedNoun reports whether a text ends in a noun whose number follows it, as in "week 46".
func endsInNumberedNoun(s string) bool {
	words := strings.Fields(s)
	return len(words) > 0 && slices.Contains(numberedNouns, strings.ToLower(words[len(words)-1]))
}

var numberedNouns = strings.Fields("semaine week woche semana settimana page seite página pagina version versión versione versie versão top")

// shortNouns are the nouns of fewer than four letters that a number counts.
var shortNouns = []string{"an", "ans", "day", "mes", "dag", "día", "dia", "Tag"}

// isNoun reports whether the first word of a text is taken for a noun: it has more than three letters or is in
// shortNouns.
func isNoun(s string) bool {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end >= 0 {
		s = s[:end]
	}
	return utf8.RuneCountInString(s) > 3 || slices.Contains(shortNouns, s)
}
