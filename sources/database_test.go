package sources

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
	"bilan/internal/table"
)

// quiet is a log that discards everything.
var quiet = slog.New(slog.DiscardHandler)

func zoneOf(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// open opens a source with the zone Europe/Paris, and closes it when the test ends.
func open(t testing.TB, src config.Source) Database {
	t.Helper()
	return openIn(t, src, "Europe/Paris")
}

func openIn(t testing.TB, src config.Source, zone string) Database {
	t.Helper()
	db, err := OpenDatabase(context.Background(), "crm", src, zoneOf(t, zone), quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// ask runs a query and reads all rows.
func ask(t testing.TB, db Database, sql string) *table.Table {
	t.Helper()
	answer, err := asked(db, sql)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func asked(db Database, sql string) (*table.Table, error) {
	rows, err := db.Query(context.Background(), sql, anyParams)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	t := &table.Table{Columns: rows.Columns()}
	for {
		row, err := rows.Next()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, slices.Clone(row))
	}
}

// shown writes an answer as text: a line with the columns and their kinds, then a line per row.
func shown(a *table.Table) string {
	var out strings.Builder
	for i, c := range a.Columns {
		if i > 0 {
			out.WriteString(" | ")
		}
		fmt.Fprintf(&out, "%s %s", c.Name, c.Kind)
		if c.Kind == table.Decimal {
			fmt.Fprintf(&out, "(%d)", c.Scale)
		}
	}
	for _, row := range a.Rows {
		out.WriteString("\n")
		for i, c := range row {
			if i > 0 {
				out.WriteString(" | ")
			}
			out.WriteString(cellText(a.Columns[i].Kind, c))
		}
	}
	return out.String()
}

func cellText(kind table.Kind, c table.Cell) string {
	switch v := c.(type) {
	case nil:
		return "∅"
	case string:
		return fmt.Sprintf("%q", v)
	case time.Time:
		if v.Location() != time.UTC {
			return "not in UTC: " + v.String()
		}
		if kind == table.Date {
			return v.Format("2006-01-02") + strings.TrimPrefix(v.Format(" 15:04:05"), " 00:00:00")
		}
		return v.Format("2006-01-02T15:04:05.999999")
	}
	return fmt.Sprint(c)
}

// wants compares an answer with lines of text, without their indentation.
func wants(t testing.TB, a *table.Table, want string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(want), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	if got := shown(a); got != strings.Join(lines, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(lines, "\n"))
	}
}

// fails checks that err contains all of the words and none of the passwords.
func fails(t testing.TB, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with %q", words)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q lacks %q", err, w)
		}
	}
}

func TestOpenDatabaseWithoutOne(t *testing.T) {
	ctx := context.Background()
	_, err := OpenDatabase(ctx, "crm", config.Source{}, nil, quiet)
	fails(t, err, `source "crm": no database is named (write one of `+strings.Join(slices.Sorted(maps.Keys(engines)), ", ")+")")
	_, err = OpenDatabase(ctx, "crm", config.Source{SQLite: "a.db", Postgres: scalar.NewSecret("host=x")}, nil, quiet)
	fails(t, err, `source "crm": names several databases, postgres and sqlite: keep one`)
	if _, ok := DialectOf(config.Source{Files: "x"}); ok {
		t.Error("a folder has a dialect")
	}
	if d, ok := DialectOf(config.Source{MariaDB: scalar.NewSecret("x")}); !ok || d.Name != "mysql" {
		t.Errorf("MariaDB's dialect is %q", d.Name)
	}
}

func TestLimits(t *testing.T) {
	db := open(t, config.Source{SQLite: numbers(t, 100), MaxRows: 10})
	_, err := asked(db, "select n from numbers")
	fails(t, err, `source "crm": more than 10 rows`, "raise max_rows")
	_, err = asked(db, "select n from numbers limit 10")
	if err != nil {
		t.Error(err)
	}
	_, err = asked(db, "select zeroblob(17000000) as b, 1")
	fails(t, err, "row 1 is longer than 16 MB")
}

func TestOneAnswerAtATime(t *testing.T) {
	db := open(t, config.Source{SQLite: numbers(t, 100)})
	rows, err := db.Query(context.Background(), "select n from numbers", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = asked(db, "select 1")
	fails(t, err, "an earlier answer is still open")
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	ask(t, db, "select 1")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = asked(db, "select 1")
	fails(t, err, "the session is closed")
	if _, err := rows.Next(); err == nil || err == io.EOF {
		t.Errorf("rows of a closed session: %v", err)
	}
}

func TestRepairedText(t *testing.T) {
	var log strings.Builder
	db, err := OpenDatabase(context.Background(), "crm", config.Source{SQLite: numbers(t, 1)}, nil, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	wants(t, ask(t, db, "select cast(x'4cc3a9ff41' as text) as a, x'ff' as b"), `
		a text | b text
		"Lé�A" | "�"`)
	fails(t, fmt.Errorf("%s", log.String()), "repaired text that is not UTF-8", "cells=2", "source=crm")
}

// numbers makes a database with the numbers from 1 to n.
func numbers(t testing.TB, n int) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "numbers.db")
	sqliteExec(t, file, fmt.Sprintf("create table numbers as with recursive c(n) as (select 1 union all select n + 1 from c where n < %d) select n from c", n))
	return file
}

// anyParams are parameters that the tests' statements may name.
var anyParams = map[string]any{"history_start": period.NewDate(2024, 1, 1), "today": period.NewDate(2026, 11, 20),
	"period_start": period.NewDate(2026, 11, 1), "period_end": time.Date(2026, 12, 1, 23, 59, 0, 0, time.UTC)}
