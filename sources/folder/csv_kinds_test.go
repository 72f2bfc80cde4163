package folder

import (
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/sources/csv"
	"bilan/sources/input"
)

// csvKinds has a small file for every kind of text file that programs write. docs/sources-files.md says under the same
// words what happens to each; TestPageHasEveryKind compares the page with it.
var csvKinds = []struct {
	kind string
	csv  config.Dialect
	text string
	want string // the names, perhaps the type of the last column, and the rows with cells separated by |; or "error: " and the error
}{
	{"a header and rows", config.Dialect{}, "id,v\n1,2\n3,4\n", "id|v\n1|2\n3|4"},
	{"no line end at the end", config.Dialect{}, "id,v\n1,2\n3,4", "id|v\n1|2\n3|4"},
	{"empty lines at the end", config.Dialect{}, "id,v\n1,2\n\n\n", "id|v\n1|2"},
	{"empty lines between rows", config.Dialect{}, "id,v\n1,2\n\n,\n3,4\n", "id|v\n1|2\n3|4"},
	{"empty first lines", config.Dialect{}, "\n\nid,v\n1,2\n", "id|v\n1|2"},
	{"line ends CR LF", config.Dialect{}, "id,v\r\n1,2\r\n", "id|v\n1|2"},
	{"line ends CR", config.Dialect{}, "id,v\r1,2\r3,4\r", "id|v\n1|2\n3|4"},
	{"line ends LF and CR LF mixed", config.Dialect{}, "id,v\r\n1,2\n3,4\r\n", "id|v\n1|2\n3|4"},
	{"delimiter ;", config.Dialect{}, "id;v\n1;2,5\n", "id|v\n1|2,5"},
	{"delimiter tab", config.Dialect{}, "id\tv\n1\t2\n", "id|v\n1|2"},
	{"delimiter |", config.Dialect{}, "id|v\n1|2\n", "id|v\n1|2"},
	{"delimiter , and a blank", config.Dialect{}, "id, name, v\n1, \"Roy, Ada\", 2\n2, \"Bo\", 3\n", "id|name|v\n1|Roy, Ada|2\n2|Bo|3"},
	{"delimiter of blanks", config.Dialect{}, "day id v\n2026-01-01 1 Ada Roy 2\n2026-01-02 2 Bo 3\n", "day id v\n2026-01-01 1 Ada Roy 2\n2026-01-02 2 Bo 3"},
	{"another delimiter, declared", config.Dialect{Delimiter: "~"}, "id~v\n1~2\n", "id|v\n1|2"},
	{"delimiter of several characters", config.Dialect{}, "id||v\n1||2\n", "id|column_2|v\n1||2"},
	{"one row with another delimiter", config.Dialect{}, "id,d,v\n1,x,2\n2;y;3\n3,z,4\n", "error: t.csv:3: 1 cells where the header has 3"},
	{"sep= on the first line", config.Dialect{}, "sep=;\nid;v\n1;2\n", "id|v\n1|2"},
	{"a delimiter in a quoted cell", config.Dialect{}, "id,v\n\"a,b\",2\n", "id|v\na,b|2"},
	{"a line end in a quoted cell", config.Dialect{}, "id,v\n\"a\nb\",2\n\"c\r\nd\",3\n", "id|v\na\nb|2\nc\nd|3"},
	{"two quotes instead of one", config.Dialect{}, "id,v\n\"27\"\" screen\",2\n", "id|v\n27\" screen|2"},
	{"a backslash before a quote", config.Dialect{}, "id,v\n\"27\\\" screen, black\",2\n", "id|v\n27\" screen, black|2"},
	{"a backslash before a quote, declared", config.Dialect{Escape: "backslash"}, "id,v\n\"a \\\" \\\\ \\n\",2\n", "id|v\na \" \\ \\n|2"},
	{"a backslash before a quote, in one row far below", config.Dialect{}, "id,v\n" + strings.Repeat("\"a\",1\n", 300) + "\"27\\\" screen\",2\n", `error: t.csv:302: .*write csv: \{escape: backslash\}`},
	{"unescaped quotes", config.Dialect{}, "id,v\n\"27\" screen\",2\n\"24\" screen\",3\n", "id|v\n27\" screen|2\n24\" screen|3"},
	{"one unescaped quote", config.Dialect{}, "id,v\n\"27\" screen\",2\n\"mouse\",3\n", "error: t.csv:2: text after a closing quote"},
	{"single quotes", config.Dialect{}, "id,v\n'a,b',2\n'c',3\n", "id|v\na,b|2\nc|3"},
	{"apostrophes in single quotes", config.Dialect{}, "id,v\n'Ada's, Bo's',2\n'Cy',3\n", "id|v\nAda's, Bo's|2\nCy|3"},
	{"no quotes, declared", config.Dialect{Quote: "none"}, "id,v\n\"a,2\n", "id|v\n\"a|2"},
	{"inches and words in quotes in an unquoted cell", config.Dialect{}, "id,v\n27\" screen,2\nthe \"big\" one,3\n", "id|v\n27\" screen|2\nthe \"big\" one|3"},
	{"an extra quote", config.Dialect{}, "id,v\n\"\"a\",2\n\"b\",3\n", "error: t.csv:2: text after a closing quote"},
	{"a quote never closed", config.Dialect{}, "id,v\n\"a,2\nb,3\n", "error: t.csv: line 2: the quotation mark that opens in this row is never closed"},
	{"a separator missing before a quote", config.Dialect{}, "a,b,c\n1,x,3\n2,y.\"z, z\",4\n", "error: t.csv:3: a quote opens inside a cell"},
	{"a row with a missing separator", config.Dialect{}, "a,b,c\n1,x,3\n2y,4\n", "error: t.csv:3: 2 cells where the header has 3"},
	{"a row with an extra separator", config.Dialect{}, "a,b,c\n1,x,3\n2,,y,4\n", "error: t.csv:3: 4 cells where the header has 3"},
	{"rows cut short", config.Dialect{}, "a,b,c\n1\n2\n3,x,4\n", "error: t.csv:2: 1 cells where the header has 3"},
	{"an extra separator at the end of every row", config.Dialect{}, "id,v\n1,2,\n3,4,\n", "id|v\n1|2\n3|4"},
	{"an extra separator at the end of every line", config.Dialect{}, "id,v,\n1,2,\n3,4,\n", "id|v|column_3\n1|2|\n3|4|"},
	{"a header with a missing separator", config.Dialect{}, "idday,qty,note\n1,2026-01-02,2,\n2,2026-01-03,3,\n", "error: line 1: 3 names above rows of 4 cells.*\"2026-01-02\" is no qty"},
	{"a missing name", config.Dialect{}, "id,,v\n1,x,2\n", "id|column_2|v\n1|x|2"},
	{"duplicate names", config.Dialect{}, "v,V,v\n1,2,3\n", "v_1|V_2|v_3\n1|2|3"},
	{"names in quotes, with blanks and line ends", config.Dialect{}, "\"id\",\" order\nvalue \"\n1,2\n", "id|order value\n1|2"},
	{"only a header", config.Dialect{}, "id,v\n", "id|v"},
	{"one row", config.Dialect{}, "id,v\n1,2\n", "id|v\n1|2"},
	{"one column", config.Dialect{}, "v\n1\n2\n", "v\n1\n2"},
	{"an empty file", config.Dialect{}, "", "error: t.csv: the file is empty: export it again"},
	{"no header", config.Dialect{}, "1,2026-01-01,a\n2,2026-01-02,b\n", "error: t.csv: line 1 looks like data .*header: false, names:"},
	{"no header, declared", config.Dialect{Names: []string{"id", "v"}}, "1,2\n3,4\n", "id|v\n1|2\n3|4"},
	{"names: over a header", config.Dialect{Names: []string{"id", "v"}}, "no,value\n1,2\n3,4\n", "error: line 1 looks like the columns' names"},
	{"lines above the header", config.Dialect{}, "Orders of March,,\n,,\nid,d,v\n1,x,2\n", "id|d|v\n1|x|2"},
	{"lines above the header, with several cells", config.Dialect{}, "Shop,March\n\nid,d,v\n1,x,2\n2,y,3\n3,z,4\n", "error: skip_lines: 2"},
	{"the header repeated between the rows, as in concatenated exports", config.Dialect{}, "id,day\n1,a\nid,day\n2,b\n", "id|day\n1|a\n2|b"},
	{"a header of several lines", config.Dialect{}, "id,sales\n,EUR\n1,2.5\n2,3.5\n3,4.5\n4,5.5\n5,6.5\n", `error: t.csv:2: column "sales": "EUR" is not a number`},
	{"several tables in one file", config.Dialect{}, "id,v\n1,2\n\nid,day,v\n1,x,2\n", "error: t.csv:4: 3 cells where the header has 2"},
	{"a total at the end", config.Dialect{}, "id,v\na,2\nb,3\nTotal,5\n", `error: t.csv:4: "Total": column "v" is the sum of 2 other rows`},
	{"lines below the rows", config.Dialect{}, "id,v\n1,2\n2,3\nmade by the shop\n", "error: t.csv:4: 1 cells where the header has 2"},
	{"lines below the rows, declared", config.Dialect{Footer: 1}, "id,v\n1,2\n2,3\nmade by the shop\n", "id|v\n1|2\n2|3"},
	{"comments", config.Dialect{}, "id,v\n1,2\n# checked\n2,3\n", "error: t.csv:3: 1 cells where the header has 2"},
	{"a byte order mark", config.Dialect{}, "\xef\xbb\xbfid,v\n1,2\n", "id|v\n1|2"},
	{"UTF-8", config.Dialect{}, "id,v\nZoé,2\n", "id|v\nZoé|2"},
	{"Windows-1252", config.Dialect{}, "id,v\nZo\xe9,2\n", "id|v\nZoé|2"},
	{"UTF-16", config.Dialect{}, "\xff\xfei\x00d\x00,\x00v\x00\n\x00\xe9\x00,\x002\x00\n\x00", "id|v\né|2"},
	{"half UTF-8, half not", config.Dialect{}, "id,v\nZoé,2\nZo\xe9 \xe9\xe9,3\n", "error: partly UTF-8 and partly not"},
	{"one cell in UTF-8, the others in Windows-1252", config.Dialect{}, "id,v\nZo\xe9,2\nRen\xc3\xa9e,2\n" + strings.Repeat("\xe9t\xe9,3\n", 9), `error: line 3: partly UTF-8 and partly not: "RenÃ©e" is "Renée" in UTF-8`},
	{"one cell in UTF-8, the others in Windows-1252, declared", config.Dialect{Encoding: "windows-1252"}, "id,v\n\xc9lo\xefse,2\nRen\xc3\xa9e,3\n", "id|v\nÉloïse|2\nRenÃ©e|3"},
	{"one cell in Windows-1252, the others in UTF-8", config.Dialect{}, "id,v\nZoé,2\nRen\xe9e,2\n", `error: line 3: partly UTF-8 and partly not: "Renée" is Windows-1252`},
	{"a character cut in two at the end of a cell", config.Dialect{}, "id,v\nZoé,2\nRen\xc3,2\n", "id|v\nZoé|2\nRen\ufffd|2"},
	{"an encoding other than declared", config.Dialect{Encoding: "utf-16"}, "id,v\nZoé,2\n", "error: the file is utf-8 and the YAML says utf-16"},
	{"a NUL byte", config.Dialect{}, "id,v\na\x00b,2\n", `error: has a NUL byte`},
	{"words that mean an empty cell", config.Dialect{}, "id,v\na,NULL\nb,n/a\nc,3\nNULL,NULL\n", "id|v\na|NULL\nb|n/a\nc|3"},
	{"decimal commas", config.Dialect{}, "id;v\na;1 234,50\nb;2,00\n", "id|v\na|1 234,50\nb|2,00"},
	{"a sign that may be decimal or thousands", config.Dialect{}, "id;v\na;1,234\nb;2,345\n", `error: may have a decimal sign or a thousands sign`},
	{"days that may be months", config.Dialect{}, "id,v\na,01/02/2026\nb,03/04/2026\n", `error: may start with the day or with the month`},
	{"dates and times", config.Dialect{}, "id,v\na,2026-01-02 10:20:30\nb,2026-01-03 10:20\n", "id|v\na|2026-01-02 10:20:30\nb|2026-01-03 10:20"},
	{"leading zeros", config.Dialect{}, "id,v\n007,2\n012,3\n", "id|v\n007|2\n012|3"},
	{"one cell of another type", config.Dialect{}, "id,v\na,1.5\nb,2.5\nc,x\nd,3.5\ne,4.5\n", `error: t.csv:4: column "v": "x" is not a number`},
	{"numbers with too many digits", config.Dialect{}, "id,v\na,12345678901234567890\n", "id|v\na|12345678901234567890"},
	{"digits in groups of three", config.Dialect{}, "id;v\na;1 234 567\nb;12 000\n", "id|v: integer\na|1 234 567\nb|12 000"},
	{"digits in other groups", config.Dialect{}, "id;v\na;12 34\nb;1 2345\n", "id|v: text\na|12 34\nb|1 2345"},
	{"blanks around numbers", config.Dialect{}, "id,v\na, 1 \nb,  2\n", "id|v: integer\na|1\nb|2"},
	{"exponents", config.Dialect{}, "id,v\na,1.5E+03\nb,2E-1\n", "id|v: real\na|1.5E+03\nb|2E-1"},
	{"amounts with a currency", config.Dialect{}, "id;v\na;12,50 €\nb;-3,00 €\n", "id|v: decimal(2) ','\na|12,50 €\nb|-3,00 €"},
	{"two currencies", config.Dialect{}, "id;v\na;12,50 €\nb;3,00 $\n", "id|v: text\na|12,50 €\nb|3,00 $"},
	{"percentages", config.Dialect{}, "id,v\na,12.5%\nb,3%\n", "id|v: decimal(3) from %\na|12.5%\nb|3%"},
	{"blanks around true and false", config.Dialect{}, "id,v\na,TRUE \n", "id|v: bool\na|TRUE"},
	{"true and false", config.Dialect{}, "id,v\na,true\nb,false\n", "id|v: bool\na|true\nb|false"},
	{"times with a zone", config.Dialect{}, "id,v\na,2026-01-02T10:20:30Z\nb,2026-01-03 10:20+02:00\n", "id|v: timestamp\na|2026-01-02T10:20:30Z\nb|2026-01-03 10:20+02:00"},
	{"a mix of times with and without a zone", config.Dialect{}, "id,v\na,2026-01-02T10:20:30Z\nb,2026-01-03 10:20\n", "id|v: text\na|2026-01-02T10:20:30Z\nb|2026-01-03 10:20"},
	{"times of day", config.Dialect{}, "id,v\na,10:20\nb,11:30\n", "id|v: text\na|10:20\nb|11:30"},
	{"a mix of days and days with a time", config.Dialect{}, "id,v\na,2026-01-02\nb,2026-01-03 10:20\n", "id|v: timestamp\na|2026-01-02\nb|2026-01-03 10:20"},
	{"years of two digits", config.Dialect{}, "id,v\na,31/12/26\nb,30/11/26\n", "id|v: text\na|31/12/26\nb|30/11/26"},
	{"days of eight digits", config.Dialect{}, "id,v\na,20261231\nb,20261130\n", "id|v: integer\na|20261231\nb|20261130"},
	{"days of eight digits, declared", config.Dialect{Dates: "yyyymmdd"}, "id,v\na,20261231\nb,20261130\n", "id|v: date\na|20261231\nb|20261130"},
	{"lists and objects in a cell", config.Dialect{}, "id,v\na,\"{\"\"x\"\": [1, 2]}\"\nb,\"[1, 2]\"\n", "id|v: text\na|{\"x\": [1, 2]}\nb|[1, 2]"},
	{"a column without a value", config.Dialect{}, "id,v,w\na,,1\nb,,2\n", "id|v|w: integer\na||1\nb||2"},
	{"a row of 16 MB", config.Dialect{}, "id,v\n\"" + strings.Repeat("x\n", 9<<20), "error: a row of more than 16 MB"},
}

