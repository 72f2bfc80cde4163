package grammar

import (
	"math/big"
	"strings"
)

var numerals = map[string][]string{
	"fr": strings.Fields("zéro un deux trois quatre cinq six sept huit neuf dix"),
	"en": strings.Fields("no one two three four five six seven eight nine ten"),
	"de": strings.Fields("null ein zwei drei vier fünf sechs sieben acht neun zehn"),
	"es": strings.Fields("cero un dos tres cuatro cinco seis siete ocho nueve diez"),
	"it": strings.Fields("zero un due tre quattro cinque sei sette otto nove dieci"),
	"nl": strings.Fields("nul één twee drie vier vijf zes zeven acht negen tien"),
	"pt": strings.Fields("zero um dois três quatro cinco seis sete oito nove dez"),
}

// Numeral returns a whole number up to ten in words, as in running text, and a larger one in digits.
func (g *Grammar) Numeral(n int) string {
	if words := numerals[g.Language()]; n >= 0 && n < len(words) {
		return words[n]
	}
	return g.Number(new(big.Rat).SetInt64(int64(n)), 0)
}

// Members returns the plural of a dimension's heading for its members, such as "clients", "canaux" or "categories". In
// languages other than French and English it returns the heading as it is written inside a sentence.
func (g *Grammar) Members(heading string) string {
	first, rest, more := strings.Cut(g.Inline(heading), " ")
	if g.Language() != "en" && g.Language() != "fr" {
		return g.Inline(heading)
	}
	if g.Language() == "en" {
		at := strings.LastIndex(g.Inline(heading), " ") + 1
		text := g.Inline(heading)
		return text[:at] + englishPlural(text[at:])
	}
	if more {
		rest = " " + rest
	}
	return frenchPlural(first) + rest
}

func englishPlural(word string) string {
	switch {
	case strings.HasSuffix(word, "s") || word == "":
		return word
	case strings.HasSuffix(word, "y") && !strings.ContainsAny(word[len(word)-2:len(word)-1], "aeiou"):
		return word[:len(word)-1] + "ies"
	case strings.HasSuffix(word, "ch") || strings.HasSuffix(word, "x"):
		return word + "es"
	}
	return word + "s"
}

func frenchPlural(word string) string {
	switch {
	case strings.HasSuffix(word, "s") || strings.HasSuffix(word, "x") || strings.HasSuffix(word, "z") || word == "":
		return word
	case strings.HasSuffix(word, "al"):
		return word[:len(word)-2] + "aux"
	case strings.HasSuffix(word, "au") || strings.HasSuffix(word, "eu"):
		return word + "x"
	}
	return word + "s"
}
