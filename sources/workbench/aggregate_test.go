package workbench

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"bilan/sources/workbench/syntax"
)

func TestAggregatesThatAreLetThrough(t *testing.T) {
	w := loaded(t)
	for _, expr := range []string{
		"sum(amount)", "count(*)", "count(distinct rep)", "median(amount)", "quantile_cont(amount, 0.5)", "avg(amount)", "min(amount)",
		"percentile_cont(0.9) within group (order by amount)", "sum(amount) filter (where rep = 'Zoé')", "coalesce(sum(amount), 0)",
		"round(sum(amount) / nullif(count(*), 0), 2)", "count(*) filter (where amount > 5) / nullif(count(*), 0)", "-sum(amount)",
		"sum(case when rep is null then 0 else amount end)", "100 * (1 - sum(amount) / nullif(max(amount), 0))", "sum(amount)::decimal(18,2)",
		"greatest(sum(amount), 0)", "case when count(*) = 0 then null else sum(amount) end", "weighted_avg(amount, id)", "geomean(amount)",
		"first(amount order by day, id)", "arg_max(amount, day order by id)", "count(*) filter (where day >= :today - 7)",
		"sum(amount) /* net */", "(sum(amount))", "SUM(amount) - Min(amount)", "sum(id) filter (where day between :period_start and :today)",
		"sum(distinct amount)", "sum(1)", "count(1)", "max(1) filter (where amount > 5)", "date_diff('day', min(day), :today)", "count_if(rep is null)", "stddev_samp(amount)", `sum("amount")`,
		"count(distinct current_date) + count(distinct \"current_date\")"[len("count(distinct current_date) + "):],
	} {
		if _, err := w.Value(t.Context(), expr); err != nil {
			t.Errorf("%s: %v", expr, err)
		}
	}
}

func TestWhatIsNoAggregate(t *testing.T) {
	w := open(t)
	for _, c := range []struct{ sql, at, message, hint string }{
		{"-1", "-1", "there is no aggregate of the rows", "sum(amount)"},
		{"'x'", "'x'", "no aggregate", "write an aggregate"},
		{"round(1.5)", "round", "no aggregate", "write an aggregate"},
		{"summ(1)", "summ", "no aggregate", "did you mean sum(…)?"},
		{":today", "", "no aggregate", ""},
		{"null", "null", "no aggregate", ""},
		{"amount", "amount", "the column amount is outside an aggregate", "write sum(amount)"},
		{`"Montant HT"`, `"`, `the column "Montant HT" is outside an aggregate`, `sum("Montant HT")`},
		{"o.amount", "o", "the column amount is outside", ""},
		{"amount + sum(x)", "amount", "the column amount is outside", ""},
		{"sum(x) + amount", "amount", "the column amount is outside", ""},
		{"case when kind = 'a' then sum(x) end", "kind", "the column kind is outside", ""},
		{"sum(x) filter (where b) / c", "c", "the column c is outside", ""},
		{"summ(amount)", "amount", "the column amount is outside", ""},
		{"count(*) over ()", "count", "count(…) is a window function", "without over"},
		{"sum(sum(x)) over (order by d)", "sum", "is a window function", ""},
		{"sum(count(*) over ())", "count", "is a window function", ""},
		{"lag(amount)", "lag", "is a window function", ""},
		{"row_number()", "row_number", "is a window function", ""},
		{"sum(x) * random()", "random", "random() gives another answer each time", "leave it out"},
		{"uuid()", "uuid", "gives another answer", ""},
		{"count(*) filter (where d > now())", "now", "now() changes with the clock", "write :today"},
		{"count(*) filter (where d > current_date)", "current_date", "current_date changes with the clock", "write :today"},
		{"count(*) filter (where d > CURRENT_TIMESTAMP - interval 1 day)", "CURRENT_TIMESTAMP", "changes with the clock", "write :today"},
		{"max(today() - d)", "today", "changes with the clock", "write :today"},
		{"max(age(d))", "age", "changes with the clock", "write :today"},
		{"max(-1)", "max", "max() has a constant as its argument", "max(amount)"},
		{"avg(5) + 0 * count(*)", "avg", "avg() has a constant as its argument", "avg(amount)"},
		{"median(:today)", "median", "has a constant as its argument", ""},
		{"avg(sum(x))", "sum", "sum() is inside avg()", "a dataset of its own"},
		{"sum(x) filter (where max(y) > 1)", "max", "max() is inside sum()", ""},
		{"first(x)", "first", "first() depends on the order of the rows", "order by id"},
		{"last(x)", "last", "depends on the order", ""},
		{"any_value(x)", "any_value", "depends on the order", ""},
		{"string_agg(x, ',')", "string_agg", "depends on the order", ""},
		{"len(list(x))", "list", "depends on the order", ""},
		{"arg_max(x, d)", "arg_max", "depends on the order", "arg_max(… order by id)"},
		{"mode(x)", "mode", "depends on the order", ""},
		{"approx_quantile(x, 0.5)", "approx", "estimates", "quantile_cont"},
		{"reservoir_quantile(x, 0.5)", "reservoir", "estimates", ""},
		{"histogram(x)", "histogram", "gives many values", ""},
		{"unnest([sum(a), sum(b)])", "unnest", "turns one row into several", ""},
		{"sum(columns('a|b'))", "columns", "mean several columns", ""},
		{"sum(#1)", "#1", "no column is named here", ""},
		{"grouping(a) + sum(a)", "grouping", "needs a GROUP BY", ""},
		{"sum((select max(x) from o))", "", "without SELECT", ""},
		{"sum(getenv('HOME'))", "getenv", "not allowed", ""},
	} {
		_, err := w.Value(t.Context(), c.sql)
		var e *syntax.Error
		if !errors.As(err, &e) || !strings.Contains(e.Message, c.message) || !strings.Contains(e.Hint, c.hint) {
			t.Errorf("%s: %v, %+v", c.sql, err, e)
		} else if at := strings.Index(c.sql, c.at); c.at != "" && e.Offset != at {
			t.Errorf("%s: at %d, not %d", c.sql, e.Offset, at)
		}
	}
}

