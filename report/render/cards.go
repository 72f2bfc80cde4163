package render

import (
	"math"
	"slices"
	"strings"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/chart/timeseries"
	"bilan/report/layout"
	"bilan/report/typeface"
)

var (
	cardLabelStyle  = typeface.NewStyle(typeface.Regular, 8.5, layout.Ink600)
	cardValueStyle  = typeface.NewStyle(typeface.Bold, 20, layout.Ink900)
	cardLineStyle   = typeface.NewStyle(typeface.Regular, 8, layout.Ink600)
	cardStatusStyle = typeface.NewStyle(typeface.Bold, 8, layout.Ink900)
)

const (
	cardGap     = 18.0
	leastCardW  = 108.0
	cardRowGap  = 14.0
	cardLeading = 10.5
	valueH      = 24.0
	sparkH      = 20.0
)

// cardZones are the heights of the parts of all cards in a row. They are common, so that the same parts are at the same
// height.
type cardZones struct {
	label, lines, status, spark float64
	line                        typeface.Style // style of the comparisons
}

func (z cardZones) height() float64 {
	return 6 + z.label + valueH + z.lines + z.status + z.spark
}

// cardPieces lays cards out in rows.
func cardPieces(c *report.Cards, width float64) []*layout.Piece {
	var pieces []*layout.Piece
	n := cardColumns(len(c.Cards), width)
	w := (width - cardGap*float64(n-1)) / float64(n)
	for from := 0; from < len(c.Cards); from += n {
		row := c.Cards[from:min(from+n, len(c.Cards))]
		z := zonesOf(row, w)
		pieces = append(pieces, &layout.Piece{Above: cardRowGap, Height: z.height(), Draw: func(p *layout.Sheet, b canvas.Box) {
			for i := range row {
				drawCard(p, &row[i], canvas.BoxAt(b.X+float64(i)*(w+cardGap), b.Y, w, b.H), z)
			}
		}})
	}
	return pieces
}

// cardColumns is the number of cards in a row: as many as have room, but such that all rows have about the same number.
func cardColumns(n int, width float64) int {
	most := max(int((width+cardGap)/(leastCardW+cardGap)), 1)
	rows := max((n+most-1)/most, 1)
	return max((n+rows-1)/rows, min(most, 2))
}

func zonesOf(row []report.Card, w float64) (z cardZones) {
	z.line = lineStyleOf(row, w)
	for i := range row {
		c := &row[i]
		z.label = math.Max(z.label, cardLeading*float64(len(typeface.WrapSentence(cardLabelStyle, c.Label, w, 3))))
		lines := 0.0
		for _, l := range c.Lines {
			lines += lineHeight(z.line, l, w)
		}
		z.lines = math.Max(z.lines, lines)
		if c.Status != "" {
			z.status = math.Max(z.status, 3+cardLeading*float64(len(typeface.WrapSentence(cardStatusStyle, c.Status, w-11, 2))))
		}
		if len(c.Spark) > 0 {
			z.spark = sparkH + 17
		}
	}
	return z
}

// lineStyleOf is the style with the largest size in which each comparison of the row fits on one line; cardLineStyle if
// none does.
func lineStyleOf(row []report.Card, w float64) typeface.Style {
	for _, size := range []float64{8, 7.5, 7, 6.5} {
		st := cardLineStyle.At(size)
		broken := slices.ContainsFunc(row, func(c report.Card) bool {
			return slices.ContainsFunc(c.Lines, func(l report.CardLine) bool { return lineHeight(st, l, w) > cardLeading })
		})
		if !broken {
			return st
		}
	}
	return cardLineStyle
}

// lineHeight is the height of one line if label and text fit side by side, else of two lines.
func lineHeight(st typeface.Style, l report.CardLine, w float64) float64 {
	if st.Width(l.Label)+st.Strong().Width(l.Text)+5 <= w {
		return cardLeading
	}
	return 2 * cardLeading
}

