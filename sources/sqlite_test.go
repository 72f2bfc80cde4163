package sources

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"bilan/internal/config"
)

func sqliteExec(t testing.TB, file string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// lite makes a database file and opens it.
func lite(t testing.TB, statements ...string) Database {
	t.Helper()
	file := filepath.Join(t.TempDir(), "a file.db")
	sqliteExec(t, file, statements...)
	return open(t, config.Source{SQLite: file})
}

func TestSQLiteKinds(t *testing.T) {
	tests := []struct{ name, column, values, want string }{
		{"integer", "a integer", "(1), (null), (9223372036854775807)", "a integer\n1\n∅\n9223372036854775807"},
		{"whole numbers in int", "a int", "(1), (2.5)", "a decimal(1)\n1\n2.5"},
		{"decimal stored as float", "a decimal(10,2)", "(1), (2.5), (0.1), (null), (1265793.04)", "a decimal(2)\n1\n2.5\n0.1\n∅\n1265793.04"},
		{"decimal wider than declared", "a decimal(10,2)", "(1.005)", "a decimal(3)\n1.005"},
		{"numeric", "a numeric", "(1), (2.25)", "a decimal(2)\n1\n2.25"},
		{"numeric with words", "a numeric", "(1), ('n/a')", "a text\n\"1\"\n\"n/a\""},
		{"huge", "a numeric", "(1e300)", "a real\n1e+300"},
		{"money", "a money", "(19.99)", "a decimal(2)\n19.99"},
		{"real", "a real", "(1), (2.5)", "a real\n1\n2.5"},
		{"boolean", "a boolean", "(1), (0), (null)", "a bool\ntrue\nfalse\n∅"},
		{"boolean with other numbers", "a bool", "(1), (2)", "a integer\n1\n2"},
		{"text", "a text", "('x'), (''), (null)", "a text\n\"x\"\n\"\"\n∅"},
		{"text that looks like a number", "a text", "('007'), (8)", "a text\n\"007\"\n\"8\""},
		{"date", "a date", "('1996-07-04'), (null)", "a date\n1996-07-04\n∅"},
		{"date at midnight", "a date", "('1996-07-04 00:00:00')", "a date\n1996-07-04"},
		{"datetime of days only", "a datetime", "('1996-07-04')", "a date\n1996-07-04"},
		{"datetime", "a datetime", "('1996-07-04 00:00:00'), ('1996-07-05')", "a timestamp\n1996-07-04T00:00:00\n1996-07-05T00:00:00"},
		{"datetime with a fraction", "a timestamp", "('1996-07-04T08:30:00.25')", "a timestamp\n1996-07-04T08:30:00.25"},
		{"instants", "a datetime", "('2026-03-28T23:30:00Z'), ('2026-03-29 03:30:00+02:00'), ('2026-10-25 01:30:00 +0000 UTC')",
			"a timestamp\n2026-03-29T00:30:00\n2026-03-29T03:30:00\n2026-10-25T02:30:00"},
		{"date with an instant", "a date", "('2026-03-28T23:30:00Z')", "a timestamp\n2026-03-29T00:30:00"},
		{"date with words", "a date", "('1996-07-04'), ('soon')", "a text\n\"1996-07-04\"\n\"soon\""},
		{"impossible day", "a date", "('2026-02-30')", "a text\n\"2026-02-30\""},
		{"day in seconds", "a datetime", "(836438400)", "a integer\n836438400"},
		{"days in text", "a text", "('2026-01-31')", "a date\n2026-01-31"},
		{"bytes", "a blob", "(x'c3a9'), (x'')", "a text\n\"é\"\n\"\""},
		{"no type", "a", "(1), (2.5)", "a real\n1\n2.5"},
		{"no type, mixed", "a", "(1), ('x'), (2.5)", "a text\n\"1\"\n\"x\"\n\"2.5\""},
		{"nothing but null", "a decimal(8,3)", "(null)", "a decimal(3)\n∅"},
		{"null dates", "a datetime", "(null)", "a timestamp\n∅"},
		{"no rows", "a date", "(1) limit 0", "a date"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			insert := "insert into t select * from (values " + tt.values + ")"
			if tt.name == "no rows" {
				insert = "select 1"
			}
			db := lite(t, "create table t ("+tt.column+")", insert)
			wants(t, ask(t, db, "select a from t order by rowid"), tt.want)
		})
	}
}

