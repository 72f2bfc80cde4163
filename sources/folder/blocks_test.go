package folder

import (
	"bytes"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/sources/csv"
	"bilan/sources/input"
	"bilan/sources/parquettest"
)

// readBy is everything that reading a file gives when some workers read it in blocks of block bytes: its rows, the
// remarks and the log, or the error.
func readBy(t *testing.T, path string, src config.Source, readers, block int, sample int64) string {
	t.Helper()
	var said bytes.Buffer
	log := slog.New(slog.NewTextHandler(&said, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	src.Files = filepath.Dir(path)
	folder, err := Open("x", src, log)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	opened, err := folder.openAll(t.Context(), folder.tables["t"])
	if err != nil {
		t.Fatal(err)
	}
	defer input.CloseAll(opened)
	p, err := folder.preparation(folder.tables["t"], opened, log)
	if err != nil {
		return err.Error()
	}
	p.Readers, p.Block, p.Sample = readers, block, sample
	files, err := p.Run(t.Context(), t.TempDir())
	if err != nil {
		return err.Error()
	}
	b, err := os.ReadFile(files[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	files[0].Path = ""
	in := p.Inputs[0]
	return fmt.Sprintf("%s\n%+v\n%+v, %d rows, kept %+v\n%s", strings.Join(parquettest.Rows(b), "\n"), files, in.NonRows, in.Written, in.Kept, said.String())
}

// readAlike fails if several workers read a file differently from one worker.
func readAlike(t *testing.T, content []byte, src config.Source, block int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.csv")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	old := time.Unix(1, 0) // a file that was just written is not read at once
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	want := readBy(t, path, src, 1, csv.BlockSize, 4)
	if got := readBy(t, path, src, 3, block, 4); got != want {
		t.Fatalf("in blocks of %d bytes:\n%s\nalone:\n%s\nof\n%q", block, got, want, content)
	}
	return want
}

// oddFiles are files that are hard to divide into blocks, or whose rows depend on the rows above.
var oddFiles = map[string]string{
	"quoted line ends":   "id;note;v\n1;\"a\nb;c\n\n\";2,5\n2;\"\"\"x\"\"\n\"\"\";3,5\n\n3;;\"4,5\"\n",
	"returns":            "id;note;v\r\n1;\"a\r\nb\";2,5\r\n\r\n2;x;3,5\r\n3;y;4,5",
	"only returns":       "id;v\r1;\"2\r3\"\r2;x\r3;y\r4;z\r",
	"stray quotes":       "id;note;v\n1;27\" screen;2\n2;the \"big\" one;3\n3;a\"\";4\n4;\" b\" ;5\n",
	"never closed":       "id;note;v\n1;a;2\n2;b;3\n3;c;4\n4;d;5\n5;\"e;6\n6;f;7\n",
	"text behind quote":  "id;note;v\n1;a;2\n2;b;3\n3;c;4\n4;d;5\n5;\"e\"x;6\n6;f;7\n",
	"no last line end":   "id;note;v\n1;a;2\n2;b;\"3\"",
	"only quotes":        "id;note\n\"\";\"\"\n\"\"\"\";\"\n\"\n\"\n\n\n\";x\n",
	"blank lines":        "id;v\n\n\n1;2\n\n;\n\n  ;\n2;3\n\n\n",
	"misfit":             "id;v\n1;2,5\n2;3,5\n3;4,5\n4;5,5\n5;6,5\n6;x\n7;y;z\n",
	"misshapen":          "id;v\n1;2,5\n2;3,5\n3;4,5\n4;5,5\n5;6,5\n7;y;z\n6;x\n",
	"surprise":           "id;v\n1;2\n2;3\n3;4\n4;5\n5;6\n6;7,55\n7;8,5\n",
	"surprise, then bad": "id;v\n1;2\n2;3\n3;4\n4;5\n5;6\n6;7,55\n7;8;5\n",
	"total below":        "rep;v\na;2,5\nb;3,5\nc;4,5\nd;5,5\ne;6,5\nTotal;22,5\n",
	"totals between":     "rep;who;v\na;x;2,5\na;y;3,5\nTotal a;;6\nb;x;4,5\nb;y;5,5\nTotal b;;10\nGrand total;;16\n",
	"nameless total":     "rep;v\na;2,5\nb;3,5\nc;4,5\nd;5,5\ne;6,5\n;22,5\n",
	"odd total":          "day;v\n2026-01-01;2,5\n2026-01-02;3,5\n2026-01-03;4,5\n2026-01-04;4,5\nTotal;15\n",
	"nulls":              "id;v\n1;NULL\nNULL;-\n2;3\n-;-\n3;\n4;n/a\n",
	"late value":         "id;v;w\n1;;\n2;;\n3;;\n4;;\n5;;\n6;;x\n",
	"many kinds":         "a;b;c;d;e\n1;2026-01-01 10:00;true;1,5 €;12 %\n2;2026-01-02;false;;5 %\n3;;true;2,5 €;7 %\n4;2026-01-02;;3,25 €;\n5;2026-01-02;false;;5 %\n",
	"long digits":        "a;b\n12345678901234567890,5;1\n2,5;2\n3,5;3\n-4,5;4\n5,5;5\n-12345678901234567890,25;6\n",
	"names again":        "id;v\n1;2,5\nid;v\n2;3,5\n\nid;v\n;\n3;4,5\n",
	"backslashes":        "id;note;v\n1;\"a\\\"\nb\";2\n2;\"x\\\"y\";3\n3;\"\\\"\";4\n",
	"not escaped":        "id;note;v\n1;\"a \"b\" c\";2\n2;\"the \"x\" y\";3\n3;\"z\nz\";4\n",
	"padded":             "id;note;v\n1; \"a\nb\"; 2\n2; \"x;y\"; 3\n3; z; 4\n",
	"quote of its own":   "id;note;v\n1;'a\nb';2\n2;x;3\n3;'';4\n",
}

func TestBlocksAreReadAsOneFile(t *testing.T) {
	for name, text := range oddFiles {
		t.Run(name, func(t *testing.T) {
			for _, d := range []config.Dialect{{}, {BadRows: "skip"}, {TotalRows: "skip"}, {TotalRows: "keep", Quote: "none"}, {Quote: "'"}, {Footer: 1}} {
				d.Delimiter = ";"
				for _, block := range []int{1, 2, 5, 9, 16, 30} {
					readAlike(t, []byte(text), config.Source{CSV: d}, block)
				}
			}
		})
	}
}

func TestBlocksInOtherEncodings(t *testing.T) {
	text := strings.Repeat("Köln;\"a\n\x81é\";2,5\n", 9)
	for _, src := range []config.Source{
		{CSV: config.Dialect{Delimiter: ";", Header: new(bool), Encoding: "windows-1252"}},
		{CSV: config.Dialect{Delimiter: ";", Header: new(bool)}},
	} {
		for _, block := range []int{1, 2, 3, 7, 13, 25} {
			readAlike(t, []byte(text), src, block)
			readAlike(t, []byte(strings.ReplaceAll(text, "é", "\xe9")), src, block)
		}
	}
	wide := slices.Concat([]byte("\xff\xfe"), wideText("id;note\n"+strings.Repeat("1;\"a\nü\"\n", 5)))
	for _, block := range []int{1, 2, 3, 7, 13, 25} {
		readAlike(t, wide, config.Source{}, block)
	}
}

func wideText(s string) (b []byte) {
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return b
}

// TestRandomBlocks checks that several workers also agree with one on files whose rows must be read a second time.
func TestRandomBlocks(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		d := config.Dialect{Delimiter: "tab", BadRows: []string{"", "skip"}[random.IntN(2)], Decimal: []string{"", ","}[random.IntN(2)]}
		readAlike(t, []byte(randomFile(random)), config.Source{CSV: d}, 1+random.IntN(60))
	}
}

func TestUnfoldedBlocks(t *testing.T) {
	src := config.Source{Tables: map[string]config.FileTable{"t": {File: "t.csv", Wide: config.Wide{Columns: "janv..mars", Into: "m", Value: "v", Year: 2026}}}}
	for _, block := range []int{1, 2, 3, 7, 13, 25} {
		readAlike(t, []byte("rep;janv;févr;mars\na;1;2;3\nb;4;;6\nc;7;8;9\nd;1;1;1\ne;1;1;1\n"), src, block)
	}
}

// FuzzBlocks checks that one worker and several read any bytes in the same way.
func FuzzBlocks(f *testing.F) {
	for _, text := range oddFiles {
		f.Add([]byte(text), uint8(7), uint8(0))
	}
	f.Fuzz(func(t *testing.T, text []byte, block, more uint8) {
		d := config.Dialect{Delimiter: []string{"", ";", ","}[more%3], BadRows: []string{"", "skip"}[more>>2&1], TotalRows: []string{"", "skip"}[more>>3&1]}
		if more&16 != 0 {
			d.Quote = "none"
		}
		readAlike(t, text, config.Source{CSV: d}, 1+int(block))
	})
}