// drawCard draws one card: a rule, the metric's name, its value, the comparisons, and the sparkline.
func drawCard(p *layout.Sheet, c *report.Card, b canvas.Box, z cardZones) {
	p.Line(b.X, b.Y, b.Right(), b.Y, 0.8, layout.Ink900)
	p.Figure(cardAlt(c), b, func() { drawCardTexts(p, c, b, z) })
}

// cardAlt is the card's text for readers who cannot see it.
func cardAlt(c *report.Card) string {
	parts := []string{c.Label, c.Value}
	for _, l := range c.Lines {
		parts = append(parts, strings.TrimSpace(l.Label+" "+l.Text))
	}
	parts = append(parts, c.Status)
	if c.SparkEnds != [2]string{} {
		parts = append(parts, strings.TrimSpace(c.SparkNote+" "+c.SparkEnds[0]+" → "+c.SparkEnds[1]))
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ". ")
}

func drawCardTexts(p *layout.Sheet, c *report.Card, b canvas.Box, z cardZones) {
	y := b.Y + 5
	for i, l := range typeface.WrapSentence(cardLabelStyle, c.Label, b.W, 3) {
		p.Text(b.X, y+7.5+float64(i)*cardLeading, cardLabelStyle, l)
	}
	y += z.label
	st := cardValueStyle
	for st.Size > 8 && st.Width(c.Value) > b.W {
		st = st.At(st.Size - 1)
	}
	p.Text(b.X, y+18, st, typeface.Ellipsis(st, c.Value, b.W))
	y += valueH
	end := y + z.lines
	for _, l := range c.Lines {
		y += drawCardLine(p, z.line, l, b, y)
	}
	if c.Status != "" {
		drawStatus(p, c, b, end+3)
	}
	if len(c.Spark) > 0 {
		timeseries.DrawSparkline(p, c, canvas.BoxAt(b.X, end+z.status+5, b.W, sparkH))
	}
}

// drawCardLine draws one comparison and returns its height. Colour alone never shows good or bad: the text has a sign
// and an arrow.
func drawCardLine(p *layout.Sheet, st typeface.Style, l report.CardLine, b canvas.Box, y float64) float64 {
	h := lineHeight(st, l, b.W)
	text := st.Strong().In(layout.ToneColor(l.Tone))
	p.Text(b.X, y+8, st, typeface.Ellipsis(st, l.Label, b.W))
	p.TextRight(b.Right(), y+h-2.5, text, typeface.Ellipsis(text, l.Text, b.W))
	return h
}

// drawStatus draws a status as a shape and a word.
func drawStatus(p *layout.Sheet, c *report.Card, b canvas.Box, y float64) {
	st := cardStatusStyle.In(layout.ToneColor(c.StatusTone))
	drawMark(p.Canvas, b.X+3.5, y+4.8, c.StatusTone)
	for i, l := range typeface.WrapSentence(st, c.Status, b.W-11, 2) {
		p.Text(b.X+11, y+7.7+float64(i)*cardLeading, st, l)
	}
}

// drawMark draws a status as a shape, so that it needs no colour: disc, square, diamond or ring. There is no triangle,
// because that would read as an arrow.
func drawMark(k canvas.Canvas, x, y float64, t report.Tone) {
	const r = 3.2
	c := layout.ToneColor(t)
	switch t {
	case report.Good:
		k.Dot(x, y, r, c)
	case report.Warn:
		k.Rect(x-r*0.85, y-r*0.85, r*1.7, r*1.7, c)
	case report.Bad:
		k.Polygon(c, canvas.Pt(x, y-r*1.15), canvas.Pt(x+r*1.15, y), canvas.Pt(x, y+r*1.15), canvas.Pt(x-r*1.15, y))
	default:
		k.Dot(x, y, r, c)
		k.Dot(x, y, r-0.9, typeface.White)
	}
}
