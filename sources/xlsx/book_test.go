package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

const (
	head   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
)

// parts are the parts of a workbook with one sheet, S. sheet is the XML inside <worksheet>.
func parts(sheet string) map[string]string {
	return map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   head + `<worksheet>` + sheet + `</worksheet>`,
	}
}

// data is a sheet's data with some rows.
func data(rows string) string { return "<sheetData>" + rows + "</sheetData>" }

// pack writes the parts into a file.
func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(ctx context.Context, file []byte) (*Book, error) {
	return Open(ctx, bytes.NewReader(file), int64(len(file)))
}

// read prints the rows of a sheet with merged cells filled in, the first row being the header. Cells are separated by
// |, each with a letter for its kind.
func read(ctx context.Context, file []byte, width int) (string, error) {
	b, err := open(ctx, file)
	if err != nil {
		return "", err
	}
	if len(b.Sheets) == 0 {
		return "", errors.New("no sheet")
	}
	l, err := b.Layout(b.Sheets[0])
	if err != nil {
		return "", err
	}
	rows, err := b.Rows(b.Sheets[0])
	if err != nil {
		return "", err
	}
	m := NewMerging(l, 1, 2, width)
	var out []string
	for row := (Row{}); ; {
		if err := rows.Next(&row); errors.Is(err, io.EOF) {
			return strings.Join(out, "\n"), nil
		} else if err != nil {
			return "", err
		}
		m.Fill(&row)
		cells := []string{fmt.Sprint(row.Number)}
		for _, c := range row.Cells {
			cells = append(cells, string(" tn@b!"[c.Kind])+string(c.Text))
		}
		if row.Problem != "" {
			cells = append(cells, "problem: "+row.Problem)
		}
		out = append(out, strings.Join(cells, "|"))
	}
}

