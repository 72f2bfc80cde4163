package render

import (
	"fmt"
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

// drawFooter says on each page whose report it is and which of how many pages.
func (d *paper) drawFooter(page, pages int) {
	baseline := d.ink.pageH - 26
	of := pageOf(d.doc.Words.PageOf, page, pages)
	d.ink.textRight(d.ink.right(), baseline, smallStyle, of)
	var parts []string
	for _, p := range []string{d.doc.Company, d.doc.Title, d.period()} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	room := d.ink.contentW() - smallStyle.width(of) - 20
	d.ink.text(marginX, baseline, smallStyle, ellipsis(smallStyle, strings.Join(parts, " · "), room))
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
