package render

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"bilan/report"
)

// magnifiedHeight is the room for what the factors of a chart of the given width may come to mean.
func magnifiedHeight(w report.ChartWords, width float64, deltas bool) float64 {
	whole, most := 100.0, 1.0
	if deltas {
		most = 50
	}
	if w.Magnified == "" {
		whole = 1
	}
	return float64(len(wrap(smallStyle, magnified(w, whole, most), width, 4)))*trustLeading + 3
}

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
	switch {
	case deltas < 1:
		notes = append(notes, factorNote(w.ReducedDelta, deltas))
	case deltas != 1 && deltas != whole:
		notes = append(notes, factorNote(w.MagnifiedDelta, deltas))
	}
	return strings.TrimSpace(strings.Join(notes, " "))
}

// factorNote fills the reader's words, "%s: bars are magnified %s times", once with the mark and once with the number.
func factorNote(words string, factor float64) string {
	if words == "" {
		return ""
	}
	number := math.Round(math.Max(factor, 1/factor))
	filled := fmt.Sprintf(words, mark(factor), strconv.FormatFloat(number, 'f', -1, 64))
	if strings.Contains(filled, "%!") {
		return ""
	}
	return filled
}

// drawMagnified writes what the chart's factors mean at the bottom of its box.
func (p *timePlot) drawMagnified(b box, room float64) {
	deltas := 1.0
	for _, t := range tiersOf(p.c) {
		if t.fit(p.sheet, p.unit/p.zoom); t.factor != 1 {
			deltas = t.factor
		}
	}
	drawNote(p.ink, box{b.x, b.bottom() - room, b.w, room}, magnified(p.c.Words, p.zoom, deltas))
}

// magnifiedPiece stands under the last bar.
func (g *barPlot) magnifiedPiece(w float64) *piece {
	return &piece{height: magnifiedHeight(g.c.Words, w, g.deltaW > 0), needs: g.needs, draw: func(p *sheet, b box) {
		_, whole := p.scale(g.need)
		deltas := 1.0
		if g.deltaW > 0 {
			deltas = g.factor(p)
		}
		drawNote(p.ink, b, magnified(g.c.Words, whole, deltas))
	}}
}

// drawNote writes in b what a chart's factors mean.
func drawNote(k *ink, b box, text string) {
	if text == "" {
		return
	}
	k.tagged("P", func() {
		for i, line := range wrap(smallStyle, text, b.w, max(1, int(b.h/trustLeading))) {
			k.text(b.x, b.y+trustLeading*float64(i+1)+0.5, smallStyle, line)
		}
	})
}
