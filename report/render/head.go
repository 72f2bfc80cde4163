package render

import "bilan/report"

// The styles of the page's frame.
var (
	headlineStyle = style{bold, 16, ink900}
	subtitleStyle = style{regular, 9.5, ink600}
	companyStyle  = style{bold, 9, ink900}
	bannerStyle   = style{bold, 9, ink900}
	runningStyle  = style{bold, 8, ink600}
	smallStyle    = style{regular, 7.5, ink600}
)

const (
	stripH          = 16.0 // company and report title
	headlineLeading = 19.0
	subtitleLeading = 12.5
	bannerLeading   = 12.0
	bannerPad       = 5.0
	runningLeading  = 10.0
)

// head is the top of the first page: who, the sentence that says what the report shows, what it measures.
// IBCS SAY: the message comes first, as a sentence with its number.
type head struct {
	company, report    string
	accent             color
	logo               *logo
	headline, subtitle []string
	banner, running    []string // lines on page one, and on top of the others
	strip, height      float64
}

func newHead(doc *report.Document, l *logo, w float64) *head {
	h := &head{company: doc.Company, report: doc.Title, accent: hexColor(doc.Accent), logo: l}
	message := doc.Headline
	if message == "" {
		message, h.report = doc.Title, ""
	}
	h.headline = balanced(headlineStyle, message, w, 5)
	if doc.Subtitle != "" {
		h.subtitle = wrap(subtitleStyle, doc.Subtitle, w, 5)
	}
	if doc.Banner != "" {
		h.banner = wrap(bannerStyle, doc.Banner, w-4*bannerPad, 6)
		h.running = wrap(runningStyle, doc.Banner, w, 6)
	}
	h.strip = max(stripH, l.heightAtTop()+4)
	h.height = h.strip + 17 + float64(len(h.headline))*headlineLeading + float64(len(h.subtitle))*subtitleLeading + 12
	if n := len(h.banner); n > 0 {
		h.height += float64(n)*bannerLeading + 2*bannerPad + 4
	}
	return h
}

// draw draws the first page's top.
func (h *head) draw(k *ink) {
	baseline := marginTop + (h.strip-4)/2 + 3
	x := h.logo.draw(k, marginX, marginTop, h.strip-4)
	k.tagged("P", func() {
		left := ellipsis(companyStyle, h.company, k.contentW()*0.5)
		k.text(x, baseline, companyStyle, left)
		room := k.right() - x - companyStyle.width(left) - 20
		k.textRight(k.right(), baseline, subtitleStyle.at(9), ellipsis(subtitleStyle.at(9), h.report, room))
	})
	y := marginTop + h.strip + 1
	k.rect(marginX, y, k.contentW(), 1.5, h.accent)
	y = k.lines("H1", h.headline, marginX, y+9, headlineLeading, headlineStyle)
	if len(h.subtitle) > 0 {
		y = k.lines("P", h.subtitle, marginX, y+5, subtitleLeading, subtitleStyle)
	} else {
		y += 5
	}
	if len(h.banner) > 0 {
		h.drawBanner(k, y+9)
	}
}

// lines prints lines below y as one element and returns the last baseline.
func (k *ink) lines(role string, lines []string, x, y, leading float64, st style) float64 {
	k.tagged(role, func() {
		for _, l := range lines {
			y += leading
			k.text(x, y, st, l)
		}
	})
	return y
}

// drawBanner sets the doubt on a strip of light grey, so that no reader misses it.
func (h *head) drawBanner(k *ink, y float64) {
	k.rect(marginX, y, k.contentW(), float64(len(h.banner))*bannerLeading+2*bannerPad, shade)
	k.rect(marginX, y, 3, float64(len(h.banner))*bannerLeading+2*bannerPad, ink600)
	y += bannerPad - 3
	k.tagged("P", func() {
		for _, l := range h.banner {
			y += bannerLeading
			k.text(marginX+2.5*bannerPad, y, bannerStyle, l)
		}
	})
}

// runningHeight is the room that later pages need at their top: a page may be read alone, so the doubt goes with it.
func (h *head) runningHeight() float64 {
	if len(h.running) == 0 {
		return 0
	}
	return float64(len(h.running)+1) * runningLeading
}

func (h *head) drawRunning(k *ink) {
	for i, l := range h.running {
		k.text(marginX, marginTop+7+float64(i)*runningLeading, runningStyle, l)
	}
}
