// Package render draws a report's Document as PDF: text, tables and charts on A4, in the notation of IBCS.
// It knows blocks, pages, fonts and ink; it does not know which section a block came from, where a number
// came from or how it was rounded: every number arrives written as its reader writes it.
package render

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"codeberg.org/go-pdf/fpdf"

	"bilan/report"
)

// Options say what kind of file is wanted.
type Options struct {
	Archive  bool   // PDF/A-1b, for keeping
	Password string // opens the file, encrypted with AES of 256 bits; "" for a file that is open to all
}

// PDF draws the document. The same document gives the same bytes. It is safe for concurrent use, ends early
// when ctx is done, and turns whatever goes wrong while drawing into an error.
func PDF(ctx context.Context, doc *report.Document) ([]byte, error) {
	return PDFWith(ctx, doc, Options{})
}

// PDFWith draws the document as PDF does. A file with a password is another one each time. An archive must be open
// to all: both options together are an error.
func PDFWith(ctx context.Context, doc *report.Document, o Options) (out []byte, err error) {
	if o.Archive && o.Password != "" {
		return nil, errors.New("draw document: an archive (PDF/A) may not have a password")
	}
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, fmt.Errorf("draw document: %v", p)
		}
	}()
	d := &paper{doc: doc, pdf: newPDF(doc)}
	d.ink = newInk(d.pdf, frameOf(doc.Paper))
	d.ink.archive = o.Archive
	if err := d.draw(ctx); err != nil {
		return nil, fmt.Errorf("draw document: %w", err)
	}
	var file whole
	if err := d.pdf.Output(&file); err != nil {
		return nil, fmt.Errorf("draw document: %w", err)
	}
	if out, err = d.seal(file.bytes, o.Archive); err != nil {
		return nil, fmt.Errorf("draw document: %w", err)
	}
	if o.Password != "" {
		return encrypt(out, o.Password)
	}
	return out, nil
}

// whole takes what fpdf writes at once, and keeps it: fpdf does not use it again.
type whole struct{ bytes []byte }

func (w *whole) Write(p []byte) (int, error) {
	if w.bytes == nil {
		w.bytes = p
	} else {
		w.bytes = append(w.bytes[:len(w.bytes):len(w.bytes)], p...)
	}
	return len(p), nil
}

// paper is one document on its way to paper.
type paper struct {
	doc *report.Document
	pdf *fpdf.Fpdf
	ink *ink
}

// draw lays all pieces out, then draws page by page, so that each page knows how many there are.
func (d *paper) draw(ctx context.Context) error {
	logo, err := readLogo(d.doc.Logo)
	if err != nil {
		return err
	}
	head := newHead(d.doc, logo, d.ink.contentW())
	trust := newTrust(d.doc.Trust, d.ink.contentW())
	f := &flow{
		top: marginTop + head.runningHeight(), bottom: d.ink.contentBottom(),
		firstTop: marginTop + head.height, firstBottom: d.ink.contentBottom() - trust.height(),
	}
	pieces, err := d.pieces(ctx, f.firstBottom-f.firstTop, f.bottom-f.top)
	if err != nil {
		return err
	}
	if err := f.paginate(ctx, pieces); err != nil {
		return err
	}
	for i, page := range f.pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		d.pdf.AddPage()
		d.ink.turn()
		d.drawHeader(i + 1)
		if i == 0 {
			head.draw(d.ink)
			trust.draw(d.ink)
		} else {
			head.drawRunning(d.ink)
		}
		d.drawPage(page)
		d.drawFooter(i+1, len(f.pages))
		d.ink.rest()
	}
	return nil
}

func (d *paper) drawPage(page []placed) {
	s := &sheet{ink: d.ink, scales: scalesOf(page)}
	s.agree(page)
	t := d.ink.tags
	for _, p := range page {
		t.here, t.muted = t.root, p.again
		if p.sect != nil {
			t.here = p.sect
		}
		w := p.w
		if w == 0 {
			w = d.ink.contentW()
		}
		p.draw(s, box{marginX, p.y, w, p.height})
	}
	t.muted = false
}

// languageTag is what the catalogue may name as a language.
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// newPDF opens a document on its paper with its properties set from the content alone.
func newPDF(doc *report.Document) *fpdf.Fpdf {
	f := frameOf(doc.Paper)
	pdf := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: f.pageW, Ht: f.pageH}})
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCompression(false)
	pdf.SetCatalogSort(true)
	created := doc.Created.UTC()
	if doc.Created.IsZero() {
		created = created.AddDate(1970, 0, 0) // fpdf takes a zero time for "now"
	}
	pdf.SetCreationDate(created)
	pdf.SetModificationDate(created)
	pdf.SetTitle(property(title(doc)), true)
	pdf.SetAuthor(property(doc.Author), true)
	pdf.SetSubject(property(doc.Subject), true)
	pdf.SetCreator("Bilan", true)
	if languageTag.MatchString(doc.Lang) {
		pdf.SetLang(doc.Lang)
	}
	return pdf
}

// title is the document's name: the report's title and its period.
func title(doc *report.Document) string {
	if doc.Period == "" {
		return doc.Title
	}
	return doc.Title + " · " + doc.Period
}