func TestScalar(t *testing.T) {
	w := loaded(t)
	for _, expr := range []string{"amount", "amount * 2", "coalesce(rep, 'Zoé')", "1", "won", "case when won then 'a' end", "\"amount\" - 1"} {
		if _, err := w.Scalar(t.Context(), expr); err != nil {
			t.Errorf("%s: %v", expr, err)
		}
	}
	for _, c := range [][2]string{
		{"sum(amount)", "a value of a row is evaluated for each row alone"}, {"(select max(amount) from orders)", "without SELECT"}, {"today()", "changes with the clock"},
		{"lag(amount) over ()", "a value of a row is evaluated for each row alone"}, {"amount, id", "one SQL expression"}, {"N° pièce", "syntax error"}, {"Total HT 2", "syntax error"},
		{"amount) from orders --", "syntax error"},
	} {
		if _, err := w.Scalar(t.Context(), c[0]); err == nil || !strings.Contains(err.Error(), c[1]) {
			t.Errorf("%s: %v", c[0], err)
		}
	}
}

func TestCondition(t *testing.T) {
	w := loaded(t)
	for _, expr := range []string{"amount > 5", "rep is not null and day >= :today - 7", "rep in ('Zoé', 'Max')", "not (id = 1)", "true", "won", "rep like 'Z%'",
		"starts_with(rep, 'Z')", "coalesce(won, false)", "case when id > 1 then won else false end", "day between :period_start and :period_end", "won::boolean"} {
		if _, err := w.Condition(t.Context(), expr); err != nil {
			t.Errorf("%s: %v", expr, err)
		}
	}
	if params, err := w.Condition(t.Context(), "d < :today and e > :history_start"); err != nil || fmt.Sprint(params) != "[history_start today]" {
		t.Errorf("%v %v", params, err)
	}
	for _, c := range []struct{ sql, at, message, hint string }{
		{"sum(amount) > 5", "sum", "sum() is computed from many rows", "the dataset's query"},
		{"row_number() over (order by id) = 1", "row_number", "is a window function", "the dataset's query"},
		{"day > current_date - 30", "current_date", "changes with the clock", "write :today"},
		{"random() < 0.5", "random", "another answer each time", ""},
		{"id in (select id from orders)", "", "without SELECT", ""},
		{"exists (select 1)", "", "without SELECT", ""},
		{"1", "1", "a constant is neither true nor false", "compare something"},
		{"'won'", "'won'", "a constant is neither", ""},
		{"amount + 1", "amount", "a computed value is neither", ""},
		{":today", ":today", "a date is neither", ""},
		{"true) or (1=1", "", "syntax error", ""},
		{"", "", "empty", ""},
	} {
		_, err := w.Condition(t.Context(), c.sql)
		var e *syntax.Error
		if !errors.As(err, &e) || !strings.Contains(e.Message, c.message) || !strings.Contains(e.Hint, c.hint) {
			t.Errorf("%s: %v", c.sql, err)
		} else if c.at != "" && e.Offset != strings.Index(c.sql, c.at) {
			t.Errorf("%s: at %d", c.sql, e.Offset)
		}
	}
}

// Every aggregate and every function that changes is classified. A new version of the engine may have more of them.
func TestEveryFunctionIsJudged(t *testing.T) {
	w := open(t)
	list, err := w.ask(t.Context(), `select distinct function_name, function_type = 'aggregate' from duckdb_functions()
		where function_type = 'aggregate' or stability <> 'CONSISTENT' order by all`, nil)
	if err != nil || len(list.Rows) < 80 {
		t.Fatal(len(list.Rows), err)
	}
	judged := map[string]bool{"error": true, "last_value": true}
	for _, set := range []map[string]bool{syntax.Aggregates, syntax.Ordered, syntax.Estimates, syntax.Compounds, syntax.Windows} {
		maps.Copy(judged, set)
	}
	for _, set := range []map[string]bool{syntax.ClockWords, syntax.Clocks, syntax.Changing} {
		maps.Copy(judged, set)
	}
	for _, row := range list.Rows {
		if name := row[0].(string); !judged[name] {
			t.Errorf("nobody judged %s (aggregate: %v)", name, row[1])
		}
	}
	macros, err := w.ask(t.Context(), "select function_name, lower(macro_definition) from duckdb_functions() where function_type = 'macro'", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range macros.Rows {
		name, text := row[0].(string), fmt.Sprint(row[1])
		inner := slices.Sorted(maps.Keys(syntax.Aggregates))
		changes := strings.Contains(text, "current_") && !strings.HasPrefix(name, "current_") && name != "user" && name != "session_user"
		adds := slices.ContainsFunc(inner, func(a string) bool { return strings.Contains(text, a+"((") })
		if (changes || adds) && !judged[name] && !syntax.RefusedFunctions[name] {
			t.Errorf("nobody judged the macro %s: %s", name, text)
		}
	}
}
