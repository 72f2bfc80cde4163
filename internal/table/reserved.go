package table

import "strings"

// reserved are the words that DuckDB and PostgreSQL require to be quoted as the name of a table or column.
var reserved = map[string]bool{}

func init() {
	for _, w := range strings.Fields(`all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
		default deferrable desc describe distinct do else end except false fetch for foreign from group having in initially intersect into
		lambda lateral leading limit not null offset on only or order pivot pivot_longer pivot_wider placing primary qualify references
		returning select show some summarize symmetric table then to trailing true union unique unpivot using variadic when where window with`) {
		reserved[w] = true
	}
}

// IsReserved reports whether a name must be quoted in SQL because it is a reserved word. Case is ignored.
func IsReserved(name string) bool { return reserved[strings.ToLower(name)] }
