package workbench

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"bilan/sources/workbench/syntax"
)

func TestNamed(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"where d >= :from and d<:until", "where d >= $from and d<$until"},
		{"select ':x', \":y\", :z", "select ':x', \":y\", $z"},
		{"select a::date, :b::date", "select a::date, $b::date"},
		{"select 'it''s :x' || :y", "select 'it''s :x' || $y"},
		{`select e'\':x' , :y`, `select e'\':x' , $y`},
		{`select 'C:\' , :y`, `select 'C:\' , $y`},
		{"-- :x\n:y", "-- :x\n$y"},
		{"-- :x\r:y", "-- :x\r$y"},
		{"/* :x /* :y */ :z */ :a", "/* :x /* :y */ :z */ $a"},
		{"$$ :x $$ :y", "$$ :x $$ $y"},
		{"$t$ :x $$ :y $t$ :z", "$t$ :x $$ :y $t$ $z"},
		{"a[1:n], {'k':v}, :p", "a[1:n], {'k':v}, $p"},
		{"(:x)+:y", "($x)+$y"},
		{"f(a := 1)", "f(a := 1)"},
		{"':x", "':x"},
		{"é:x :été", "é:x $été"},
		{":1 : x :", ":1 : x :"},
		{"$1 :x", "$1 $x"},
		{":", ":"},
		{"", ""},
	} {
		if got := syntax.DollarParams(c.in); got != c.want {
			t.Errorf("named(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestParseSelect(t *testing.T) {
	w := open(t)
	for _, c := range []struct {
		query   string
		tables  []string
		params  []string
		columns []string
	}{
		{"select * from orders", []string{"orders"}, nil, nil},
		{"from orders", []string{"orders"}, nil, nil},
		{"select a, b as c, o.d from Orders o join x.y using (a), orders", []string{"Orders", "x.y"}, nil, []string{"a", "c", "d"}},
		{"with orders as (select * from orders where d < :until) select * from orders", []string{"orders"}, []string{"until"}, nil},
		{"with recursive t as (select 1 as n union all select n + 1 from t where n < 9) select n from t", nil, nil, []string{"n"}},
		{"with a as (select 1), b as (select * from a) select * from b, c", []string{"c"}, nil, nil},
		{"select a from o where exists (select 1 from p where p.x = :x and :y)", []string{"o", "p"}, []string{"x", "y"}, []string{"a"}},
		{"select a from o union all select b from p order by 1;", []string{"o", "p"}, nil, []string{"a"}},
		{"select unnest([1,2]) as x from range(3)", nil, nil, []string{"x"}},
		{"values (1), (2)", nil, nil, nil},
		{`select "a ""b""" from "Mes commandes" -- fin`, []string{"Mes commandes"}, nil, []string{`a "b"`}},
		{"select day, sum(amount), a + b from o", []string{"o"}, nil, []string{"day", "", ""}},
		{"select 'read_csv' as f from o", []string{"o"}, nil, []string{"f"}},
	} {
		s, err := w.ParseSelect(t.Context(), c.query)
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		var tables []string
		for _, ref := range s.Tables {
			tables = append(tables, strings.TrimPrefix(ref.Schema+"."+ref.Name, "."))
			if at := c.query[ref.Offset:]; !strings.HasPrefix(strings.Trim(at, `"`), strings.TrimPrefix(ref.Schema+"."+ref.Name, ".")) {
				t.Errorf("%s: table %s stands at %q", c.query, ref.Name, at)
			}
		}
		if !slices.Equal(tables, c.tables) || !slices.Equal(s.Params, c.params) || !slices.Equal(s.Columns, c.columns) || s.AllColumns != (c.columns != nil) {
			t.Errorf("%s: %v %v %v %v", c.query, tables, s.Params, s.Columns, s.AllColumns)
		}
	}
}

func TestSyntaxErrorsPointIntoTheUsersText(t *testing.T) {
	w := open(t)
	for _, c := range []struct {
		sql, message, at string
		value, last      bool
	}{
		{sql: "select a frm x y z", message: `syntax error at or near "x"`, at: "x y"},
		{sql: "select 'été', :p, a frm x y z", message: `syntax error at or near "x"`, at: "x y"},
		{sql: "select 'été' from read_csv('x')", message: "read_csv() is not allowed here: a query reads tables", at: "read_csv"},
		{sql: "select top 5 * from x", message: "syntax error at or near \"5\"", at: "5 *"},
		{sql: "select 1; select 2", message: "expected one SELECT, not 2 statements"},
		{sql: "drop table x", message: "only one SELECT is allowed here"},
		{sql: "select $1", message: "parameters have names here, such as :period_start"},
		{sql: "sum(été) + + )", message: `syntax error at or near ")"`, at: ")", last: true, value: true},
		{sql: "sum(a)) from o union all select (1", message: `syntax error at or near ")"`, at: ") from", value: true},
		{sql: "sum(a) from o", message: `syntax error at or near "from"`, at: "from", value: true},
		{sql: "sum(a), sum(b)", message: "expected one SQL expression, such as sum(amount), not 2", value: true},
		{sql: "(select sum(a) from o)", message: "expected one expression over the dataset's own columns, without SELECT", value: true},
		{sql: "getenv('HOME')", message: "getenv() is not allowed here", at: "getenv", value: true},
	} {
		var err error
		if c.value {
			_, err = w.Value(t.Context(), c.sql)
		} else {
			_, err = w.ParseSelect(t.Context(), c.sql)
		}
		var e *syntax.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", c.sql, err)
			continue
		}
		want := strings.Index(c.sql, c.at)
		if c.last {
			want = strings.LastIndex(c.sql, c.at)
		}
		if c.at == "" {
			want = -1
		}
		if e.Message != c.message || e.Offset != want {
			t.Errorf("%s: %q at %d, want %q at %d", c.sql, e.Message, e.Offset, c.message, want)
		}
	}
}

func TestValue(t *testing.T) {
	w := open(t)
	for expr, addsUp := range map[string]bool{
		"sum(amount)": true, "count(*)": true, "SUM(a) filter (where b > :x)": true, "count(distinct a)": false,
		"sum(a)/sum(b)": false, "avg(a)": false, "max(a)": false, "-- why\nsum(a)": true,
		"count(*) filter (where status = 'accepted') / nullif(count(*), 0)": false,
	} {
		v, err := w.Value(t.Context(), expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
		} else if v.AddsUp != addsUp {
			t.Errorf("%s adds up: %v", expr, v.AddsUp)
		}
	}
	for _, expr := range []string{
		"sum(a) -- ", "sum(a) /*", "sum(a) as x", "*", "o.*", "sum(a);", "sum(a); drop table o", "1) from o union all select (1",
		"a where true", "a group by 1", "a order by 1", "a limit 1", "(with x as (select 1) select * from x)",
		"exists (select 1)", "a in (select b from c)", "sum(a) /* */ -- x", "$1", "?", "", "columns('a')) , (1",
		"true) or (1=1", "status = 'x') or (1=1", "count(*)) + (count(*)", "true)) or ((1=1", "true) /* ( */ or (1=1", "1) + (/* ) */ 1",
	} {
		if _, err := w.Value(t.Context(), expr); err == nil {
			t.Errorf("%q passed", expr)
		}
	}
}

func TestUnended(t *testing.T) {
	for in, want := range map[string]string{
		"select 1":                        "select 1",
		"select 1; -- end":                "select 1",
		"-- ;\nselect ';' as a;":          "-- ;\nselect ';' as a",
		"; /* ; */ ;select 1 ; ; ":        "  /* ; */  select 1 ",
		"select $$;$$, \";\", e'\\';' ;;": "select $$;$$, \";\", e'\\';' ",
	} {
		if got := syntax.FirstStatement(in); got != want {
			t.Errorf("%q became %q", in, got)
		}
	}
}
