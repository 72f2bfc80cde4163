package typing

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// TableName is the name in SQL of what people call words: lower case, NFC, one underscore for every run of signs
// that are no letters or digits, and a t before a digit. "Données 2026/Commandes (v2).csv" is données_2026_commandes_v2.
func TableName(words ...string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(strings.Join(words, "_"))) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('_')
		}
		gap = false
		b.WriteRune(r)
	}
	name := b.String()
	switch {
	case name == "":
		return "t"
	case name[0] >= '0' && name[0] <= '9':
		return "t" + name
	}
	return name
}

// reserved are the words that SQL wants quoted when they name a table.
var reserved = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
		default deferrable desc describe distinct do else end except false fetch for foreign from group having in initially intersect into
		lambda lateral leading limit not null offset on only or order pivot pivot_longer pivot_wider placing primary qualify references
		returning select show some summarize symmetric table then to trailing true union unique unpivot using variadic when where window with`) {
		reserved[w] = true
	}
}

// InSQL is the name as a query has to write it.
func InSQL(name string) string {
	if reserved[name] {
		return `"` + name + `"`
	}
	return name
}