func TestKindsOfCSV(t *testing.T) {
	for _, k := range csvKinds {
		t.Run(k.kind, func(t *testing.T) {
			got, last, err := readText(t, k.text, k.csv)
			if names, _, _ := strings.Cut(k.want, "\n"); strings.Contains(names, ": ") {
				got = strings.Replace(got, "\n", ": "+last+"\n", 1)
			}
			want, refused := strings.CutPrefix(k.want, "error: ")
			switch {
			case refused && err == nil:
				t.Errorf("read as %q", got)
			case refused && !regexp.MustCompile(want).MatchString(err.Error()):
				t.Errorf("error %q, want %q", err, want)
			case !refused && err != nil:
				t.Error(err)
			case !refused && got != want:
				t.Errorf("read as %q, want %q", got, want)
			}
		})
	}
}

// readText prepares a file and returns its names, its cells as text, and the type of its last column.
func readText(t *testing.T, text string, dialect config.Dialect) (rows, last string, err error) {
	dir := t.TempDir()
	path, old := filepath.Join(dir, "t.csv"), time.Unix(1, 0)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, old, old); err != nil { // a file that was just written is not read at once
		t.Fatal(err)
	}
	f, err := Open("x", config.Source{Files: dir, CSV: dialect}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	told, err := f.Explain(t.Context(), "t", dir)
	if err != nil {
		return "", "", err
	}
	if n := len(told.Columns); n > 0 {
		last = told.Columns[n-1].Type
	}
	var lines []string
	table := f.tables["t"]
	err = f.withFiles(t.Context(), table, func(files []*input.Opened) error {
		p, err := f.preparation(table, files, slog.New(slog.DiscardHandler))
		if err != nil {
			return err
		}
		in, r := p.Inputs[0], p.Dialect.NewCellReader("", p.Inputs[0].Charset)
		lines = []string{strings.Join(in.Names, "|")}
		return in.Walk(t.Context(), dialect.Footer, func(e *input.RowError) error { return e }, func(rec *csv.Record) error {
			cells := make([]string, len(rec.Cells))
			for i, c := range rec.Cells {
				cells[i] = strings.ReplaceAll(string(csv.Trim(r.Repaired(c.B))), "\r\n", "\n")
			}
			lines = append(lines, strings.Join(cells, "|"))
			return nil
		})
	})
	return strings.Join(lines, "\n"), last, err
}
