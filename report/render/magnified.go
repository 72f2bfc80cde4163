package render

import (
	"fmt"
	"strconv"
	"strings"

	"bilan/report"
)

const magnifiedH = trustLeading + 3

// magnifies tells whether a chart may draw on a scale of its own and has the words to say so. How much larger is known
// only when its page is: the line is kept free for it.
func magnifies(w report.ChartWords, scale string, deltas bool) bool {
	return deltas && w.MagnifiedDelta != "" || scale != "" && w.Magnified != ""
}

// magnified says in words what the factors beside a chart's scales mean, "" when there is none.
func magnified(w report.ChartWords, whole, deltas float64) string {
	var notes []string
	if whole != 1 {
		notes = append(notes, factorNote(w.Magnified, whole))
	}
	if deltas != 1 && deltas != whole {
		notes = append(notes, factorNote(w.MagnifiedDelta, deltas))
	}
	return strings.TrimSpace(strings.Join(notes, " "))
}

// factorNote fills the reader's words, "%s: bars are magnified %s times", once with the mark and once with the number.
func factorNote(words string, factor float64) string {
	if words == "" {
		return ""
	}
	filled := fmt.Sprintf(words, mark(factor), strconv.FormatFloat(factor, 'f', -1, 64))
	if strings.Contains(filled, "%!") {
		return ""
	}
	return filled
}

// drawMagnified writes what the chart's factors mean at the bottom of its box.
func (p *timePlot) drawMagnified(b box) {
	deltas := 1.0
	for _, t := range tiersOf(p.c) {
		if t.fit(p.unit / p.zoom); t.factor != 1 {
			deltas = t.factor
		}
	}
	drawNote(p.ink, b, magnified(p.c.Words, p.zoom, deltas))
}

// magnifiedPiece stands under the last bar.
func (g *barPlot) magnifiedPiece() *piece {
	return &piece{height: magnifiedH, needs: g.needs, draw: func(p *sheet, b box) {
		_, whole := p.scale(g.need)
		deltas := 1.0
		if g.deltaW > 0 {
			deltas = g.factor(p)
		}
		drawNote(p.ink, b, magnified(g.c.Words, whole, deltas))
	}}
}

func drawNote(k *ink, b box, text string) {
	if text != "" {
		k.tagged("P", func() { k.text(b.x, b.bottom()-2.5, smallStyle, ellipsis(smallStyle, text, b.w)) })
	}
}
