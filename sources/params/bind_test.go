package params

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/period"
	"bilan/internal/table"
)

var someParams = map[string]any{
	"period_start": period.NewDate(2026, 11, 1), "period_end": time.Date(2026, 12, 1, 23, 59, 0, 0, time.UTC),
	"history_start": period.NewDate(2024, 1, 1), "today": period.NewDate(2026, 11, 20),
}

func TestBind(t *testing.T) {
	pg, my, ms, lite := Postgres, MySQL, SQLServer, SQLite
	noEscapes := my
	noEscapes.Backslash = false
	ansi := my
	ansi.ANSIQuotes = true
	tests := []struct {
		name    string
		dialect Dialect
		in, out string
		args    string // names in order
	}{
		{"numbered once", pg, "select :today, :period_end, :today", "select $1, $2, $1", "today period_end"},
		{"one each", my, "select :today, :period_end, :today", "select CAST(? AS DATE), CAST(? AS DATE), CAST(? AS DATE)", "today period_end today"},
		{"named", ms, "select :today, :today", "select CAST(@bilan_1 AS DATE), CAST(@bilan_1 AS DATE)", "today"},
		{"sqlite", lite, "select :today, :today", "select ?1, ?1", "today"},
		{"glued", pg, "select a>=:today and(:period_end)", "select a>=$1 and($2)", "today period_end"},
		{"arithmetic", pg, "select :today-1, :today - interval '1 day'", "select $1-1, $1 - interval '1 day'", "today"},
		{"string", pg, "select ':today', 'it''s :today'", "select ':today', 'it''s :today'", ""},
		{"plain string ends at a backslash", pg, `select '\', :today`, `select '\', $1`, "today"},
		{"escape string", pg, `select E'\':today', e'\\', :today`, `select E'\':today', e'\\', $1`, "today"},
		{"continued escape string", pg, "select E'a'\n  '\\':today', :today", "select E'a'\n  '\\':today', $1", "today"},
		{"word that ends in e", pg, `select date'2026-01-01\', :today`, `select date'2026-01-01\', $1`, "today"},
		{"quoted name", pg, `select "a:today" from "b"":today"`, `select "a:today" from "b"":today"`, ""},
		{"cast", pg, "select a::date, :today::date, a:: date", "select a::date, $1::date, a:: date", "today"},
		{"cast to a parameter's name", pg, "select a::today", "select a::today", ""},
		{"slices", pg, "select a[1:2], a[:2], a[i:j], a[:j], a[1:array_length(a,1)]", "select a[1:2], a[:2], a[i:j], a[:j], a[1:array_length(a,1)]", ""},
		{"parameter in an array", pg, "select array[:today, :period_end][1]", "select array[$1, $2][1]", "today period_end"},
		{"json operators", pg, "select a->>'x', a #>> '{b,c}', a @> '{}', a ? 'k', a ?| array['k'], a #- '{b}'", "select a->>'x', a #>> '{b,c}', a @> '{}', a ? 'k', a ?| array['k'], a #- '{b}'", ""},
		{"dollar quotes", pg, "select $$:today$$, $a$ $$ :today $b$ $a$, :today", "select $$:today$$, $a$ $$ :today $b$ $a$, $1", "today"},
		{"dollar in a name", pg, "select a$b$, :today, c$b$", "select a$b$, $1, c$b$", "today"},
		{"line comment", pg, "select 1 --:today 'x\n, :today", "select 1 --:today 'x\n, $1", "today"},
		{"comment at the end", pg, "select :today -- :today", "select $1 -- :today", "today"},
		{"nested comment", pg, "select /* /* :today */ ' */ :today", "select /* /* :today */ ' */ $1", "today"},
		{"comment that does not nest", my, "select /* /* :today */ :today", "select /* /* :today */ CAST(? AS DATE)", "today"},
		{"hash is no comment", pg, "select 1 # 2, :today", "select 1 # 2, $1", "today"},
		{"hash comment", my, "select 1 # :today '\n, :today", "select 1 # :today '\n, CAST(? AS DATE)", "today"},
		{"two minus signs", my, "select 1--:today", "select 1--CAST(? AS DATE)", "today"},
		{"dashes with a space", my, "select 1 -- :today", "select 1 -- :today", ""},
		{"mysql backslash", my, `select 'it\'s :today', "\":today", :today`, `select 'it\'s :today', "\":today", CAST(? AS DATE)`, "today"},
		{"mysql without backslash", noEscapes, `select '\', :today`, `select '\', CAST(? AS DATE)`, "today"},
		{"ansi quotes", ansi, `select "\", :today`, `select "\", CAST(? AS DATE)`, "today"},
		{"backticks", my, "select `a:today`, `b``:today`", "select `a:today`, `b``:today`", ""},
		{"backtick is no quote", pg, "select a ` :today", "select a ` $1", "today"},
		{"assignment", my, "select @a:=1, @b := :today", "select @a:=1, @b := CAST(? AS DATE)", "today"},
		{"introducer", my, `select _utf8mb4':today', N':today', x'41'`, `select _utf8mb4':today', N':today', x'41'`, ""},
		{"brackets", ms, "select [a:today], [b]]:today], :today", "select [a:today], [b]]:today], CAST(@bilan_1 AS DATE)", "today"},
		{"brackets in sqlite", lite, "select [a]:today", "select [a]?1", "today"},
		{"temporary and variable", ms, "select * from #t where @@rowcount = 1", "select * from #t where @@rowcount = 1", ""},
		{"closing semicolon", pg, "select :today ; -- done :x\n", "select $1 ", "today"},
		{"several semicolons", pg, "select 1;;", "select 1", ""},
		{"with", pg, "with a as (select :today) select * from a", "with a as (select $1) select * from a", "today"},
		{"parentheses", pg, "(select :today) union all (select 1)", "(select $1) union all (select 1)", "today"},
		{"comment first", pg, "-- monthly\n/* by rep */ SELECT 1", "-- monthly\n/* by rep */ SELECT 1", ""},
		{"values", pg, "values (:today)", "values ($1)", "today"},
		{"table", pg, "table orders", "table orders", ""},
		{"accents", pg, "select « été », :today", "select « été », $1", "today"},
		{"windows lines", pg, "select 1 -- a\r\n, :today", "select 1 -- a\r\n, $1", "today"},
		{"time in a string", lite, "select strftime('%H:%M', x) where y = '12:today'", "select strftime('%H:%M', x) where y = '12:today'", ""},
		{"into as a name", pg, "select \"into\", a.\"delete\" from t", "select \"into\", a.\"delete\" from t", ""},
		{"updated_at is a name", ms, "select updated_at, [update], 'drop' from t -- drop", "select updated_at, [update], 'drop' from t -- drop", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := Bind(tt.dialect, tt.in, someParams)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, a := range b.Args {
				names = append(names, a.Name)
			}
			if b.SQL != tt.out || strings.Join(names, " ") != tt.args {
				t.Errorf("got  %s (%s)\nwant %s (%s)", b.SQL, strings.Join(names, " "), tt.out, tt.args)
			}
		})
	}
}

