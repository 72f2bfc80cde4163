package main

import (
	"bytes"
	"database/sql"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const committed = ".." // the examples folder

func TestCSVIsWhatIsCommitted(t *testing.T) {
	for _, s := range lenoir().sheets() {
		got, err := s.frenchCSV()
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join(committed, "data", s.name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s.csv differs from the generator's (run make generate)", s.name)
		}
	}
}

// The logo's pixels are compared, not its bytes, because a Go release may change the encoder's compression.
func TestLogoIsWhatIsCommitted(t *testing.T) {
	f, err := os.Open(filepath.Join(committed, "logo.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	got, ok := img.(*image.Paletted)
	if !ok || !bytes.Equal(got.Pix, logo(accent).Pix) {
		t.Error("logo.png differs from the generator's (run make generate)")
	}
}

// Rows are compared, not bytes, because the file contains the number of the SQLite release that wrote it.
func TestDatabaseIsWhatIsCommitted(t *testing.T) {
	fresh := filepath.Join(t.TempDir(), "english.db")
	if err := writeSQLite(fresh, finch().sheets()); err != nil {
		t.Fatal(err)
	}
	for _, s := range finch().sheets() {
		want := dump(t, filepath.Join(committed, "english.db"), s.name)
		if diff := cmp.Diff(want, dump(t, fresh, s.name)); diff != "" {
			t.Errorf("table %s of english.db differs from the generator's (run make generate)\n%.400s", s.name, diff)
		}
		if len(want) != len(s.rows)+1 {
			t.Errorf("table %s: %d rows, want %d", s.name, len(want)-1, len(s.rows))
		}
	}
}

// dump returns a table's definition and its rows in file order, as text.
func dump(t *testing.T, path, table string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var ddl string
	if err := db.QueryRow("select sql from sqlite_master where name = ?", table).Scan(&ddl); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Query("select * from " + table + " order by rowid")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	list := []string{ddl}
	cells, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range cells {
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprint(cells...))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

func TestDiceNeverChange(t *testing.T) {
	d := &dice{state: 1}
	var got []uint32
	for range 4 {
		got = append(got, d.next())
	}
	if diff := cmp.Diff([]uint32{0, 3114030964, 3308539156, 2446277621}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSizeIsFitForACommit(t *testing.T) {
	var sum int64
	for _, pattern := range []string{"data/*.csv", "english.db", "*.png"} {
		paths, err := filepath.Glob(filepath.Join(committed, pattern))
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: %v, %v", pattern, paths, err)
		}
		for _, p := range paths {
			info, err := os.Stat(p)
			if err != nil {
				t.Fatal(err)
			}
			sum += info.Size()
		}
	}
	if sum > 5_000_000 {
		t.Errorf("the examples weigh %d bytes, more than 5 MB", sum)
	}
}
