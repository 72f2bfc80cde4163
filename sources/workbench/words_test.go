package workbench

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"bilan/sources/workbench/syntax"
)

// engineWords are words that only the engine uses.
var engineWords = regexp.MustCompile(`exception_type|Error:|\b(VARCHAR|INT(8|16|32|64|128)|BIGINT|HUGEINT|[A-Z]+_LITERAL|DECIMAL\()|No function matches|explicit type cast|explicit cast`)

// No error shows the engine's own words: each says what is wrong and what to do.
func TestTheEngineSpeaksOurWords(t *testing.T) {
	w := loaded(t)
	for _, c := range []struct{ query, said, hint string }{
		{"select rep + 1 as r from orders", "text + whole number cannot be computed", "cast one"},
		{"select rep like 5 as r from orders", "text like whole number", "cast"},
		{"select day - 'x' from orders", "date - text", "say what you mean with a cast"},
		{"select round() from orders", "round() cannot be computed", ""},
		{"select sum(amount, 2) from orders", "sum(decimal, whole number) cannot be computed", ""},
		{"select id from orders a join orders b on a.id = b.id", `the column "id" is in more than one table`, "write"},
		{"select o.amount from orders", `the query has no table "o"`, "from or join"},
		{"select rep, sum(amount) from orders", `the column "rep" is neither grouped by`, "group by all"},
		{"select sum(sum(amount)) from orders", "an aggregate is inside another", "subquery"},
		{"select * from orders where sum(amount) > 5", "WHERE is evaluated for each row", "having"},
		{"select (select id from orders) as x", "several rows where one value is needed", "aggregate"},
		{"select (select id, day from orders) as x", "gives 2 columns where 1 is needed", ""},
		{"select 1 as x union select 1, 2", "different numbers of columns", "same columns"},
		{"select cast(rep as integer) from orders", `"Zoé" in the column "rep" is not a whole number`, "try_cast(rep as integer)"},
		{"select cast('x' as double)", `"x" is not a number`, "try_cast"},
		{"select id from orders where day = 'tomorrow'", `"tomorrow" is not a date`, "date '2026-01-31'"},
		{"select date '2026-13-45' as d", `"2026-13-45" is not a date`, "date '2026-01-31'"},
		{"select strptime(rep, '%d/%m/%Y') from orders", `"Zoé" is not written as %d/%m/%Y`, "try_strptime"},
		{"select 9223372036854775807::bigint + id from orders", "the result is too large a number: addition of", "decimal(38,2)"},
		{"select 123456::decimal(4,2)", "too large", "decimal(38,2)"},
		{"select case when true then day else 1 end from orders", "", "cast"},
		{"select day between 5 and 6 from orders", "", "cast"},
		{"select lag(amount) from orders", "lag() is a window function", "over (order by"},
		{"select cast(id as datum) from orders", `there is no type "datum"`, "varchar"},
		{"select date_trunc('mont', day) from orders", `"mont" is not a part of a date`, "month"},
		{"select * exclude (nope) from orders", `there is no column "nope"`, ""},
		{"select 'abc from orders", "is opened and not closed", "close it"},
		{"select * from orders where", "the text ends too early", "missing"},
		{"select 1e500", "a number in it is too large", "smaller"},
		{"select * from orders limit -1", "a limit cannot be negative", "limit 10"},
	} {
		_, err := w.Query(t.Context(), c.query, nil)
		var said, hint string
		var f *Fault
		var s *syntax.Error
		switch {
		case errors.As(err, &f):
			said, hint = f.Message, f.Hint
		case errors.As(err, &s):
			said, hint = s.Message, s.Hint
		}
		if said == "" || !strings.Contains(said, c.said) || !strings.Contains(hint, c.hint) || engineWords.MatchString(said+hint) {
			t.Errorf("%s:\n\t%v\n\t%q (%s)", c.query, err, said, hint)
		}
	}
}

// An error in the data is distinguished from an error in the SQL: the first holds a report, the second concerns the
// author of the SQL.
func TestDataIsToldFromSQL(t *testing.T) {
	w := loaded(t)
	for query, data := range map[string]bool{
		"select cast(rep as integer) from orders": true, "select 9223372036854775807::bigint + id from orders": true,
		"select nope from orders": false, "select sum(day) from orders": false, "select rep, count(*) from orders": false,
	} {
		_, err := w.Query(t.Context(), query, nil)
		var f *Fault
		if !errors.As(err, &f) || f.Data != data {
			t.Errorf("%s: %+v", query, f)
		}
	}
}
