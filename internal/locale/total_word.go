package locale

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// totalWords are words for totals and subtotals, as people and the pivot tables of spreadsheets write them, in lower
// case without accents. The value is true if the word has no other meaning. It is false for "somme" and "ensemble",
// because a department may be called Somme, and a brand Ensemble.
var totalWords = map[string]bool{
	"total": true, "totals": true, "totaux": true, "totale": true, "totales": true, "totali": true, "totais": true, "totaal": true, "totalen": true,
	"soustotal": true, "subtotal": true, "subtotals": true, "subtotale": true, "subtotali": true, "subtotales": true, "subtotais": true,
	"subtotaal": true, "eindtotaal": true, "tussentotaal": true, "gesamt": true, "insgesamt": true, "gesamtsumme": true, "gesamtergebnis": true,
	"gesamtbetrag": true, "zwischensumme": true, "zwischenergebnis": true, "teilsumme": true, "teilergebnis": true, "endsumme": true,
	"somme": false, "sommes": false, "sum": false, "sums": false, "summe": false, "summen": false, "suma": false, "sumas": false, "somma": false,
	"soma": false, "som": false, "ensemble": false, "ergebnis": false, "conjunto": false,
}

// wordsBesideTotal are words that may accompany a word for totals.
var wordsBesideTotal = map[string]bool{
	"grand": true, "general": true, "generale": true, "generales": true, "generaux": true, "global": true, "globale": true, "geral": true,
	"complessivo": true, "algemeen": true, "sous": true, "sub": true, "the": true, "de": true, "du": true, "des": true, "of": true, "tous": true,
	"all": true, "ht": true, "ttc": true, "eur": true, "net": true, "cumul": true,
}

// HasTotalWord reports whether a cell contains a word for totals. b is in any encoding that contains ASCII.
func HasTotalWord(b []byte) bool {
	var word [20]byte
	n := 0
	for i := 0; i <= len(b); i++ {
		if i < len(b) && IsWord(b[i]) {
			if n < len(word) {
				word[n] = lowerASCII(b[i])
			}
			n++
			continue
		}
		if n >= 3 && n <= len(word) {
			if _, is := totalWords[string(word[:n])]; is {
				return true
			}
		}
		n = 0
	}
	return false
}

// IsWord reports whether a byte is part of a letter or digit. Letters with accents are beyond ASCII in every encoding.
func IsWord(b byte) bool { return b >= 0x80 || b-'0' <= 9 || b|0x20 >= 'a' && b|0x20 <= 'z' }

func lowerASCII(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b | 0x20
	}
	return b
}

// IsTotalPhrase reports whether a text only says that its row is a total, such as "Total", "Total général" or
// "Sous-total :".
func IsTotalPhrase(text string) bool {
	certain := false
	for _, w := range strings.FieldsFunc(Unaccented(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch sure, is := totalWords[w]; {
		case is:
			certain = certain || sure
		case !wordsBesideTotal[w]:
			return false
		}
	}
	return certain
}

// TotalWords returns the words that HasTotalWord looks for, in lower case without accents, sorted.
func TotalWords() []string { return slices.Sorted(maps.Keys(totalWords)) }

// Unaccented returns a text in lower case without accents.
func Unaccented(s string) string { return WithoutAccents(strings.ToLower(s)) }

// WithoutAccents returns a text without accents, in NFC.
func WithoutAccents(s string) string {
	t := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	out, _, err := transform.String(t, s)
	if err != nil {
		return s
	}
	return out
}
