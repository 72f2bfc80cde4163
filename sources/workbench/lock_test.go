package workbench

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// outside are statements that user SQL must not run. Each is tried as a dataset's query and as a metric's value.
func outside(file string) []string {
	return []string{
		"select * from read_csv('" + file + "')",
		"select * from read_csv_auto('" + file + "')",
		"select * from read_text('" + file + "')",
		"select * from read_blob('" + file + "')",
		"select * from read_parquet('" + file + "')",
		"select * from read_json('" + file + "')",
		"select * from glob('/etc/*')",
		"select * from '" + file + "'",
		`select * from "` + file + `"`,
		"select (select content from read_text('" + file + "'))",
		"with x as (select * from read_text('" + file + "')) select * from x",
		"select * from query('select 1')",
		"select * from query_table('orders')",
		"select * from duckdb_settings()",
		"select * from duckdb_secrets()",
		"select * from duckdb_tables()",
		"select * from information_schema.tables",
		"select * from pg_catalog.pg_tables",
		"select * from sniff_csv('" + file + "')",
		"select * from parquet_metadata('" + file + "')",
		"select getenv('HOME')",
		"attach '" + file + "' as x",
		"attach ':memory:' as x",
		"detach memory",
		"copy orders to '" + file + "'",
		"copy (select 1) to '" + file + "'",
		"export database '" + file + "'",
		"set threads = 1",
		"set search_path = 'exports'",
		"set variable x = 1",
		"reset threads",
		"use memory.main",
		"install httpfs",
		"load httpfs",
		"pragma database_list",
		"pragma enable_profiling",
		"call pragma_version()",
		"create table x as select 1",
		"create or replace macro sum(x) as 1",
		"create temp table orders as select 1",
		"insert into orders select * from orders",
		"update orders set amount = 0",
		"delete from orders",
		"drop table orders",
		"vacuum",
		"checkpoint",
		"begin",
		"explain select 1",
		"describe orders",
		"show tables",
		"summarize orders",
		"prepare p as select 1",
		"execute p",
		"select 1; drop table orders",
		"select 1; select 2",
		"select 1 -- \n; drop table orders",
		"select 1 /* */; delete from orders",
		"select * from exports.orders",
		"select * from other.orders",
		"select ?",
		"select $1",
		"",
		"  ",
		"-- only a comment",
	}
}

func TestUserSQLStaysInside(t *testing.T) {
	w := loaded(t)
	file := filepath.Join(t.TempDir(), "secret.csv")
	if err := os.WriteFile(file, []byte("a,b\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, query := range outside(file) {
		if err := w.Derive(t.Context(), "", "stolen", query, nil); err == nil {
			t.Errorf("dataset query %q ran", query)
		}
		if _, err := w.Query(t.Context(), query, nil); err == nil {
			t.Errorf("query %q ran", query)
		}
		if _, err := w.Value(t.Context(), query); err == nil && strings.Contains(query, " ") { // a single word is a column
			t.Errorf("value %q passed", query)
		}
	}
	if got, _ := os.ReadFile(file); string(got) != "a,b\n1,2\n" {
		t.Error("the file was written")
	}
	if n := one(t, w, "select count(*) from orders", nil); n != int64(3) {
		t.Errorf("orders has %v rows", n)
	}
}

func TestEngineItselfIsLocked(t *testing.T) {
	w := loaded(t)
	for _, query := range []string{
		"select * from read_text('/etc/hostname')", "set threads = 1", "set enable_external_access = true",
		"set lock_configuration = false", "set TimeZone = 'UTC'", "install httpfs", "load httpfs",
		"copy (select 1) to '/tmp/bilan-must-not-exist'", "attach '/tmp/bilan-must-not-exist.db'",
		"set allowed_directories = ['/']",
	} {
		if err := w.exec(t.Context(), query); err == nil {
			t.Errorf("%q ran behind the gate", query)
		}
	}
}

func TestNothingRunsBeforeLockOrLoadsAfter(t *testing.T) {
	w := open(t)
	if _, err := w.Query(t.Context(), "select 1", nil); err == nil || !strings.Contains(err.Error(), "before Lock") {
		t.Errorf("query before lock: %v", err)
	}
	lock(t, w)
	lock(t, w)
	if _, err := w.LoadRows(t.Context(), "", "t", &fake{}); !errors.Is(err, errLocked) {
		t.Errorf("load after lock: %v", err)
	}
}
