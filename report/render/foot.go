package render

import (
	"fmt"
	"slices"
	"strings"
)

const trustLeading = 9.5

// trust is the line that says why the figures can be believed; it stands at the bottom of page one.
type trust struct{ lines []string }

func newTrust(parts []string, w float64) trust {
	var kept []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return trust{}
	}
	return trust{wrap(smallStyle, strings.Join(kept, " · "), w, 8)}
}

func (t trust) height() float64 {
	if len(t.lines) == 0 {
		return 0
	}
	return float64(len(t.lines))*trustLeading + 14
}

func (t trust) draw(k *ink) {
	if len(t.lines) == 0 {
		return
	}
	y := k.contentBottom() - t.height() + 10
	k.line(marginX, y-2, k.right(), y-2, 0.5, hairline)
	k.tagged("P", func() {
		for _, l := range t.lines {
			y += trustLeading
			k.text(marginX, y, smallStyle, l)
		}
	})
}

// edge is how far the lines in the margins stand off the page's edge.
const edge = 26.0

// drawHeader repeats the paper's own line on top of each page; it is read aloud once.
func (d *paper) drawHeader(page int) {
	if d.doc.Paper.Header == "" {
		return
	}
	show := func() {
		d.ink.text(marginX, edge, smallStyle, ellipsis(smallStyle, d.doc.Paper.Header, d.ink.contentW()))
	}
	if page > 1 {
		show()
		return
	}
	d.ink.tagged("P", show)
}

// drawFooter says on each page whose report it is, or what the paper's own line says, and which of how many pages.
func (d *paper) drawFooter(page, pages int) {
	baseline := d.ink.pageH - edge
	of := pageOf(d.doc.Words.PageOf, page, pages)
	d.ink.textRight(d.ink.right(), baseline, smallStyle, of)
	room := d.ink.contentW() - smallStyle.width(of) - 20
	d.ink.text(marginX, baseline, smallStyle, ellipsis(smallStyle, d.footer(), room))
}

func (d *paper) footer() string {
	if d.doc.Paper.Footer != "" {
		return d.doc.Paper.Footer
	}
	parts := []string{d.doc.Company, d.doc.Title, d.period()}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

func (d *paper) period() string {
	if d.doc.Period != "" {
		return d.doc.Period
	}
	return d.doc.PeriodID
}

// pageOf fills the reader's words, "page %[1]d sur %[2]d"; words that say something else give "1/6".
func pageOf(words string, page, pages int) string {
	filled := fmt.Sprintf(words, page, pages)
	if words == "" || strings.Contains(filled, "%!") {
		return fmt.Sprintf("%d/%d", page, pages)
	}
	return filled
}
