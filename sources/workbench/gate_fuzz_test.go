package workbench

import (
	"strings"
	"testing"

	"bilan/sources/workbench/syntax"
)

// bits are pieces of texts that try to close the brackets around them.
var bits = []string{
	"sum(amount)", "count(*)", "amount > 1", "amount", ")", "(", "union all select 1", "from orders", "--", "\n", "/*", "*/", "$$", "$a$", "'", `"`, "''",
	`e'\'`, "U&'\\0027'", "’", "‘", "“", "\u00a0", "\u2028", "\ufeff", "\x00", "\\", ";", ",", "select 1", "with x as (select 1)", "over ()", "filter (where true)",
	"order by 1", "limit 1", ":today", "$today", "::int", "read_text('/etc/hostname')", "query('select 1')", "columns(*)", "#1", "as x", "lambda x: x", "{'a': 1}",
	"[1]", "case when true then", "end", "getenv('HOME')", "set threads = 1", "pragma version", "or true", "in (select 1)", "exists (select 1)", "between 1 and 2", "x.y", "*",
}

// A text that passes as a value or condition is still one expression in brackets, and reads nothing.
func FuzzExpression(f *testing.F) {
	for _, a := range bits {
		for _, b := range bits {
			f.Add(a + b)
		}
		f.Add("sum(amount)" + a)
		f.Add("amount > 1 " + a + " or (1 = 1")
		f.Add("sum(amount)) from orders union all select (1" + a)
	}
	w := loaded(f)
	f.Fuzz(func(t *testing.T, text string) {
		_, notValue := w.Value(t.Context(), text)
		_, notCondition := w.Condition(t.Context(), text)
		if notValue != nil && notCondition != nil {
			return
		}
		sql := syntax.DollarParams(text)
		for _, query := range []string{
			"select (" + sql + "\n) as v, 7 as last from orders where true", "select 7 as v from orders where (" + sql + "\n)",
			"select count(*) filter (where (" + sql + "\n)) as v from orders",
		} {
			tree, err := w.serialize(t.Context(), query, 0)
			if err != nil {
				t.Fatalf("%q passes and %q is none: %v", text, query, err)
			}
			node := tree.Statements[0].Node
			list, _ := node["select_list"].([]any)
			from, _ := node["from_table"].(syntax.Object)
			want := 1 + strings.Count(query, "7 as last")
			var s syntax.Survey
			if len(tree.Statements) != 1 || node["type"] != "SELECT_NODE" || len(list) != want || from["type"] != "BASE_TABLE" || from["table_name"] != "orders" ||
				s.Walk(node, nil) != nil || len(s.Tables) != 1 || s.Subqueries > 0 {
				t.Fatalf("%q leaves its brackets: %s", text, query)
			}
		}
	})
}

// A text that passes as a SELECT is still one SELECT in brackets, and reads only the tables that the gate listed.
func FuzzSelect(f *testing.F) {
	for _, a := range bits {
		for _, b := range bits {
			f.Add("select " + a + " from orders " + b)
		}
		f.Add("select 1) limit 0 " + a + "; select (1")
		f.Add("select amount from orders " + a + " -- ;")
		f.Add(a + " select 1 " + a)
	}
	w := loaded(f)
	f.Fuzz(func(t *testing.T, text string) {
		sel, err := w.ParseSelect(t.Context(), text)
		if err != nil {
			return
		}
		query := "select * from (\n" + syntax.FirstStatement(sel.SQL) + "\n) limit 4"
		tree, err := w.serialize(t.Context(), query, 0)
		if err != nil {
			t.Fatalf("%q passes and %q does not: %v", text, query, err)
		}
		node := tree.Statements[0].Node
		from, _ := node["from_table"].(syntax.Object)
		var s syntax.Survey
		if len(tree.Statements) != 1 || node["type"] != "SELECT_NODE" || from["type"] != "SUBQUERY" || s.Walk(node, nil) != nil || len(s.Tables) != len(sel.Tables) {
			t.Fatalf("%q leaves its brackets: %s", text, query)
		}
	})
}
