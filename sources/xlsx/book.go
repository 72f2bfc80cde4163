// Package xlsx streams the sheets of a workbook. Each cell has the type that the sheet gives it, so that a date remains
// a date and the text 0412 remains text. Files come from anybody, so the unpacked size of a part, the length of a
// cell's text and the number of cells in a row are bounded, and every error names the cell. It writes nothing.
package xlsx

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Book is an open workbook. It is not safe for concurrent use.
type Book struct {
	// Sheets are its worksheets, in order.
	Sheets []Sheet

	ctx                context.Context
	size               int64
	parts              map[string]*zip.File
	date               dateSystem
	styled             bool
	styles             []style
	texts              *texts // nil until a sheet is read
	kept               map[string][]byte
	strPart, stylePart string
}

// Sheet is a worksheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool
	Area   Range // the part of the sheet that is read; the zero value is all of it
	part   string
}

// maxSheets is more than anybody has.
const maxSheets = 4096

// Open reads the list of sheets. The context bounds everything that is read of the book later, too.
func Open(ctx context.Context, file io.ReaderAt, size int64) (*Book, error) {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return nil, openProblem(ctx, file, err)
	}
	b := &Book{ctx: ctx, size: size, parts: map[string]*zip.File{}, kept: map[string][]byte{}}
	for _, f := range z.File {
		name := key(f.Name)
		if b.parts[name] != nil {
			return nil, fmt.Errorf("the workbook contains the part %s twice: save it again", f.Name)
		}
		b.parts[name] = f
	}
	if err := b.readSheets(); err != nil {
		return nil, err
	}
	return b, nil
}

// key is how parts are compared: without case and without a slash in front.
func key(name string) string { return strings.ToLower(strings.TrimPrefix(name, "/")) }

// openProblem recognises an encrypted workbook, or an old .xls with a new name.
func openProblem(ctx context.Context, file io.ReaderAt, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if !errors.Is(err, zip.ErrFormat) {
		return plainZip(err)
	}
	var head [8]byte
	n, _ := file.ReadAt(head[:], 0)
	switch start := string(head[:n]); {
	case start == "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
		return errors.New("the workbook has a password or is an old .xls: save it as .xlsx without a password")
	case strings.HasPrefix(start, "PK\x03\x04"):
		return plainZip(err)
	}
	return errors.New("the file is not an .xlsx workbook")
}

// readSheets finds the workbook's part and in it the sheets; old and strict files call their relations differently.
func (b *Book) readSheets() error {
	book := "xl/workbook.xml"
	err := b.relations("_rels/.rels", "", func(_, kind, target string) {
		if kind == "officeDocument" {
			book = target
		}
	})
	if err != nil {
		return err
	}
	sheets := map[string]string{}
	b.strPart, b.stylePart = "xl/sharedStrings.xml", "xl/styles.xml"
	dir, file := path.Split(book)
	err = b.relations(dir+"_rels/"+file+".rels", dir, func(id, kind, target string) {
		switch kind {
		case "worksheet":
			sheets[id] = target
		case "sharedStrings":
			b.strPart = target
		case "styles":
			b.stylePart = target
		}
	})
	if err != nil {
		return err
	}
	there, err := b.each(book, func(s *scanner) error {
		switch string(s.name) {
		case "workbookPr":
			if v := s.attr("date1904"); v == "1" || v == "true" {
				b.date = since1904
			}
		case "sheet":
			if len(b.Sheets) == maxSheets {
				return fmt.Errorf("more than %d sheets", maxSheets)
			}
			if part := sheets[s.attr("id")]; part != "" {
				state := s.attr("state")
				b.Sheets = append(b.Sheets, Sheet{Name: s.attr("name"), Hidden: state != "" && state != "visible", part: part})
			}
		}
		return nil
	})
	if err == nil && !there {
		err = errors.New("the file is not an .xlsx workbook: it has no part " + book)
	}
	return err
}

// relations calls fn with the id, the last word of the kind and the part of every relation.
func (b *Book) relations(name, dir string, fn func(id, kind, target string)) error {
	_, err := b.each(name, func(s *scanner) error {
		if string(s.name) != "Relationship" || s.attr("TargetMode") == "External" {
			return nil
		}
		target := s.attr("Target")
		if strings.HasPrefix(target, "/") {
			target = target[1:]
		} else {
			target = path.Join(dir, target)
		}
		fn(s.attr("Id"), path.Base(s.attr("Type")), target)
		return nil
	})
	return err
}

// Forget frees the memory of the parsed sheets; they are parsed again when needed.
func (b *Book) Forget() {
	b.texts, b.kept = nil, map[string][]byte{}
}
