// Package xlsx streams the sheets of a workbook. Each cell has the type that the sheet gives it, so that a date remains
// a date and the text 0412 remains text. A file may come from anyone, so there are limits for the unpacked size of a
// part, the length of a text and the number of cells in a row. Every error names the cell. The package writes nothing.
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

// Book is an open workbook. Not for several goroutines.
type Book struct {
	// Sheets are its worksheets in the order of the workbook.
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
	Area   Range // part of the sheet that is read; zero for the complete sheet
	part   string
}

// maxSheets is more than any real workbook has.
const maxSheets = 4096

// Open reads the list of sheets. ctx also limits all later reading of the book.
func Open(ctx context.Context, file io.ReaderAt, size int64) (*Book, error) {
	z, err := zip.NewReader(file, size)
	if err != nil {
		return nil, openProblem(ctx, file, err)
	}
	b := &Book{ctx: ctx, size: size, parts: map[string]*zip.File{}, kept: map[string][]byte{}}
	for _, f := range z.File {
		name := partKey(f.Name)
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

// partKey is a part's name in the form in which names are compared: lower case, without a leading slash.
func partKey(name string) string { return strings.ToLower(strings.TrimPrefix(name, "/")) }

// openProblem explains an error of opening, such as an encrypted workbook or an old .xls with the extension .xlsx.
func openProblem(ctx context.Context, file io.ReaderAt, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if !errors.Is(err, zip.ErrFormat) {
		return explainZip(err)
	}
	var head [8]byte
	n, _ := file.ReadAt(head[:], 0)
	switch start := string(head[:n]); {
	case start == "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
		return errors.New("the workbook has a password or is an old .xls: save it as .xlsx without a password")
	case strings.HasPrefix(start, "PK\x03\x04"):
		return explainZip(err)
	}
	return errors.New("the file is not an .xlsx workbook")
}

// readSheets finds the sheets through the workbook's relations. Old and strict files have other relation names.
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

// relations calls fn for every relation of a part: its id, the last word of its type, and its target.
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

// Forget frees the memory of parsed sheets. They are parsed again when needed.
func (b *Book) Forget() {
	b.texts, b.kept = nil, map[string][]byte{}
}
