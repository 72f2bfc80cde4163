package typing

import (
	"strings"
	"unicode"

	"bilan/internal/table"

	"golang.org/x/text/unicode/norm"
)

// TableName converts words to a name for SQL: lower case, NFC, and one underscore instead of each run of characters
// that are neither letters nor digits. Before a digit at the beginning comes a "t". "Données 2026/Commandes (v2).csv"
// becomes données_2026_commandes_v2_csv.
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

// InSQL is the name as it must be written in a query: in quotes if it is a reserved word.
func InSQL(name string) string {
	if table.IsReserved(name) {
		return `"` + name + `"`
	}
	return name
}
