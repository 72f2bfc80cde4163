package workbench

import (
	"errors"
	"testing"

	"bilan/sources/workbench/syntax"
)

// TestWordsOfSQL checks that the error says that a column called like an SQL keyword needs quotes. A text that ends too
// early gets another error.
func TestWordsOfSQL(t *testing.T) {
	w := open(t)
	for query, want := range map[string]struct {
		word   string
		offset int
	}{
		"select at from orders":                         {"", 0},
		"select * from orders order by at":              {"at", 30},
		"select * from orders\norder by at\n":           {"at", 30},
		"select order, amount from orders":              {"", 0}, // a clause without the beginning of the query
		"select column, amount from orders":             {"column", 7},
		"select amount, to from orders":                 {"to", 15},
		"select sum(amount) from orders group by check": {"check", 40},
		"select o.* from orders o where end = 1":        {"", 0},
		"select id from table":                          {"table", 15},
		"select é, column from orders":                  {"column", 11},
		"select * from orders where":                    {"", 0},
		"select * from orders order by":                 {"", 0},
		"select * from orders limit":                    {"", 0},
		"select (a from orders":                         {"", 0},
		"select a b c from orders":                      {"", 0},
		"select 'table":                                 {"", 0},
	} {
		_, err := w.ParseSelect(t.Context(), query)
		var s *syntax.Error
		if !errors.As(err, &s) {
			if err != nil || query != "select at from orders" {
				t.Errorf("%s: %v", query, err)
			}
			continue
		}
		quoted := s.Message == `"`+want.word+`" is a reserved word in SQL` && s.Hint == `a column or table with this name needs quotes: "`+want.word+`"`
		if quoted != (want.word != "") || quoted && s.Offset != want.offset {
			t.Errorf("%s: %q (%s) at %d", query, s.Message, s.Hint, s.Offset)
		}
	}
	for expr, word := range map[string]string{"sum(column)": "column", "sum(amount) + end": "", "sum(": "", "sum(amount) filter (where to > 1)": "to"} {
		_, err := w.Value(t.Context(), expr)
		var s *syntax.Error
		if !errors.As(err, &s) || (s.Message == `"`+word+`" is a reserved word in SQL`) != (word != "") {
			t.Errorf("%s: %v", expr, err)
		}
	}
}