func TestSQLiteExpressions(t *testing.T) {
	db := lite(t, "create table o (d datetime, amount numeric)", "insert into o values ('2026-11-05 10:00:00', 10.5), ('2026-11-30', 2), ('2026-12-01', 4)")
	wants(t, ask(t, db, "select date(d) as day, count(*) as n, d, d from o where d >= :period_start and d < :period_end group by 1 order by 1 -- done"), `
		day date | n integer | d timestamp | d timestamp
		2026-11-05 | 1 | 2026-11-05T10:00:00 | 2026-11-05T10:00:00
		2026-11-30 | 1 | 2026-11-30T00:00:00 | 2026-11-30T00:00:00`)
	wants(t, ask(t, db, "select strftime('%Y-%m-01', :period_end) as m, sum(amount) as s, typeof(:today) as y from o"), `
		m date | s real | y text
		2026-12-01 | 16.5 | "text"`)
	_, err := asked(db, "select 9e999 as infinite")
	fails(t, err, `row 1: column "infinite"`, "+Inf is not a number that can be reported")
}

// An answer that is too long to keep is queried twice. A value in a late row must still decide a column's type.
func TestSQLiteLongAnswer(t *testing.T) {
	db := lite(t, `create table t (a integer, d date)`, `insert into t with recursive c(n) as (select 1 union all select n + 1 from c where n < 210000)
		select n, '2026-01-01' from c`, `insert into t values (2.5, '2026-01-02 08:00:00')`)
	a := ask(t, db, "select a, d from t")
	if len(a.Rows) != 210001 {
		t.Fatalf("%d rows", len(a.Rows))
	}
	a.Rows = a.Rows[209999:]
	wants(t, a, `
		a decimal(1) | d timestamp
		210000 | 2026-01-01T00:00:00
		2.5 | 2026-01-02T08:00:00`)
}

func TestSQLiteTables(t *testing.T) {
	db := lite(t, `create table "Order Details" (id integer, price decimal(8,2), at datetime)`, "create view v as select id from \"Order Details\"")
	infos, err := db.Tables(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if len(infos) != 2 || infos[0].Name != `"Order Details"` || infos[1].Name != "v" {
		t.Fatalf("%+v", infos)
	}
	c := infos[0].Columns
	if len(c) != 3 || c[1].Kind.String() != "decimal" || c[1].Scale != 2 || c[2].Kind.String() != "timestamp" {
		t.Errorf("%+v", c)
	}
	ask(t, db, "select * from "+infos[0].Name)
}

func TestSQLiteIsReadOnly(t *testing.T) {
	file := numbers(t, 3)
	db := open(t, config.Source{SQLite: file})
	for _, sql := range []string{"with a as (select 1) insert into numbers select 1", "with a as (select 1) delete from numbers"} {
		if _, err := asked(db, sql); err == nil {
			t.Errorf("%s was done", sql)
		}
	}
	wants(t, ask(t, db, "select count(*) as n from numbers"), "n integer\n3")
}

func TestSQLiteSnapshot(t *testing.T) {
	file := numbers(t, 3)
	sqliteExec(t, file, "pragma journal_mode = wal")
	db := open(t, config.Source{SQLite: file})
	sqliteExec(t, file, "insert into numbers values (4)")
	wants(t, ask(t, db, "select count(*) as n from numbers"), "n integer\n3")
}

func TestSQLiteErrors(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{"empty.db": "", "text.db": "this is not a database at all"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct{ file, err string }{
		{"nosuch.db", "no such file or directory"}, {"empty.db", "is empty"}, {"text.db", "is not an SQLite database"}, {".", "it is a folder"},
	}
	for _, tt := range tests {
		_, err := OpenDatabase(context.Background(), "crm", config.Source{SQLite: filepath.Join(folder, tt.file)}, nil, quiet)
		fails(t, err, `source "crm"`, tt.err)
	}
	db := lite(t, "create table orders (id integer)")
	_, err := asked(db, "select * from ordres")
	fails(t, err, `source "crm": no such table: ordres (did you mean orders?)`)
	_, err = asked(db, "select nosuch from orders")
	fails(t, err, `source "crm": no such column: nosuch`)
	_, err = asked(db, "selec 1")
	fails(t, err, "it starts with selec")
	_, err = asked(db, "select from where")
	fails(t, err, `near "from": syntax error`)
}

// endless gives its first row at once and then runs for hours.
const endless = `select 1 as n union all select count(*) from (with recursive c(n) as (select 1 union all select n + 1 from c where n < 10000000000) select n from c)`

func TestSQLiteStops(t *testing.T) {
	db := lite(t, "create table orders (id integer)")
	for _, sql := range []string{"select count(*) from (" + endless + ")", endless} {
		ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
		rows, err := db.Query(ctx, sql, nil)
		for err == nil {
			_, err = rows.Next()
		}
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("stopped with %v", err)
		}
		fails(t, err, `source "crm": stopped`)
		if rows != nil {
			_ = rows.Close()
		}
		ask(t, db, "select count(*) from orders") // the session still works
	}
}

func TestSQLiteTimeout(t *testing.T) {
	db := open(t, config.Source{SQLite: numbers(t, 1), Timeout: 100 * time.Millisecond})
	_, err := asked(db, endless)
	fails(t, err, "the statement took longer than 100ms: select less, or raise timeout of the source")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error("a time-out is not told apart")
	}
}
