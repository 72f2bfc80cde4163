// Package render draws a report's Document as pages: text, tables and charts in the IBCS notation. It knows blocks and
// pages. It does not know which section a block comes from, nor the source or the rounding of a number: every number
// arrives as text.
package render

import (
	"context"
	"errors"
	"fmt"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/pdf"
)

// Options are the settings of the PDF file.
type Options struct {
	Archive  bool   // PDF/A-1b
	Password string // password that opens the file, encrypted with 256-bit AES; "" for none
	Pages    *int   // receives the number of pages; may be nil
}

// PDF draws the document. The same document gives the same bytes, unless it has a password. It may be called from
// several goroutines. It ends early if ctx is done, and a panic while drawing becomes an error. Archive and Password
// exclude each other.
func PDF(ctx context.Context, doc *report.Document, o Options) (out []byte, err error) {
	if o.Archive && o.Password != "" {
		return nil, errors.New("draw document: an archive (PDF/A) may not have a password")
	}
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, fmt.Errorf("draw document: %v", p)
		}
	}()
	d := newPaper(doc, o.Archive)
	if err := d.draw(ctx); err != nil {
		return nil, fmt.Errorf("draw document: %w", err)
	}
	if o.Pages != nil {
		*o.Pages = d.pages
	}
	if out, err = d.document.Bytes(o.Password); err != nil {
		return nil, fmt.Errorf("draw document: %w", err)
	}
	return out, nil
}

// paper is one document that is being drawn.
type paper struct {
	doc      *report.Document
	document *pdf.Document
	canvas   canvas.Canvas
	density  density
	pages    int // number of drawn pages
}

func newPaper(doc *report.Document, archive bool) *paper {
	d := pdf.New(canvas.FrameOf(doc.Paper.Letter, doc.Paper.Landscape), pdf.Properties{
		Title: title(doc), Author: doc.Author, Subject: doc.Subject, Language: doc.Lang, Created: doc.Created,
	}, archive)
	return &paper{doc: doc, document: d, canvas: d.Canvas}
}

// draw lays out all pieces, then draws the pages. A page prints the number of pages, so all must be laid out first.
func (d *paper) draw(ctx context.Context) error {
	logo, err := readLogo(d.doc.Logo)
	if err != nil {
		return err
	}
	a, err := d.arrange(ctx, logo)
	if err != nil {
		return err
	}
	for i, page := range a.flow.Pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		d.document.AddPage()
		d.drawHeader(i + 1)
		if i == 0 {
			a.head.draw(d.canvas)
			a.trust.draw(d.canvas)
		} else {
			a.head.drawRunning(d.canvas)
		}
		d.drawPage(page)
		d.drawFooter(i+1, len(a.flow.Pages))
	}
	d.pages = len(a.flow.Pages)
	return nil
}

func (d *paper) drawPage(page []layout.Placed) {
	s := &layout.Sheet{Canvas: d.canvas, Scales: layout.ScalesOf(page)}
	s.AgreeFactors(page)
	for _, p := range page {
		d.canvas.SetParent(p.Section, p.Repeated)
		w := p.W
		if w == 0 {
			w = d.canvas.ContentW()
		}
		p.Draw(s, canvas.BoxAt(canvas.MarginX, p.Y, w, p.Height))
	}
	d.canvas.SetParent(nil, false)
}

// title is the PDF's title: the report's title and its period.
func title(doc *report.Document) string {
	if doc.Period == "" {
		return doc.Title
	}
	return doc.Title + " · " + doc.Period
}
