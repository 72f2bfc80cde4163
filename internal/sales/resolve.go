package sales

import (
	"strings"
	"unicode"

	"bilan/internal/locale"
	"bilan/internal/table"
)

// Fold returns a column's name without case, accents and spaces, in which people's spellings differ.
func Fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00a0' || r == '\u202f' {
			return -1
		}
		return r
	}, locale.Unaccented(name))
}

// FindColumn returns the column that a role's text names, and how many columns it may mean. An exact match is the only
// one; else all columns with the same Fold count.
func FindColumn(text string, columns []table.Column) (name string, found int) {
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

// foldedSQL returns SQL for a text without case, accents and spaces at its ends. Statuses and kinds are compared in
// this form.
func foldedSQL(sql string) string { return "lower(strip_accents(trim(cast(" + sql + " as varchar))))" }

// sortedWordsSQL returns SQL that normalises a name for matching: as foldedSQL, with its words sorted and joined by
// spaces. It uses list_aggregate, because array_to_string would repeat the pattern, and the engine compiles each one
// for a millisecond.
func sortedWordsSQL(sql string) string {
	return "trim(list_aggregate(list_sort(string_split(regexp_replace(" + foldedSQL(sql) + `, '[^\p{L}\p{N}]+', ' ', 'g'), ' ')), 'string_agg', ' '))`
}

// inListSQL returns a SQL condition for a value to be in a list, apart from case and accents.
func inListSQL(sql string, list []string) string {
	if len(list) == 0 {
		return "false"
	}
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = table.Literal(locale.Unaccented(strings.TrimSpace(s)))
	}
	return "coalesce(" + foldedSQL(sql) + " in (" + strings.Join(quoted, ", ") + "), false)"
}
