package xlsx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"testing"
)

// repeated is a text that is written many times into a part, between two other texts.
type repeated struct {
	before, text, after string
	times               int
}

// bomb is a workbook with one part that is much larger unpacked than packed.
func bomb(t testing.TB, part string, r repeated) []byte {
	t.Helper()
	p := parts(data(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`))
	delete(p, part)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	w, err := z.Create(part)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.WriteString(w, r.before)
	for block := []byte(strings.Repeat(r.text, 1<<16)); r.times > 0 && err == nil; r.times -= 1 << 16 {
		_, err = w.Write(block)
	}
	_, e := io.WriteString(w, r.after)
	if err := errors.Join(err, e); err != nil {
		t.Fatal(err)
	}
	for name, text := range p {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBombs opens workbooks that unpack to gigabytes. Each must end in an error that names the place.
func TestBombs(t *testing.T) {
	const sheet, shared = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
	for name, c := range map[string]struct {
		part string
		repeated
		want string
	}{
		"a text":      {sheet, repeated{`<worksheet><sheetData><row r="1"><c r="A1"><v>`, "A", `</v></c></row></sheetData></worksheet>`, 65 << 20}, "part xl/worksheets/sheet1.xml: it unpacks to more than 100 times its size"},
		"a long text": {sheet, repeated{`<worksheet><sheetData><row r="7"><c r="B7"><v>`, "A", `</v></c></row></sheetData></worksheet>`, 1 << 20}, "row 1: cell B7: a text of more than 256 KB"},
		"blanks":      {sheet, repeated{`<worksheet><sheetData>`, " ", `</sheetData></worksheet>`, 65 << 20}, "unpacks to more than 100 times"},
		"rows":        {sheet, repeated{`<worksheet><sheetData>`, "<row/>", `</sheetData></worksheet>`, 1<<20 + 1<<16}, "a sheet has at most 1048576 rows"},
		"columns":     {sheet, repeated{`<worksheet><sheetData><row>`, "<c/>", `</row></sheetData></worksheet>`, 1 << 16}, "row 1: a sheet has at most 16384 columns"},
		"merged":      {sheet, repeated{`<worksheet><sheetData/><mergeCells>`, `<mergeCell ref="A1:B2"/>`, `</mergeCells></worksheet>`, 1<<18 + 1<<16}, "more than 262144 merged ranges"},
		"depth":       {sheet, repeated{`<worksheet>`, "<x>", ``, 1 << 16}, "elements are nested more than 64 deep"},
		"a tag":       {sheet, repeated{`<worksheet><sheetData><row x="`, "x", `"/></sheetData></worksheet>`, 2 << 20}, "a tag of more than 1024 KB"},
		"shared text": {shared, repeated{`<sst><si><t>`, "A", `</t></si></sst>`, 1 << 20}, "part xl/sharedStrings.xml: text 0: a text of more than 256 KB"},
		"shared":      {shared, repeated{`<sst>`, "<si/>", `</sst>`, 9 << 20}, "more than 8 million texts"},
		"entities":    {shared, repeated{`<!DOCTYPE lolz [<!ENTITY a "aaaa">]><sst><si><t>`, "&a;", `</t></si></sst>`, 1 << 16}, "it has a document type, which a workbook must not have"},
		"an entity":   {shared, repeated{`<sst><si><t>`, "&a;", `</t></si></sst>`, 1 << 16}, "an entity that XML does not have"},
	} {
		t.Run(name, func(t *testing.T) {
			if t.Parallel(); c.times > 4<<20 && testing.Short() {
				t.Skip("it takes a second")
			}
			if _, err := read(t.Context(), bomb(t, c.part, c.repeated), 3); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v", err)
			}
		})
	}
}

// TestSparseSheet checks that one cell far to the right in each row does not use much memory.
func TestSparseSheet(t *testing.T) {
	var rows strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="XFD%[1]d"><v>1</v></c></row>`, i+1)
	}
	if _, err := read(t.Context(), pack(t, parts(data(rows.String()))), 3); err == nil || !strings.Contains(err.Error(), "the sheet is almost empty") {
		t.Errorf("error %v", err)
	}
}

