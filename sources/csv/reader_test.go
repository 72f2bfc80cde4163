package csv

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// readAll reads all records with a very small buffer, so that each record meets the end of the buffer.
func readAll(text string, f Format) (rows [][]string, lines []int64, bad []string, err error) {
	r := NewReader(iotest.HalfReader(strings.NewReader(text)), 1, f)
	r.Buf = make([]byte, 4)
	for {
		var rec Record
		if err := r.Next(&rec); err == io.EOF {
			return rows, lines, bad, nil
		} else if err != nil {
			return rows, lines, bad, err
		}
		var row []string
		for _, c := range rec.Cells {
			row = append(row, string(c.B))
		}
		rows, lines, bad = append(rows, row), append(lines, rec.Line), append(bad, rec.Bad)
	}
}

func TestRecordsKnowTheirLines(t *testing.T) {
	rows, lines, _, err := readAll("a;b\r\n\r\n\"x\n\ny\";2\n\n\n3;\"4\"\n5;6", Format{Delim: ';', Quote: '"'})
	if err != nil || len(rows) != 4 {
		t.Fatal(rows, err)
	}
	if lines[0] != 1 || lines[1] != 3 || lines[2] != 8 || lines[3] != 9 {
		t.Errorf("lines %v", lines)
	}
}

func TestQuoteNeverClosedIsBounded(t *testing.T) {
	endless := io.MultiReader(strings.NewReader("a\n\""), iotest.DataErrReader(bytes.NewReader(bytes.Repeat([]byte("x;y\n"), MaxRecord/2))))
	r := NewReader(endless, 1, Format{Delim: ';', Quote: '"'})
	var rec Record
	if err := r.Next(&rec); err != nil {
		t.Fatal(err)
	}
	if err := r.Next(&rec); err == nil || err.Error() != "line 2: a row of more than 16 MB: is a quotation mark never closed?" {
		t.Errorf("error %v", err)
	}
}

func TestReadErrorsComeThrough(t *testing.T) {
	broken := errors.New("disk on fire")
	r := NewReader(io.MultiReader(strings.NewReader("a;b\n1"), iotest.ErrReader(broken)), 1, Format{Delim: ';', Quote: '"'})
	var rec Record
	if err := r.Next(&rec); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}

// FuzzCSVReader checks that everything that encoding/csv accepts is read in the same way.
func FuzzCSVReader(f *testing.F) {
	for _, s := range []string{
		"a,b,c\n1,2,3\n", "a;b\r\n\"x;\"\"y\"\"\r\nz\";2", "\"\"\n", "\"\",\n", ",\n\n,", "a\r", "a,\"b\"\r", "\"a\"\r\n\r\n", "x\ry,z\n",
		"\"é\",\xff\n", "a,b\n\"1", "a\"b,c\n", "\"a\"b,c\n", "\n\n\na", " \"a\" , b\n", "\x00,\n",
	} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, semicolon bool) {
		form := Format{Delim: ',', Quote: '"'}
		if semicolon {
			form.Delim = ';'
		}
		rows, lines, bad, err := readAll(text, form)
		for i := 1; i < len(lines); i++ {
			if lines[i] <= lines[i-1] {
				t.Fatalf("lines %v", lines)
			}
		}
		std := csv.NewReader(strings.NewReader(text))
		std.Comma, std.FieldsPerRecord = rune(form.Delim), -1
		want, stdErr := std.ReadAll()
		if stdErr != nil {
			return
		}
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if len(rows) != len(want) {
			t.Fatalf("%q: %q, want %q", text, rows, want)
		}
		for i := range rows {
			if bad[i] != "" || len(rows[i]) != len(want[i]) {
				t.Fatalf("%q: row %d is %q (%s), want %q", text, i, rows[i], bad[i], want[i])
			}
			for j := range rows[i] {
				if got := strings.ReplaceAll(rows[i][j], "\r\n", "\n"); got != want[i][j] {
					t.Fatalf("%q: cell %d,%d is %q, want %q", text, i, j, got, want[i][j])
				}
			}
		}
	})
}

func BenchmarkCSVReader(b *testing.B) {
	text := []byte(strings.Repeat("10248;09/11/2026;R012;Café de la Gare 4021;\"Écran 27\"\"\";3;1 234,50;Gagné\r\n", 100_000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r := NewReader(bytes.NewReader(text), 1, Format{Delim: ';', Quote: '"'})
		var rec Record
		for r.Next(&rec) == nil {
		}
	}
}
