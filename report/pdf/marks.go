package pdf

import (
	"bytes"

	"codeberg.org/go-pdf/fpdf"

	"bilan/report/canvas"
)

// Page is the current page's number, from 1.
func (k *Canvas) Page() int { return k.pdf.PageNo() }

// Bookmark adds an entry to the outline that leads to the height y of the current page.
func (k *Canvas) Bookmark(title string, y float64) { k.pdf.Bookmark(utf16(title), 0, y*k.scale) }

// link is an area of a page that opens a URL.
type link struct {
	page int // from 1
	at   canvas.Box
	url  string
	text string // text that the area covers
}

// Link makes an area of the current page open a URL. The link belongs to the structure element owner.
func (k *Canvas) Link(owner *canvas.Node, at canvas.Box, url, text string) {
	k.links = append(k.links, link{k.Page(), at, url, text})
	owner.Kids = append(owner.Kids, canvas.Kid{Link: len(k.links)})
}

// Image draws a PNG without transparency. Its name must be unique in the document.
func (k *Canvas) Image(name string, png []byte, at canvas.Box) {
	opt := fpdf.ImageOptions{ImageType: "PNG"}
	k.pdf.RegisterImageOptionsReader(name, opt, bytes.NewReader(png))
	k.beginArtifact()
	k.pdf.ImageOptions(name, at.X, at.Y, at.W, at.H, false, opt, 0, "")
}
