package sales

import (
	"strings"
	"unicode"

	"bilan/internal/locale"
	"bilan/internal/table"
)

// Fold is a column's name without differences that people make in writing: case, accents and blanks of any kind.
func Fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00a0' || r == '\u202f' {
			return -1
		}
		return r
	}, locale.Unaccented(name))
}

// Column is the column that a role's text names, and how many do: of several that fold alike the one that is written alike.
func Column(text string, columns []table.Column) (name string, found int) {
	for _, c := range columns {
		if c.Name == text {
			return c.Name, 1
		}
		if Fold(c.Name) == Fold(text) {
			name, found = c.Name, found+1
		}
	}
	return name, found
}

// folded is SQL for a text as statuses and kinds are compared: without case, accents and blanks around it.
func folded(sql string) string { return "lower(strip_accents(trim(cast(" + sql + " as varchar))))" }

// wordless is SQL that normalises a name for matching: without the order of its words and the characters between them.
// The engine takes a millisecond to compile the pattern at each place where it is used, and array_to_string would
// contain it twice.
func wordless(sql string) string {
	return "trim(list_aggregate(list_sort(string_split(regexp_replace(" + folded(sql) + `, '[^\p{L}\p{N}]+', ' ', 'g'), ' ')), 'string_agg', ' '))`
}

// among is SQL that reports whether a value is one of a list's, without case and accents.
func among(sql string, list []string) string {
	if len(list) == 0 {
		return "false"
	}
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = table.Literal(locale.Unaccented(strings.TrimSpace(s)))
	}
	return "coalesce(" + folded(sql) + " in (" + strings.Join(quoted, ", ") + "), false)"
}
