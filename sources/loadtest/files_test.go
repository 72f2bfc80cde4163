package loadtest

import (
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"bilan/internal/config"
)

func encode(t testing.TB, m *charmap.Charmap, s string) string {
	t.Helper()
	out, err := m.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func utf16Text(s string, big, mark bool) string {
	var b strings.Builder
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		if big {
			b.WriteByte(byte(u >> 8))
		}
		b.WriteByte(byte(u))
		if !big {
			b.WriteByte(byte(u >> 8))
		}
	}
	return b.String()
}

func TestEncodings(t *testing.T) {
	const text = "Réf;Montant €;Né le\r\nÉté à l’œuvre;1\u00a0234,50 €;31/12/2026\r\nçà;−5,00;01/01/2026\r\n"
	const old = "Réf;Montant;Né le\r\nÉté à ça;1\u00a0234,50;31/12/2026\r\nçà;-5,00;01/01/2026\r\n"
	w1252 := strings.ReplaceAll(text, "−", "-")
	for _, c := range []struct{ name, encoding, bytes, want string }{
		{"utf-8", "", text, text},
		{"utf-8 with a mark", "", "\ufeff" + text, text},
		{"windows-1252", "", encode(t, charmap.Windows1252, w1252), text},
		{"windows-1252 named", "Windows_1252", encode(t, charmap.Windows1252, w1252), text},
		{"latin-9 named", "iso-8859-15", encode(t, charmap.ISO8859_15, strings.ReplaceAll(w1252, "’", "'")), strings.ReplaceAll(text, "’", "'")},
		{"macintosh named", "macintosh", encode(t, charmap.Macintosh, w1252), text},
		{"cp850 named", "cp850", encode(t, charmap.CodePage850, old), old},
		{"utf-16 little with a mark", "", utf16Text(text, false, true), text},
		{"utf-16 big with a mark", "", utf16Text(text, true, true), text},
		{"utf-16 little", "", utf16Text(text, false, false), text},
		{"utf-16 big", "", utf16Text(text, true, false), text},
		{"utf-16 named", "utf-16", utf16Text(text, true, true), text},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := load(t, config.Source{CSV: config.Dialect{Encoding: c.encoding}}, map[string]string{"t.csv": c.bytes}, "t")
			if err != nil {
				t.Fatal(err)
			}
			header := strings.Split(c.want[:strings.Index(c.want, "\r")], ";")
			types := header[0] + " text, " + header[1] + " decimal(18,2), " + header[2] + " date"
			first := strings.SplitN(strings.Split(c.want, "\r\n")[1], ";", 2)[0]
			rows := first + "|1234.50|2026-12-31\nçà|-5.00|2026-01-01"
			if got.types() != types || got.text() != rows {
				t.Errorf("got %s\n%s", got.types(), got.text())
			}
		})
	}
}

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		name    string
		dialect config.Dialect
		text    string
		want    string // types, then rows
	}{
		{"semicolon", config.Dialect{}, "a;b\n1;x,y\n2;z\n", "a integer, b text\n1|x,y\n2|z"},
		{"comma", config.Dialect{}, "a,b\n1,x;y\n2,z\n", "a integer, b text\n1|x;y\n2|z"},
		{"tab", config.Dialect{}, "a\tb\n1\t1,5\n2\t2,5\n", "a integer, b decimal(18,2)\n1|1.50\n2|2.50"},
		{"pipe", config.Dialect{}, "a|b\n1|1,5\n2|2,5\n", "a integer, b decimal(18,2)\n1|1.50\n2|2.50"},
		{"decimal commas do not part cells", config.Dialect{}, "a;b\n1,5;2,5\n3,5;4,5\n", "a decimal(18,2), b decimal(18,2)\n1.50|2.50\n3.50|4.50"},
		{"sep line", config.Dialect{}, "sep=,\na,b\n1,2\n", "a integer, b integer\n1|2"},
		{"sep line under a given delimiter", config.Dialect{Delimiter: ";"}, "sep=;\na;b,c\n1;2\n", "a integer, b,c integer\n1|2"},
		{"one column", config.Dialect{}, "nom\nAnne, Paul\nZoé\n", "nom text\nAnne, Paul\nZoé"},
		{"crlf", config.Dialect{}, "a;b\r\n1;2\r\n", "a integer, b integer\n1|2"},
		{"cr alone", config.Dialect{}, "a;b\r1;\"x\ry\"\r2;z\r", "a integer, b text\n1|x\ry\n2|z"},
		{"no newline at the end", config.Dialect{}, "a;b\n1;2", "a integer, b integer\n1|2"},
		{"only a header", config.Dialect{}, "a;b\n", "a integer, b integer"},
		{"quotes", config.Dialect{}, "a;b\n1;\"x;\"\"y\"\"\nz\"\n2;5\" pipe\n", "a integer, b text\n1|x;\"y\"\nz\n2|5\" pipe"},
		{"single quotes", config.Dialect{Quote: "'"}, "a;b\n1;'x;\"y'\n", "a integer, b text\n1|x;\"y"},
		{"no quotes", config.Dialect{Quote: "none"}, "a;b\n1;\"x\n", "a integer, b text\n1|\"x"},
		{"quoted numbers", config.Dialect{}, "\"a\";\"b\"\n\"1\";\"1,5\"\n", "a integer, b decimal(18,2)\n1|1.50"},
		{"blank lines and rows", config.Dialect{}, "a;b\n\n1;2\n;\n\r\n3;4\n;\n;\n;\n", "a integer, b integer\n1|2\n3|4"},
		{"empty cells beyond the header in all rows", config.Dialect{}, "a;b\n1;2;\n3;4;\n", "a integer, b integer\n1|2\n3|4"},
		{"title lines", config.Dialect{}, "Export du 16/11/2026\n\nEntité : Lenoir\na;b;c\n1;2;3\n4;5;6\n", "a integer, b integer, c integer\n1|2|3\n4|5|6"},
		{"rows of words that mean nothing", config.Dialect{}, "a;b\nNULL;N/A\n1;2\n-;\n", "a integer, b integer\n1|2"},
		{"quotes that are text", config.Dialect{}, "a;b;c\n1;27\" wide;12\"\n2;the \"big\" one;12\"x14\"\n", "a integer, b text, c text\n1|27\" wide|12\"\n2|the \"big\" one|12\"x14\""},
		{"months as headings", config.Dialect{}, "rep;1;2;3\nA;10;20;30\n", "rep text, 1 integer, 2 integer, 3 integer\nA|10|20|30"},
		{"years as headings", config.Dialect{}, "rep;2025;2026\nA;1000;20\n", "rep text, 2025 integer, 2026 integer\nA|1000|20"},
		{"days as headings", config.Dialect{}, "rep;2026-01-01;2026-02-01\nA;1000;20\n", "rep text, 2026-01-01 integer, 2026-02-01 integer\nA|1000|20"},
		{"days of eight digits", config.Dialect{Dates: "yyyymmdd"}, "id;day;amount\n1;20260105;12\n2;20260131;5\n", "id integer, day date, amount integer\n1|2026-01-05|12\n2|2026-01-31|5"},
		{"title lines with delimiters", config.Dialect{}, "Export;;\n;;\na;b;c\n1;2;3\n4;5;6\n", "a integer, b integer, c integer\n1|2|3\n4|5|6"},
		{"skipped lines", config.Dialect{SkipLines: 2}, "x;y\nz\na;b\n1;2\n", "a integer, b integer\n1|2"},
		{"footer", config.Dialect{Footer: 1}, "a;b\nx;2\ny;4\nTOTAL;6\n;\n\n", "a text, b integer\nx|2\ny|4"},
		{"no header", config.Dialect{Header: no(), Names: []string{"id", "day"}, Columns: map[string]string{"day": "date"}}, "1|20101229\n2|20110331\n", "id integer, day date\n1|2010-12-29\n2|2011-03-31"},
		{"no header and no names", config.Dialect{Header: no()}, "1;x;\n2;y;\n", "column_1 integer, column_2 text, column_3 integer\n1|x|∅\n2|y|∅"},
		{"names over a header", config.Dialect{Header: yes(), Names: []string{"x", "y"}}, "a;a\n1;2\n", "x integer, y integer\n1|2"},
		{"names without a header", config.Dialect{Names: []string{"x", "y"}}, "O-1;2,5\nO-2;1,5\n", "x text, y decimal(18,2)\nO-1|2.50\nO-2|1.50"},
		{"names are trimmed", config.Dialect{}, "  a \u00a0;\"b\nc\";\ufeffd\n1;2;3\n", "a integer, b c integer, d integer\n1|2|3"},
		{"blank rows above the header", config.Dialect{}, ";\n \na;b\n1;2\n", "a integer, b integer\n1|2"},
		{"missing names", config.Dialect{}, "a;;;b;\n1;2;;3;\n4;5;;6;\n", "a integer, column_2 integer, b integer\n1|2|3\n4|5|6"},
		{"equal names", config.Dialect{}, "total;x;Total;total_1\n1;2;3;4\n", "total_2 integer, x integer, Total_3 integer, total_1 integer\n1|2|3|4"},
		{"a total that is none", config.Dialect{}, "a;b\nx;2\ny;4\nTotalEnergies;5\n", "a text, b integer\nx|2\ny|4\nTotalEnergies|5"},
		{"file settles what one column leaves open", config.Dialect{}, "a;b\n1,234;0,5\n5,678;0,25\n", "a decimal(18,3), b decimal(18,2)\n1.234|0.50\n5.678|0.25"},
		{"file settles the order of days", config.Dialect{}, "a;b\n01/02/2026;31/01/2026\n", "a date, b date\n2026-02-01|2026-01-31"},
		{"odd bytes are text", config.Dialect{}, "a;b\n1;🙂 Ω я\n", "a integer, b text\n1|🙂 Ω я"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := load(t, config.Source{CSV: c.dialect}, map[string]string{"t.csv": c.text}, "t")
			if err != nil {
				t.Fatal(err)
			}
			if have := strings.TrimSpace(got.types() + "\n" + got.text()); have != c.want {
				t.Errorf("got  %q\nwant %q", have, c.want)
			}
		})
	}
}