// TestDamage reads files that are truncated, changed or inconsistent.
func TestDamage(t *testing.T) {
	whole := pack(t, parts(data(`<row r="1"><c r="A1"><v>5</v></c></row>`)))
	for _, c := range []struct{ sheet, want string }{
		{`<sheetData><row r="1"><c r="A1"><v>5</v>`, "the workbook is damaged"},
		{`<sheetData><row r="1"></sheetData>`, "the end tag </sheetData> has no start tag"},
		{data(`<row r="2"/><row r="2"/>`), "row 3: row 2 is out of order, after row 2"},
		{data(`<row r="1048577"/>`), "a sheet has at most 1048576 rows"},
		{data(`<row r="1"><c r="B1"><v>1</v></c><c r="A1"/></row>`), "row 1: cell A1 of row 1 is out of order, after column 2"},
		{data(`<row r="1"><c r="A2"/></row>`), "row 1: cell A2 of row 1 is out of order"},
		{data(`<row r="1"><c r="XFE1"/></row>`), "row 1: cell XFE1"},
		{data(`<row r="1"><c r="AAAAAAAAAAAAAAAAAAAA1"/></row>`), "row 1: cell AAAA"},
		{data("") + mergeCells("A2:A1"), `"A2:A1" is not a range of cells`},
		{data("") + mergeCells("A1:ZZZZ9"), "is not a range of cells"},
		{data("<row><c><v>&#xFFFFFFFF;</v></c></row>"), "an entity that XML does not have"},
	} {
		if _, err := read(t.Context(), pack(t, parts(c.sheet)), 3); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.sheet, err)
		}
	}
	latin := parts("")
	latin["xl/worksheets/sheet1.xml"] = `<?xml version="1.0" encoding="ISO-8859-1"?><worksheet/>`
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"cut":            {whole[:len(whole)-30], "the workbook is damaged: export or save it again"},
		"empty":          {nil, "the file is not an .xlsx workbook"},
		"something else": {[]byte("hello"), "the file is not an .xlsx workbook"},
		"a password":     {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), "the workbook has a password or is an old .xls: save it as .xlsx without a password"},
		"another zip":    {pack(t, map[string]string{"mimetype": "x"}), "the file is not an .xlsx workbook: it has no part xl/workbook.xml"},
		"no sheet":       {pack(t, map[string]string{"xl/workbook.xml": parts("")["xl/workbook.xml"], "xl/_rels/workbook.xml.rels": parts("")["xl/_rels/workbook.xml.rels"]}), `sheet "S": the workbook is damaged, it has no file xl/worksheets/sheet1.xml`},
		"Latin-1":        {pack(t, latin), "it is written in ISO-8859-1: a workbook is UTF-8"},
		"a false sum":    {lying(t, func(h *zip.FileHeader) { h.CRC32++ }), "the workbook is damaged"},
		"a false size":   {lying(t, func(h *zip.FileHeader) { h.UncompressedSize64 = 3 }), "the workbook is damaged"},
		"twice":          {twice(t), "the workbook contains the part xl/Workbook.xml twice"},
	} {
		if _, err := read(t.Context(), c.file, 3); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// lying is a workbook whose archive makes false claims about its sheet.
func lying(t *testing.T, lie func(*zip.FileHeader)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts(data(`<row r="1"><c r="A1"><v>5</v></c></row>`)) {
		h := &zip.FileHeader{Name: name, CompressedSize64: uint64(len(text)), UncompressedSize64: uint64(len(text)), CRC32: crc32.ChecksumIEEE([]byte(text))}
		if strings.Contains(name, "sheet1") {
			lie(h)
		}
		w, err := z.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, text)
	}
	_ = z.Close()
	return b.Bytes()
}

func twice(t *testing.T) []byte {
	p := parts("")
	p["xl/Workbook.xml"] = p["xl/workbook.xml"]
	file := pack(t, p)
	return bytes.ReplaceAll(file, []byte("xl/workbook.xml"), []byte("xl/Workbook.xml"))
}

// TestCancelled checks that reading a part ends after the cancellation.
func TestCancelled(t *testing.T) {
	file := pack(t, parts(data(strings.Repeat("<row><c><v>1</v></c></row>", 100_000))))
	ctx, cancel := context.WithCancelCause(t.Context())
	b, err := open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := b.Rows(b.Sheets[0])
	if err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	cancel(enough)
	n := 0
	for row := (Row{}); err == nil; n++ {
		err = rows.Next(&row)
	}
	if !errors.Is(err, enough) || n > 10_000 {
		t.Errorf("%v after %d rows", err, n)
	}
}

// FuzzSheet checks that any content of a sheet, its shared texts and its styles is read or refused, and twice in the
// same way.
func FuzzSheet(f *testing.F) {
	f.Add(data(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46000.5</v></c></row>`)+mergeCells("A1:A2"), `<si><t>a_x000D_</t></si>`, `<numFmt numFmtId="170" formatCode="[h]:mm"/><cellXfs><xf numFmtId="170"/></cellXfs>`)
	f.Add(`<cols><col min="1" max="3" hidden="1"/></cols>`+data(`<row><c t="inlineStr"><is><r><t>x</t></r></is></c><c><f>1</f></c></row><row r="9" hidden="1"/>`), `<si><rPh><t>x</t></rPh></si>`, "")
	f.Add(data("<row><c><v><![CDATA[1]]>&amp;</v></c></row><!-- --><?x?>")+mergeCells("A1:C1 B2:B3"), "", "<numFmt formatCode='\"'/>")
	f.Fuzz(func(t *testing.T, sheet, shared, styles string) {
		p := parts(sheet)
		p["xl/sharedStrings.xml"], p["xl/styles.xml"] = "<sst>"+shared+"</sst>", "<styleSheet>"+styles+"</styleSheet>"
		file := pack(t, p)
		first, err := read(t.Context(), file, 3)
		second, again := read(t.Context(), file, 3)
		if first != second || fmt.Sprint(err) != fmt.Sprint(again) {
			t.Fatalf("%q %v\n%q %v", first, err, second, again)
		}
	})
}

// FuzzFile checks that any bytes are a workbook or an error.
func FuzzFile(f *testing.F) {
	whole := pack(f, parts(data(`<row r="1"><c r="A1"><v>5</v></c></row>`)))
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Fuzz(func(t *testing.T, file []byte) { _, _ = read(t.Context(), file, 3) })
}