// TestSheets finds the sheets of workbooks with different structures.
func TestSheets(t *testing.T) {
	usual := parts("")
	for name, change := range map[string]func(map[string]string){
		"usual": func(map[string]string) {},
		"strict": func(p map[string]string) {
			for n, text := range p {
				p[n] = strings.ReplaceAll(text, office, strict)
			}
		},
		"without the package's relations": func(p map[string]string) { delete(p, "_rels/.rels") },
		"absolute targets": func(p map[string]string) {
			p["xl/_rels/workbook.xml.rels"] = strings.Replace(p["xl/_rels/workbook.xml.rels"], `"worksheets/`, `"/xl/worksheets/`, 1)
		},
		"another place": func(p map[string]string) {
			p["_rels/.rels"] = strings.Replace(p["_rels/.rels"], "xl/workbook.xml", "/book/b.xml", 1)
			p["book/b.xml"], p["book/_rels/b.xml.rels"] = p["xl/workbook.xml"], p["xl/_rels/workbook.xml.rels"]
			p["book/worksheets/sheet1.xml"] = p["xl/worksheets/sheet1.xml"]
			delete(p, "xl/workbook.xml")
			delete(p, "xl/worksheets/sheet1.xml")
		},
		"other case": func(p map[string]string) {
			p["XL/Workbook.xml"] = p["xl/workbook.xml"]
			delete(p, "xl/workbook.xml")
		},
		"prefixes": func(p map[string]string) {
			p["xl/workbook.xml"] = `<x:workbook><x:sheets><x:sheet name="S" r:id="rId1"/></x:sheets></x:workbook>`
			p["xl/worksheets/sheet1.xml"] = `<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>`
		},
		"UTF-16": func(p map[string]string) {
			text := []byte{0xff, 0xfe}
			for _, c := range []byte(strings.Replace(p["xl/worksheets/sheet1.xml"], "UTF-8", "UTF-16", 1)) {
				text = append(text, c, 0)
			}
			p["xl/worksheets/sheet1.xml"] = string(text)
		},
		"a byte order mark": func(p map[string]string) { p["xl/worksheets/sheet1.xml"] = "\ufeff" + p["xl/worksheets/sheet1.xml"] },
	} {
		p := parts(`<dimension ref="A1:XFD1048576"/>` + data(`<row r="1"><c r="A1"><v>5</v></c></row>`))
		change(p)
		if got, err := read(t.Context(), pack(t, p), 1); got != "1|n5" || err != nil {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
	usual["xl/workbook.xml"] = `<workbook><sheets><sheet name="R&amp;D &#233;" r:id="rId1"/><sheet name="old" state="veryHidden" r:id="rId1"/>` +
		`<sheet name="chart" r:id="rId9"/></sheets></workbook>`
	b, err := open(t.Context(), pack(t, usual))
	if err != nil || len(b.Sheets) != 2 || b.Sheets[0].Name != "R&D é" || b.Sheets[0].Hidden || !b.Sheets[1].Hidden {
		t.Errorf("%v %v", b, err)
	}
}

// TestRows reads rows and cells as different programs write them.
func TestRows(t *testing.T) {
	for rows, want := range map[string]string{
		`<row><c><v>1</v></c><c t="str"><v>a</v></c></row><row/><row><c/><c><v>2</v></c></row>`:                              "1|n1|ta\n2\n3| |n2",
		`<row r="2"><c r="B2"><v>1</v></c><c r="D2" s="4"/></row><row r="9" hidden="1"/>`:                                    "2| |n1\n9",
		`<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c></row>`:         "1|ta b",
		`<row r="1"><c r="A1" t="inlineStr"><is><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh></is></c></row>`:                 "1|t漢字",
		`<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[a<b & c]]>&#x20AC;&lt;</t></is></c></row>`:                       "1|ta<b & c€<",
		`<row r="1"><c r="A1" t="inlineStr"><is><t/></is></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="b"><v>0</v></c></row>`: "1|t|btrue|bfalse",
		`<row r="1"><!-- <c r="A1"/> --><c r="A1" t="e"><v>#DIV/0!</v></c></row>`:                                            "1|!#DIV/0!",
		`<row r="1"><c r="A1" t="d"><v>2026-10-01T00:00:00</v></c><c r="B1" t="d"><v>2026-10-01T08:30:00</v></c></row>`:      "1|@2026-10-01|@2026-10-01T08:30:00",
		`<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>1+1</f><v>2</v></c></row>`:                            "1|t|n2",
		`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`:                                                                      "1|!?|problem: A1 refers to the shared text 0, which the workbook does not have",
		`<row r="3"><c r="E3"><f>C3*D3</f></c></row>`:                                                                        "3| | | | |!?|problem: E3 " + uncalculated,
		`<row r="3"><c r="E3"><f t="shared" si="0"/><v/></c></row>`:                                                          "3| | | | |!?|problem: E3 " + uncalculated,
		`<row r="3"><c r="A3" t="str"><f>A1</f></c></row>`:                                                                   "3|!?|problem: A3 " + uncalculated,
		`<row r="1"><c r="A1"><v>12a</v></c></row>`:                                                                          `1|!?|problem: A1 contains "12a", which is not a number`,
		`<row r="1"><c r="A1" t="b"><v>2</v></c></row>`:                                                                      `1|!?|problem: A1 contains "2" instead of true or false`,
		`<row r="1"><c r="A1" t="z"><v>2</v></c></row>`:                                                                      `1|!?|problem: A1 has the type "z", which workbooks do not have`,
	} {
		if got, err := read(t.Context(), pack(t, parts(data(rows))), 9); got != want || err != nil {
			t.Errorf("%s\n got %q %v\nwant %q", rows, got, err, want)
		}
	}
	controls := data(`<row r="1"><c r="A1"><v>1</v></c></row>`) + `<controls><from><xdr:row>3</xdr:row></from></controls>`
	if got, err := read(t.Context(), pack(t, parts(controls)), 9); got != "1|n1" || err != nil {
		t.Errorf("a control's row: %q %v", got, err)
	}
}

const uncalculated = "contains a formula that was never calculated (open the workbook in a spreadsheet program and save it)"

// TestSharedTexts checks that runs are joined, phonetic hints left out, and escapes resolved.
func TestSharedTexts(t *testing.T) {
	p := parts(data(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c>` +
		`<c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>5</v></c></row>`))
	p["xl/sharedStrings.xml"] = `<sst><si><t>Dupont_x000D_` + "\n" + `et fils</t></si><si><r><t>A_x005F_</t></r><r><rPr><b/></rPr><t>B</t></r></si><si/>` +
		`<si><t>_x005F_x000D_ _xD83D__xDE00_ _x00e9_ _x12_</t></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr/></si><si><t> a </t></si></sst>`
	want := "1|tDupont\net fils|tA_B|t|t_x000D_ 😀 é _x12_|t東京|t a "
	if got, err := read(t.Context(), pack(t, p), 9); got != want || err != nil {
		t.Errorf("%q %v", got, err)
	}
}
