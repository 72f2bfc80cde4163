package typing

import (
	"strings"
	"unicode"

	"bilan/internal/table"

	"golang.org/x/text/unicode/norm"
)

// TableName is the SQL name for people's words: lower case, NFC, one underscore for every run of characters other than
// letters and digits, and a t before a digit. "Données 2026/Commandes (v2).csv" is données_2026_commandes_v2.
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

// InSQL is the name as a query has to write it.
func InSQL(name string) string {
	if table.Reserved(name) {
		return `"` + name + `"`
	}
	return name
}