func yes() *bool { v := true; return &v }
func no() *bool  { v := false; return &v }

// TestMistakes checks for each file that it does not load, and the exact error.
func TestMistakes(t *testing.T) {
	amounts := "id;montant\n" + strings.Repeat("1;2,50\n", 60)
	for _, c := range []struct {
		name    string
		dialect config.Dialect
		text    string
		want    string
	}{
		{"a word among amounts", config.Dialect{}, amounts + "61;\"n.c.\n(?)\"\n62;x\n", `t.csv:62: column "montant": "n.c.\n(?)" is not a number (correct it, declare columns: {montant: text}, or csv: {bad_rows: skip})`},
		{"line behind a quoted newline", config.Dialect{SkipLines: 2}, "x\n\n" + "a;b\n\"1\n2\n3\";2\n4;5;6\n", `t.csv:7: 3 cells where the header has 2 (correct it, or csv: {bad_rows: skip})`},
		{"too few cells", config.Dialect{}, "a;b;c\n1;2;3\n1;2\n", `t.csv:3: 2 cells where the header has 3 (correct it, or csv: {bad_rows: skip})`},
		{"a date that is none", config.Dialect{Locale: "fr"}, "d\n" + strings.Repeat("01/02/2026\n", 30) + "31/02/2026\n", `t.csv:32: column "d": "31/02/2026" is not a date (dd/mm/yyyy) (correct it, declare columns: {d: text}, or csv: {bad_rows: skip})`},
		{"days or months", config.Dialect{}, "a;d\nx;03/04/2026\ny;05/06/2026\n", `t.csv:2: column "d": "03/04/2026" may start with the day or with the month: no cell of the column shows which (write csv: {dates: dd/mm/yyyy} or csv: {dates: mm/dd/yyyy})`},
		{"decimal or thousands", config.Dialect{}, "a;m\nx;12\ny;1,234\n", `t.csv:3: column "m": "1,234" may have a decimal sign or a thousands sign (write csv: {decimal: ","} or csv: {decimal: "."})`},
		{"a declared type", config.Dialect{Columns: map[string]string{"m": "decimal(2)"}, Locale: "fr"}, "m\n1,5\n1,234\n", `t.csv:3: column "m": "1,234" has more than 2 decimals (correct it, declare columns: {m: text}, or csv: {bad_rows: skip})`},
		{"a declared integer", config.Dialect{Columns: map[string]string{"m": "integer"}, Locale: "fr"}, "m\n1\n1,5\n", `t.csv:3: column "m": "1,5" is not a whole number (correct it, declare columns: {m: text}, or csv: {bad_rows: skip})`},
		{"a declared bool", config.Dialect{Columns: map[string]string{"m": "bool"}}, "m\noui\npeut-être\n", `t.csv:3: column "m": "peut-être" is neither true nor false (correct it, declare columns: {m: text}, or csv: {bad_rows: skip})`},
		{"a declared column that is missing", config.Dialect{Columns: map[string]string{"montnat": "decimal"}}, "montant;x\n1;2\n", `t.csv: there is no column "montnat" (did you mean "montant"?)`},
		{"an unknown type", config.Dialect{Columns: map[string]string{"m": "money"}}, "m\n1\n", `table t: csv: column "m": "money" is not a type (write text, integer, decimal, decimal(4), real, date, timestamp or bool)`},
		{"a quote that stays open", config.Dialect{}, "a;b\n1;\"x\n2;y\n", `t.csv: line 2: the quotation mark that opens in this row is never closed`},
		{"text behind a quote", config.Dialect{}, "a;b\n1;\"Le Grand\" Hôtel\n", `t.csv:2: text after a closing quote:  Hôtel (correct it, or csv: {bad_rows: skip})`},
		{"text behind a quote in Windows-1252", config.Dialect{}, "a;b\n1;\"Le Grand\" H\xf4tel et caf\xe9 \xe0 la mer\n", "t.csv:2: text after a closing quote:  Hôtel et café à la … (correct it, or csv: {bad_rows: skip})"},
		{"a quote inside a cell in Windows-1252", config.Dialect{}, "a;b;c\n1;x;3\n2;\xe9t\xe9\"z;4\"\n", "t.csv:3: a quote opens inside a cell: is a separator missing before it? été\"z (correct it, or csv: {bad_rows: skip})"},
		{"a NUL byte", config.Dialect{}, "a;b\n1;x\x00y\n", "t.csv:2: column \"b\": \"x\\x00y\" has a NUL byte (correct it, or csv: {bad_rows: skip})"},
		{"half UTF-8", config.Dialect{}, "a;b\n1;été\n2;\xe9\xe9\xe9\n", `t.csv: line 2: partly UTF-8 and partly not: "Ã©tÃ©" is "été" in UTF-8 (save the file again in one encoding, or csv: {encoding: windows-1252} to read it as "Ã©tÃ©")`},
		{"bytes that are no number", config.Dialect{}, "a;b\n1,5;été\n2,5;é\n3,5;é\n4,5;é\n\xe95;x\n", "t.csv:6: column \"a\": \"\ufffd5\" is not a number (correct it, declare columns: {a: text}, or csv: {bad_rows: skip})"},
		{"an old Mac's text", config.Dialect{}, encode(t, charmap.Macintosh, "a;b\n1;élève\n"), `t.csv: line 2: the encoding is neither UTF-8 nor Windows-1252: name it (csv: {encoding: windows-1252}, utf-8, macintosh, cp850 …)`},
		{"another encoding than it says", config.Dialect{Encoding: "windows-1252"}, "\ufeffa;b\n1;2\n", `t.csv: the file is utf-8 and the YAML says windows-1252 (write csv: {encoding: utf-8} for this file, or leave encoding: out)`},
		{"UTF-8 called UTF-16", config.Dialect{Encoding: "utf-16"}, "a,b\n1,2\n", `t.csv: the file is utf-8 and the YAML says utf-16 (write csv: {encoding: utf-8} for this file, or leave encoding: out)`},
		{"UTF-16 called UTF-8", config.Dialect{Encoding: "utf-8"}, "a\x00,\x00b\x00\n\x001\x00,\x002\x00\n\x00", `t.csv: the file is utf-16-le and the YAML says utf-8 (write csv: {encoding: utf-16-le} for this file, or leave encoding: out)`},
		{"UTF-8 called Windows-1252", config.Dialect{Encoding: "windows-1252"}, "a;b\né;2\n", `t.csv: the file is utf-8 and the YAML says windows-1252 (write csv: {encoding: utf-8} for this file, or leave encoding: out)`},
		{"Windows-1252 called UTF-8", config.Dialect{Encoding: "utf-8"}, "a;b\n\xe9t\xe9;2\n", `t.csv: the file is windows-1252 and the YAML says utf-8 (write csv: {encoding: windows-1252} for this file, or leave encoding: out)`},
		{"a separator too many", config.Dialect{}, "a;b;c\n1;2;3\n4;;5;\n", `t.csv:3: 4 cells where the header has 3: an extra separator may have shifted the cells after it (correct it, or csv: {bad_rows: skip})`},
		{"a separator too few among rows with an empty last cell", config.Dialect{}, "a;b;c\n" + strings.Repeat("1;2;3;\n", 250) + "4;5;\n", `t.csv:252: 3 cells where the first rows have 4 (correct it, or csv: {bad_rows: skip})`},
		{"no separator before a quote", config.Dialect{}, "a;b;c\n1;x;3\n2;y\"z;4\"\n", `t.csv:3: a quote opens inside a cell: is a separator missing before it? y"z (correct it, or csv: {bad_rows: skip})`},
		{"no separator behind a quote", config.Dialect{}, "a;b;c\n1;\"x\"y;3\n", `t.csv:2: text after a closing quote: y (correct it, or csv: {bad_rows: skip})`},
		{"names over a line of names", config.Dialect{Names: []string{"x", "y"}}, "a;b\n1;2\n", `t.csv: line 1 looks like the columns' names, and names: says that no line holds them (write header: true beside names: to read the rows below it)`},
		{"junk above the names", config.Dialect{}, "1,2,3\nid,day,amount\n,,\ncolumn,column,column\n1,2026-10-01,5\n", `t.csv: line 1 is not the columns' names, which are further down (write csv: {skip_lines: 4, names: [id, day, amount]})`},
		{"lines above the names", config.Dialect{}, "Export;CRM\nid;day;amount\n1;2026-10-01;5\n", `t.csv: line 1 is not the columns' names, which are further down (write csv: {skip_lines: 1})`},
		{"one row and no header", config.Dialect{}, "O-1;05/01/2026;R3;12,50\n", `t.csv: line 1 looks like data and not like the columns' names (no header? write csv: {header: false, names: [column_1, column_2, column_3, column_4]} with names of your own; if these are names, write csv: {header: true})`},
		{"an unknown encoding", config.Dialect{Encoding: "ebcdic"}, "a\n1\n", `table t: csv: encoding "ebcdic" is not known (write utf-8, windows-1252, iso-8859-15, utf-16, macintosh …)`},
		{"no header", config.Dialect{}, "1;28000.0000;x\n2;367000.0000;y\n", `t.csv: line 1 looks like data and not like the columns' names (no header? write csv: {header: false, names: [column_1, column_2, column_3]} with names of your own; if these are names, write csv: {header: true})`},
		{"names of another number", config.Dialect{Header: no(), Names: []string{"a"}}, "1;2\n", `t.csv: names: lists 1 names for 2 columns: write one for each column`},
		{"a blank file", config.Dialect{}, " \n;\n", `t.csv: the file is empty: export it again`},
		{"an empty file", config.Dialect{}, "", `t.csv: the file is empty: export it again`},
		{"a total line", config.Dialect{}, "rep;quota\nA;10,50\nB;20\nTOTAL;30,50\n;\n", `t.csv:4: "TOTAL": column "quota" is the sum of 2 other rows: every total would double (csv: {total_rows: skip} leaves such rows out, total_rows: keep counts them as rows)`},
		{"per cent in one cell", config.Dialect{}, "p\n" + strings.Repeat("12 %\n", 10) + "13\n", `t.csv:12: column "p": "13" has no percent sign, but others have one (correct it, declare columns: {p: text}, or csv: {bad_rows: skip})`},
		{"an unknown locale", config.Dialect{Locale: "tlh"}, "a\n1\n", `table t: csv: locale "tlh" has no preset: write delimiter, decimal, thousands and dates instead`},
		{"a pattern that is none", config.Dialect{Dates: "dd"}, "a\n1\n", `table t: csv: dates: "dd" is not an order of day, month and year (write dd/mm/yyyy, mm/dd/yyyy, yyyy-mm-dd or yyyymmdd)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := load(t, config.Source{CSV: c.dialect}, map[string]string{"t.csv": c.text}, "t")
			if err == nil {
				t.Fatalf("loaded: %s\n%s", got.types(), got.text())
			}
			if err.Error() != c.want {
				t.Errorf("got  %s\nwant %s", err, c.want)
			}
		})
	}
}

func TestBadRowsAreSetAsideAndCounted(t *testing.T) {
	text := "id;day;amount\n1;05/01/2026;10,50\n2;32/01/2026;20,25\n3;06/01/2026;x\n4;07/01/2026\n5;08/01/2026;1 000,00\n" +
		"6;09/01/2026;1\n7;10/01/2026;2\n8;11/01/2026;3\n"
	d := config.Dialect{Locale: "fr", BadRows: "skip", Columns: map[string]string{"day": "date", "amount": "decimal"}}
	got, err := load(t, config.Source{CSV: d}, map[string]string{"t.csv": text}, "t")
	if err != nil {
		t.Fatal(err)
	}
	if want := "1|2026-01-05|10.50\n5|2026-01-08|1000.00\n6|2026-01-09|1.00\n7|2026-01-10|2.00\n8|2026-01-11|3.00"; got.text() != want {
		t.Errorf("rows\n%s", got.text())
	}
	if got.Rows != 5 || got.Skipped != 3 || len(got.Aside) != 3 || got.Sums["amount"].String() != "20.25" || !got.Partial {
		t.Errorf("loaded %+v", got.Loaded)
	}
	a := got.Aside[1]
	if a.Origin != "t.csv" || a.Line != 4 || a.Column != "amount" || a.Value != "x" || a.Reason != "is not a number" {
		t.Errorf("aside %+v", a)
	}
	if a := got.Aside[2]; a.Line != 5 || a.Reason != "2 cells where the header has 3" {
		t.Errorf("aside %+v", a)
	}
}

func TestDetectionIsSaid(t *testing.T) {
	got, err := load(t, config.Source{}, map[string]string{"t.csv": "Titre\na;b;c\n012;1,5;31/01/2026\n013;2;01/02/2026\n"}, "t")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"encoding=utf-8", "delimiter=;", `above="1 line"`, `is a code rather than a number`, "b decimal(2) ',', c date dd/mm/yyyy"} {
		if !strings.Contains(got.log, want) {
			t.Errorf("the log does not say %q:\n%s", want, got.log)
		}
	}
}

// TestSumsOfRowsSetAside checks whether the sums of the rows set aside are complete or marked as partial.
func TestSumsOfRowsSetAside(t *testing.T) {
	for text, partial := range map[string]bool{
		"day;amount\n01/02/2026;1,50\n32/01/2026;2,50\n":  false,
		"day;amount\n01/02/2026;1,50\n32/01/2026;\n":      false,
		"day;amount\n01/02/2026;1,50\n32/01/2026;x\n":     true,
		"day;amount\n01/02/2026;1,50\n01/01/2026;1;000\n": true,
	} {
		d := config.Dialect{Locale: "fr", BadRows: "skip", Columns: map[string]string{"day": "date", "amount": "decimal"}}
		got, err := load(t, config.Source{CSV: d}, map[string]string{"t.csv": text}, "t")
		if err != nil {
			t.Fatal(err)
		}
		if got.Skipped != 1 || got.Partial != partial {
			t.Errorf("%q: %+v", text, got.Loaded)
		}
	}
}
