package main

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"bilan/internal/exitcode"
)

// The packs of the English example have the same pages on SQLite, PostgreSQL and MariaDB. Only the source in the YAML
// differs; the mapping is the same.
func TestTheEnglishExampleOnEveryDatabase(t *testing.T) {
	if testing.Short() {
		t.Skip("eighteen reports are made")
	}
	yaml, err := os.ReadFile("../../examples/english.yaml")
	if err != nil {
		t.Fatal(err)
	}
	company := tablesOf(t, "../../examples/english.db")
	database, err := filepath.Abs("../../examples/english.db")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 16, 9, 30, 0, 0, time.UTC)
	want := map[string][]byte{}
	for _, s := range []struct {
		name   string
		source func(t *testing.T) string
	}{
		{"SQLite", func(*testing.T) string { return "sqlite: " + strconv.Quote(database) }},
		{"PostgreSQL", func(t *testing.T) string { return postgresTables(t, "", company) }},
		{"MariaDB", func(t *testing.T) string { return mariadbTables(t, "", company) }},
	} {
		t.Run(s.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "english.yaml")
			text := strings.Replace(string(yaml), "sqlite: english.db", s.source(t), 1)
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, report := range []string{"objectives", "pipeline", "customers", "team", "pricing", "acquisition"} {
				var out, problems bytes.Buffer
				world := World{Stdout: &out, Stderr: &problems, Getenv: os.LookupEnv, Now: func() time.Time { return now }, Child: again}
				if code := Main(context.Background(), []string{"-c", file, "render", report, "-o", "-"}, world); code != exitcode.Done {
					t.Fatalf("%s: exit code %d: %s", report, code, problems.String())
				}
				if want[report] == nil {
					want[report] = out.Bytes()
				}
				if !bytes.Equal(out.Bytes(), want[report]) {
					t.Errorf("%s differs from that of SQLite%s", report, keptPages(t, report, want[report], out.Bytes()))
				}
			}
		})
	}
}

// tablesOf reads all tables of an SQLite file.
func tablesOf(t *testing.T, path string) (company []madeTable) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	kinds := map[string]string{"date": "day", "decimal(12,2)": "money", "integer": "count", "text": "text"}
	names, err := db.Query("select name from sqlite_master where type = 'table' order by name")
	if err != nil {
		t.Fatal(err)
	}
	defer names.Close()
	for names.Next() {
		table := madeTable{}
		if err := names.Scan(&table.name); err != nil {
			t.Fatal(err)
		}
		company = append(company, table)
	}
	for i := range company {
		rows, err := db.Query("select * from " + company[i].name + " order by rowid")
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		types, err := rows.ColumnTypes()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range types {
			company[i].columns = append(company[i].columns, c.Name()+":"+kinds[strings.ToLower(c.DatabaseTypeName())])
		}
		company[i].rows = textRows(t, rows, len(types))
	}
	return company
}

// textRows returns rows with their cells as SQL texts. Days have no time.
func textRows(t *testing.T, rows *sql.Rows, n int) (list [][]string) {
	t.Helper()
	cells, into := make([]any, n), make([]any, n)
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		row := make([]string, n)
		for i, c := range cells {
			switch v := c.(type) {
			case nil:
			case time.Time:
				row[i] = v.Format(time.DateOnly)
			default:
				row[i] = fmt.Sprint(v)
			}
		}
		list = append(list, row)
	}
	return list
}
