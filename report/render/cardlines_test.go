package render

import (
	"strings"
	"testing"

	"bilan/report"
	"bilan/report/reporttest"
)

// The lines of an open month's card are on one line each where a smaller size allows it. The note of the sparkline
// comes before its first value.
func TestCardsOfAnOpenMonth(t *testing.T) {
	c := report.Card{Label: "Umsatz", Value: "127 Tsd. €", Spark: reporttest.Series(reporttest.Wave(13, 900, 90, 1)...), SparkNote: "13 Monate bis Okt", SparkEnds: [2]string{"969 Tsd. €", "1,04 Mio. €"},
		Lines: []report.CardLine{{Label: "Hochrechnung 1,18 Mio. €", Text: "▼ −1,6 %"}, {Label: "vs. VJ 126 Tsd. €", Text: "▲ +1,1 %"}}}
	z := zonesOf([]report.Card{c}, 114)
	if z.lines != 2*cardLeading || z.line.Size >= cardLineStyle.Size || z.line.Size < 6.5 {
		t.Errorf("two lines take %.1f points in size %.1f", z.lines, z.line.Size)
	}
	if wide := zonesOf([]report.Card{c}, 200); wide.line != cardLineStyle {
		t.Errorf("with room the size is %.1f", wide.line.Size)
	}
	if tight := zonesOf([]report.Card{c}, 60); tight.line != cardLineStyle || tight.lines != 4*cardLeading {
		t.Errorf("without room the size is %.1f, the lines take %.1f points", tight.line.Size, tight.lines)
	}
	four := report.Section{Title: "Kennzahlen", Blocks: []report.Block{{Cards: &report.Cards{Cards: []report.Card{c, c, c, c}}}}}
	if text := textOf(readPDF(t, draw(t, reporttest.DocumentOf(four)))); strings.Count(text, "13 Monate bis Okt") != 4 || strings.Contains(text, "969 Tsd.") {
		t.Errorf("the span is not told: %q", text)
	}
}
