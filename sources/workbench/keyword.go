package workbench

import (
	"context"
	"slices"
	"strings"
)

// clauseWords begin or join parts of a query. If the parser fails at one of them, something is missing before it, and
// it is not meant as a column.
var clauseWords = strings.Fields(`all and any as asc between by case cross desc distinct else end except exists filter from full group
	having ilike in inner intersect is join left like limit natural not null offset on or order outer over partition qualify right select
	set then union using values when where window with`)

// unquoted finds a word at or before the place of a parse error such that the text can be parsed with the word in
// quotes. The caller holds mu.
func (w *Workbench) unquoted(ctx context.Context, text string, at, before int) (from, to int, ok bool) {
	at = min(at, len(text))
	here := at
	for here < len(text) && isWordByte(text[here]) {
		here++
	}
	front := len(strings.TrimRight(text[:at], " \t\r\n"))
	for _, end := range []int{here, front} {
		start := end
		for start > before && isWordByte(text[start-1]) {
			start--
		}
		if start == end || text[start] <= '9' || slices.Contains(clauseWords, strings.ToLower(text[start:end])) {
			continue
		}
		if p, err := w.parse(ctx, text[:start]+`"`+text[start:end]+`"`+text[end:]); err == nil && !p.Error {
			return start, end, true
		}
	}
	return 0, 0, false
}

// isWordByte reports whether a byte can be part of an SQL keyword or a plain name.
func isWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}
