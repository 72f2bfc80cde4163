package render

import (
	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// The styles of the first page's head and of the strips.
var (
	headlineStyle = typeface.NewStyle(typeface.Bold, 16, layout.Ink900)
	subtitleStyle = typeface.NewStyle(typeface.Regular, 9.5, layout.Ink600)
	companyStyle  = typeface.NewStyle(typeface.Bold, 9, layout.Ink900)
	bannerStyle   = typeface.NewStyle(typeface.Bold, 9, layout.Ink900)
	remarkStyle   = typeface.NewStyle(typeface.Regular, 9, layout.Ink900)
	runningStyle  = typeface.NewStyle(typeface.Bold, 8, layout.Ink600)
)

const (
	stripH          = 16.0 // company and report title
	headlineLeading = 19.0
	subtitleLeading = 12.5
	runningLeading  = 10.0
)

// head is the top of the first page: the company, the headline, the subtitle, and strips. As IBCS SAY requires, the
// message comes first, as a sentence with its number.
type head struct {
	company, report    string
	accent             typeface.Color
	logo               *logo
	headline, subtitle []string
	strips             []strip
	running            []string // lines at the top of the other pages
	strip, height      float64
}

func newHead(doc *report.Document, l *logo, w float64) *head {
	h := &head{company: doc.Company, report: doc.Title, accent: layout.HexColor(doc.Accent), logo: l}
	message := doc.Headline
	if message == "" {
		message, h.report = doc.Title, ""
	}
	h.headline = typeface.Balanced(headlineStyle, message, w, 5)
	if doc.Subtitle != "" {
		h.subtitle = typeface.WrapSentence(subtitleStyle, doc.Subtitle, w, 5)
	}
	for _, text := range []string{doc.Replaces, doc.Banner} {
		if text != "" {
			h.strips = append(h.strips, newStrip(text, bannerStyle, layout.Ink600, w))
			h.running = append(h.running, typeface.Wrap(runningStyle, text, w, 6)...)
		}
	}
	for _, text := range doc.Remarks {
		h.strips = append(h.strips, newStrip(text, remarkStyle, h.accent, w))
	}
	h.strip = max(stripH, l.heightAtTop()+4)
	h.height = h.strip + 17 + float64(len(h.headline))*headlineLeading + float64(len(h.subtitle))*subtitleLeading + 12
	for _, s := range h.strips {
		h.height += s.height() + 4
	}
	return h
}

// draw draws the first page's top.
func (h *head) draw(k canvas.Canvas) {
	baseline := canvas.MarginTop + (h.strip-4)/2 + 3
	x := h.logo.draw(k, canvas.MarginX, canvas.MarginTop, h.strip-4)
	k.TagAs("P", func() {
		left := typeface.Ellipsis(companyStyle, h.company, k.ContentW()*0.5)
		k.Text(x, baseline, companyStyle, left)
		room := k.Right() - x - companyStyle.Width(left) - 20
		k.TextRight(k.Right(), baseline, subtitleStyle.At(9), typeface.Ellipsis(subtitleStyle.At(9), h.report, room))
	})
	y := canvas.MarginTop + h.strip + 1
	k.Rect(canvas.MarginX, y, k.ContentW(), 1.5, h.accent)
	y = layout.DrawLines(k, "H1", h.headline, canvas.MarginX, y+9, headlineLeading, headlineStyle)
	if len(h.subtitle) > 0 {
		y = layout.DrawLines(k, "P", h.subtitle, canvas.MarginX, y+5, subtitleLeading, subtitleStyle)
	} else {
		y += 5
	}
	y += 9
	for _, of := range h.strips {
		of.draw(k, canvas.BoxAt(canvas.MarginX, y, k.ContentW(), of.height()))
		y += of.height() + 4
	}
}

// runningHeight is the height of the lines at the top of the other pages. They repeat a doubt or a correction, because
// a page may be read alone.
func (h *head) runningHeight() float64 {
	if len(h.running) == 0 {
		return 0
	}
	return float64(len(h.running)+1) * runningLeading
}

func (h *head) drawRunning(k canvas.Canvas) {
	for i, l := range h.running {
		k.Text(canvas.MarginX, canvas.MarginTop+7+float64(i)*runningLeading, runningStyle, l)
	}
}
