package sources

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// xlsxBook is an opened workbook: its sheets, its shared texts and which of its cell styles are dates. Cells are
// streamed from the sheet's XML with the type and style that each has there, so that a date is a date and the text
// 0412 stays text. It is not safe for concurrent use.
type xlsxBook struct {
	zip    *zip.Reader
	sheets []xlsxSheet
	since  int32 // the day that serial 0 is, counted from 1970
	texts  []string
	styles []cellStyle
}

type xlsxSheet struct {
	name   string
	part   string
	hidden bool
}

// openXLSX reads the list of sheets; texts and styles are read by load.
func openXLSX(file *sourceFile) (*xlsxBook, error) {
	z, err := zip.NewReader(file, file.info.Size())
	if errors.Is(err, zip.ErrFormat) {
		return nil, notAZip(file)
	}
	if err != nil {
		return nil, err
	}
	b := &xlsxBook{zip: z}
	if err := b.readSheets(); err != nil {
		return nil, fmt.Errorf("read workbook: %w", err)
	}
	return b, nil
}

// notAZip tells a workbook under a password, or an old .xls with a new name, from something else.
func notAZip(file *sourceFile) error {
	var head [8]byte
	if _, err := io.ReadFull(file.from(0), head[:]); err == nil && string(head[:]) == "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" {
		return errors.New("the workbook has a password or is an old .xls: save it as .xlsx without a password")
	}
	return errors.New("the file is no .xlsx workbook")
}

func (b *xlsxBook) readSheets() error {
	var book struct {
		Pr struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var rels struct {
		List []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := b.decode("xl/workbook.xml", &book); err != nil {
		return err
	}
	if err := b.decode("xl/_rels/workbook.xml.rels", &rels); err != nil {
		return err
	}
	target := map[string]string{}
	for _, r := range rels.List {
		target[r.ID] = path.Join("xl", r.Target)
		if strings.HasPrefix(r.Target, "/") {
			target[r.ID] = r.Target[1:]
		}
	}
	b.since = daysOf(1899, 12, 30)
	if v := book.Pr.Date1904; v == "1" || v == "true" {
		b.since = daysOf(1904, 1, 1)
	}
	for _, s := range book.Sheets {
		if part := target[s.ID]; strings.Contains(part, "worksheets/") {
			b.sheets = append(b.sheets, xlsxSheet{s.Name, part, s.State != "" && s.State != "visible"})
		}
	}
	return nil
}

// part opens a part of the package, nil when it is not there.
func (b *xlsxBook) part(name string) (io.ReadCloser, error) {
	for _, f := range b.zip.File {
		if strings.EqualFold(f.Name, name) {
			return f.Open()
		}
	}
	return nil, nil
}

func (b *xlsxBook) decode(name string, into any) error {
	r, err := b.part(name)
	if err != nil || r == nil {
		return errors.Join(err, fmt.Errorf("no part %s", name))
	}
	defer r.Close()
	return xml.NewDecoder(r).Decode(into)
}

// load reads shared texts and styles, once.
func (b *xlsxBook) load() error {
	if b.styles != nil {
		return nil
	}
	if err := b.readTexts(); err != nil {
		return fmt.Errorf("read shared texts: %w", err)
	}
	if err := b.readStyles(); err != nil {
		return fmt.Errorf("read styles: %w", err)
	}
	return nil
}

// readTexts joins the runs of each shared text; phonetic hints are no part of it.
func (b *xlsxBook) readTexts() error {
	r, err := b.part("xl/sharedStrings.xml")
	if err != nil || r == nil {
		return err
	}
	defer r.Close()
	dec := xml.NewDecoder(r)
	var text strings.Builder
	inText, phonetic := false, false
	for {
		t, err := dec.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t" && !phonetic
			phonetic = phonetic || t.Name.Local == "rPh"
		case xml.CharData:
			if inText {
				text.Write(t)
			}
		case xml.EndElement:
			inText = false
			switch t.Name.Local {
			case "rPh":
				phonetic = false
			case "si":
				b.texts = append(b.texts, text.String())
				text.Reset()
			}
		}
	}
}
