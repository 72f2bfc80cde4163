package sources

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// xlsxRows streams the rows of one sheet, header included. A row's line is its number in the sheet.
type xlsxRows struct {
	book  *xlsxBook
	part  io.ReadCloser
	dec   *xml.Decoder
	row   int64
	width int // cells that every row is filled up to
}

func (b *xlsxBook) rows(sheet xlsxSheet, width int) (*xlsxRows, error) {
	if err := b.load(); err != nil {
		return nil, err
	}
	part, err := b.part(sheet.part)
	if err != nil || part == nil {
		return nil, errors.Join(err, fmt.Errorf("sheet %q has no part %s", sheet.name, sheet.part))
	}
	return &xlsxRows{book: b, part: part, dec: xml.NewDecoder(part), width: width}, nil
}

func (r *xlsxRows) next(rec *record) error {
	for {
		t, err := r.dec.RawToken()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				err = fmt.Errorf("row %d: %w", r.row+1, err)
			}
			return err
		}
		if start, ok := t.(xml.StartElement); ok && start.Name.Local == "row" {
			r.row++
			if n, err := strconv.ParseInt(attr(start, "r"), 10, 64); err == nil {
				r.row = n
			}
			rec.line, rec.bad, rec.cells = r.row, "", rec.cells[:0]
			return r.cells(rec)
		}
	}
}

// cells reads up to the end of the row.
func (r *xlsxRows) cells(rec *record) error {
	for {
		t, err := r.dec.RawToken()
		if err != nil {
			return r.torn(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "c" {
				if err := r.cell(t, rec); err != nil {
					return err
				}
			}
		case xml.EndElement:
			if t.Name.Local == "row" {
				for len(rec.cells) < r.width {
					rec.cells = append(rec.cells, rawCell{})
				}
				return nil
			}
		}
	}
}

func (r *xlsxRows) torn(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return fmt.Errorf("row %d: %w", r.row, err)
}

// maxColumns is what a sheet has at most.
const maxColumns = 16384

// cell reads <c r="B7" s="3" t="s"><v>…</v></c> and puts it where its reference says.
func (r *xlsxRows) cell(start xml.StartElement, rec *record) error {
	at := len(rec.cells)
	if ref := attr(start, "r"); ref != "" {
		at = columnOfRef(ref)
	}
	if at < len(rec.cells) || at >= maxColumns {
		return fmt.Errorf("row %d: cell %s is out of order", r.row, attr(start, "r"))
	}
	for len(rec.cells) < at {
		rec.cells = append(rec.cells, rawCell{})
	}
	var text []byte
	inText, skip := false, 0
	for {
		t, err := r.dec.RawToken()
		if err != nil {
			return r.torn(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "rPh":
				skip++
			case "v", "t":
				inText = skip == 0
			}
		case xml.CharData:
			if inText {
				text = append(text, t...)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "rPh":
				skip--
			case "c":
				cell, err := r.typed(string(text), attr(start, "t"), attr(start, "s"))
				rec.cells = append(rec.cells, cell)
				return err
			}
			inText = false
		}
	}
}

// typed gives a cell the type that the sheet says it has.
func (r *xlsxRows) typed(text, typ, style string) (rawCell, error) {
	switch typ {
	case "s":
		i, err := strconv.Atoi(text)
		if err != nil || i < 0 || i >= len(r.book.texts) {
			return rawCell{}, fmt.Errorf("row %d: there is no shared text %s", r.row, text)
		}
		return rawCell{b: []byte(r.book.texts[i])}, nil
	case "b":
		if text == "1" {
			return rawCell{b: []byte("true")}, nil
		}
		return rawCell{b: []byte("false")}, nil
	case "str", "inlineStr", "e", "d":
		return rawCell{b: []byte(text)}, nil
	}
	if text == "" {
		return rawCell{}, nil
	}
	if s, err := strconv.Atoi(style); err == nil && s >= 0 && s < len(r.book.styles) && r.book.styles[s] != styleNumber {
		if iso, ok := r.book.serial(text, r.book.styles[s]); ok {
			return rawCell{b: []byte(iso)}, nil
		}
	}
	return rawCell{b: fifteen(text), form: formNum}, nil
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// columnOfRef is the index of the column that "AB12" names.
func columnOfRef(ref string) int {
	n := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && n < maxColumns; i++ {
		n = n*26 + int(ref[i]-'A') + 1
	}
	return n - 1
}
