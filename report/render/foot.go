package render

import (
	"fmt"
	"slices"
	"strings"

	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// trust is the line about the reliability of the figures, at the bottom of page one.
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
	return trust{typeface.WrapSentence(layout.SmallStyle, strings.Join(kept, " · "), w, 8)}
}

func (t trust) height() float64 {
	if len(t.lines) == 0 {
		return 0
	}
	return float64(len(t.lines))*layout.SmallLeading + 14
}

func (t trust) draw(k canvas.Canvas) {
	if len(t.lines) == 0 {
		return
	}
	y := k.ContentBottom() - t.height() + 10
	k.Line(canvas.MarginX, y-2, k.Right(), y-2, 0.5, layout.Hairline)
	k.TagAs("P", func() {
		for _, l := range t.lines {
			y += layout.SmallLeading
			k.Text(canvas.MarginX, y, layout.SmallStyle, l)
		}
	})
}

// edgeDistance is the distance of the header and footer lines from the edge of the page.
const edgeDistance = 26.0

// drawHeader writes Paper.Header at the top of each page. Only the one on page one has a tag, so a screen reader reads
// it once.
func (d *paper) drawHeader(page int) {
	if d.doc.Paper.Header == "" {
		return
	}
	show := func() {
		d.canvas.Text(canvas.MarginX, edgeDistance, layout.SmallStyle, typeface.Ellipsis(layout.SmallStyle, d.doc.Paper.Header, d.canvas.ContentW()))
	}
	if page > 1 {
		show()
		return
	}
	d.canvas.TagAs("P", show)
}

// drawFooter writes at the bottom of each page the page number and Paper.Footer, by default the company and the report.
func (d *paper) drawFooter(page, pages int) {
	baseline := d.canvas.Height() - edgeDistance
	of := pageOf(d.doc.Words.PageOf, page, pages)
	d.canvas.TextRight(d.canvas.Right(), baseline, layout.SmallStyle, of)
	room := d.canvas.ContentW() - layout.SmallStyle.Width(of) - 20
	d.canvas.Text(canvas.MarginX, baseline, layout.SmallStyle, typeface.Ellipsis(layout.SmallStyle, d.footer(), room))
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

// pageOf fills the text "page %[1]d sur %[2]d". A text without these placeholders gives "1/6".
func pageOf(words string, page, pages int) string {
	filled := fmt.Sprintf(words, page, pages)
	if words == "" || strings.Contains(filled, "%!") {
		return fmt.Sprintf("%d/%d", page, pages)
	}
	return filled
}