func TestBindRefuses(t *testing.T) {
	pg, my, ms, lite := Postgres, MySQL, SQLServer, SQLite
	list := ":history_start, :period_end, :period_start, :today"
	tests := []struct {
		name    string
		dialect Dialect
		in, err string
	}{
		{"unknown", pg, "select 1\nwhere d < :perod_end", "line 2, column 11: unknown parameter :perod_end (did you mean :period_end? known are " + list + ")"},
		{"unknown and far", pg, "select :customer", "column 8: unknown parameter :customer (known are " + list + ")"},
		{"capitals", pg, "select :Today", "column 8: unknown parameter :Today (did you mean :today? known are " + list + ")"},
		{"unknown after a bracket", ms, "select [a]:b", "column 11: unknown parameter :b (known are " + list + ")"},
		{"empty", pg, " -- nothing\n", "the query is empty"},
		{"delete", pg, "delete from orders", "column 1: a query must be one SELECT, but it starts with delete"},
		{"comment before", pg, "/* select */ drop table x", "column 14: a query must be one SELECT, but it starts with drop"},
		{"explain", my, "explain select 1", "column 1: a query must be one SELECT, but it starts with explain"},
		{"values in SQL Server", ms, "values (1)", "column 1: a query must be one SELECT, but it starts with values"},
		{"a value", pg, "'x'", "column 1: a query must be one SELECT, but it starts with 'x'"},
		{"second", pg, "select 1;\ndelete from t", "line 2, column 1: a second statement starts here: a query must be one SELECT"},
		{"second after a comment", my, "select 1; -- a\nselect 2", "line 2, column 1: a second statement starts here: a query must be one SELECT"},
		{"second without semicolon", ms, "select 1 drop table x", "column 10: DROP is not allowed: a query must be one SELECT"},
		{"second glued to a number", ms, "select 1drop table x", "column 8: DROP is not allowed: a query must be one SELECT"},
		{"second glued to a point", ms, "select 1.drop table x", "column 10: DROP is not allowed: a query must be one SELECT"},
		{"with and delete", ms, "with a as (select 1 x) delete from a", "column 24: DELETE is not allowed: a query must be one SELECT"},
		{"into outfile", my, "select 1 into outfile '/tmp/x'", "column 10: INTO is not allowed: a query must be one SELECT"},
		{"into outfile in a comment", my, "select 1 /*!50000 into outfile '/tmp/x' */", "column 10: a comment that the server executes (/*! … */) is not allowed in a query"},
		{"MariaDB's own comment", my, "select 1 /*M! into outfile '/tmp/x' */", "column 10: a comment that the server executes (/*! … */) is not allowed in a query"},
		{"question mark", my, "select ?", "column 8: ? is the driver's own placeholder: write a parameter by its name, such as :period_start"},
		{"dollar", pg, "select $1", "column 8: $1 is the driver's own placeholder: write a parameter by its name, such as :period_start"},
		{"at", lite, "select @a", "column 8: @a is the driver's own placeholder: write a parameter by its name, such as :period_start"},
		{"open string", pg, "select 'abc", "column 8: a quotation mark opens here and is never closed"},
		{"open by a backslash", my, `select 'abc\'`, "column 8: a quotation mark opens here and is never closed"},
		{"open name", ms, "select [abc", "column 8: a quotation mark opens here and is never closed"},
		{"open dollar quote", pg, "select $a$ $b$", "column 8: a quotation mark opens here and is never closed"},
		{"open comment", pg, "select /* /* */", "column 8: a comment opens here and is never closed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := Bind(tt.dialect, tt.in, someParams)
			if err == nil {
				t.Fatalf("accepted as %s", b.SQL)
			}
			if err.Error() != tt.err {
				t.Errorf("got  %s\nwant %s", err, tt.err)
			}
		})
	}
}

