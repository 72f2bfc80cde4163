// Package pdf is the canvas that writes a PDF file: drawing, fonts, the structure for screen readers, links,
// properties, archives (PDF/A-1b) and passwords. fpdf writes the file; a pass after it adds what the standards require.
package pdf

import (
	"regexp"

	"codeberg.org/go-pdf/fpdf"

	"bilan/report/canvas"
)

// Document is one PDF file that is being written.
type Document struct {
	*Canvas
	properties Properties
	archive    bool
}

// New opens a document with pages of the size f. archive makes it PDF/A-1b.
func New(f canvas.Frame, p Properties, archive bool) *Document {
	pdf := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: f.PageW, Ht: f.PageH}})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCompression(false)
	pdf.SetCatalogSort(true)
	created := p.Created.UTC()
	if created.IsZero() {
		created = created.AddDate(1970, 0, 0) // fpdf replaces a zero time by the present time
	}
	pdf.SetCreationDate(created)
	pdf.SetModificationDate(created)
	pdf.SetTitle(propertyText(p.Title), true)
	pdf.SetAuthor(propertyText(p.Author), true)
	pdf.SetSubject(propertyText(p.Subject), true)
	pdf.SetCreator(programName, true)
	if languageTag.MatchString(p.Language) {
		pdf.SetLang(p.Language)
	}
	d := &Document{Canvas: newCanvas(pdf, f), properties: p, archive: archive}
	d.Canvas.archive = archive
	return d
}

// languageTag is the form of /Lang in the catalogue.
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// AddPage opens the next page.
func (d *Document) AddPage() {
	d.endMarked()
	d.pdf.AddPage()
	d.resetState()
	d.applyScale()
}

// Bytes closes the document and returns the file. The same content gives the same bytes, unless a password encrypts it.
// The password "" does not.
func (d *Document) Bytes(password string) ([]byte, error) {
	written, err := d.raw()
	if err != nil {
		return nil, err
	}
	out, err := d.finish(written)
	if err != nil || password == "" {
		return out, err
	}
	return encrypt(out, password)
}

// raw closes the document and returns the file as fpdf writes it, before finisher completes it.
func (d *Document) raw() ([]byte, error) {
	d.endMarked()
	var file outputBuffer
	err := d.pdf.Output(&file)
	return file.bytes, err
}

// Contents closes the document and returns the content object of each page, uncompressed, as fpdf writes it.
func (d *Document) Contents() ([][]byte, error) {
	raw, err := d.raw()
	if err != nil {
		return nil, err
	}
	file, err := parseFile(raw)
	if err != nil {
		return nil, err
	}
	var list [][]byte
	for page := range d.pdf.PageCount() {
		list = append(list, file.objects[4+2*page])
	}
	return list, nil
}

// outputBuffer keeps the slice that fpdf writes in one call, without a copy. fpdf does not use it again.
type outputBuffer struct{ bytes []byte }

func (w *outputBuffer) Write(p []byte) (int, error) {
	if w.bytes == nil {
		w.bytes = p
	} else {
		w.bytes = append(w.bytes[:len(w.bytes):len(w.bytes)], p...)
	}
	return len(p), nil
}