func TestBindValues(t *testing.T) {
	b, err := Bind(Postgres, "select :period_end, :n, :s", map[string]any{"period_end": someParams["period_end"], "n": 7, "s": "é'"})
	if err != nil {
		t.Fatal(err)
	}
	want := []Arg{{"period_end", table.Date, "2026-12-01"}, {"n", table.Integer, int64(7)}, {"s", table.Text, "é'"}}
	for i, w := range want {
		if b.Args[i] != w {
			t.Errorf("argument %d is %#v, want %#v", i, b.Args[i], w)
		}
	}
	if got := strings.Join(b.Names, " "); got != "n period_end s" {
		t.Errorf("names %q", got)
	}
	if _, err := Bind(Postgres, "select :x", map[string]any{"x": []string{"a"}}); err == nil {
		t.Error("a list was bound")
	}
}

func TestBoundOrigin(t *testing.T) {
	b, err := Bind(Postgres, "select :period_start, é,\n  :today, nosuch", someParams)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(b.SQL, "nosuch")
	if got := b.Origin(len([]rune(b.SQL[:at])) + 1); got != "line 2, column 11" {
		t.Errorf("%q stands at %s", b.SQL[at:], got)
	}
}

func FuzzBind(f *testing.F) {
	for _, s := range []string{"select :today", "select 'a' /* :b */ -- c\n; select", "select E'\\'' $a$ $a$ a[1:b] ::c :=d", "select `a` \"b\" [c] # d\n?", "with \xff as (select :today) table \xc3"} {
		for i := range 4 {
			f.Add(i, s)
		}
	}
	dialects := []Dialect{Postgres, MySQL, SQLServer, SQLite}
	f.Fuzz(func(t *testing.T, n int, sql string) {
		d := dialects[(n%4+4)%4]
		tokens, err := scan(d, sql)
		if err != nil {
			return
		}
		var all strings.Builder
		for _, token := range tokens {
			if token.text == "" || token.at != all.Len() {
				t.Fatalf("token %q at %d does not follow %q", token.text, token.at, all.String())
			}
			all.WriteString(token.text)
		}
		if all.String() != sql {
			t.Fatalf("tokens make %q of %q", all.String(), sql)
		}
		if b, err := Bind(d, sql, someParams); err == nil {
			_ = b.Origin(len(b.SQL))
		}
	})
}

func BenchmarkBind(b *testing.B) {
	sql := "select o.id, sum(o.amount)::numeric as \"total\" -- by order\nfrom orders o where o.d >= :history_start and o.d < :period_end and o.label <> 'it''s :x' group by 1"
	for b.Loop() {
		if _, err := Bind(Postgres, sql, someParams); err != nil {
			b.Fatal(err)
		}
	}
}
