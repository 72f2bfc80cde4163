package render

import (
	"math"
	"slices"
	"strings"

	"bilan/report"
)

var (
	cardLabelStyle  = style{regular, 8.5, ink600}
	cardValueStyle  = style{bold, 20, ink900}
	cardLineStyle   = style{regular, 8, ink600}
	cardStatusStyle = style{bold, 8, ink900}
	sparkStyle      = style{regular, 7, ink600}
)

const (
	cardGap     = 18.0
	leastCardW  = 108.0
	cardRowGap  = 14.0
	cardLeading = 10.5
	valueH      = 24.0
	sparkH      = 20.0
)

// cardZones are the heights that all cards of a row share, so that the same thing stands on the same line.
type cardZones struct {
	label, lines, status, spark float64
	line                        style // of the comparisons
}

func (z cardZones) height() float64 {
	return 6 + z.label + valueH + z.lines + z.status + z.spark
}

// cardPieces lays cards out in rows.
func cardPieces(c *report.Cards, width float64) []*piece {
	var pieces []*piece
	n := cardColumns(len(c.Cards), width)
	w := (width - cardGap*float64(n-1)) / float64(n)
	for from := 0; from < len(c.Cards); from += n {
		row := c.Cards[from:min(from+n, len(c.Cards))]
		z := zonesOf(row, w)
		pieces = append(pieces, &piece{above: cardRowGap, height: z.height(), draw: func(p *sheet, b box) {
			for i := range row {
				drawCard(p, &row[i], box{b.x + float64(i)*(w+cardGap), b.y, w, b.h}, z)
			}
		}})
	}
	return pieces
}

// cardColumns spreads n cards over rows as evenly as they go, in as many columns as have room.
func cardColumns(n int, width float64) int {
	most := max(int((width+cardGap)/(leastCardW+cardGap)), 1)
	rows := max((n+most-1)/most, 1)
	return max((n+rows-1)/rows, min(most, 2))
}

func zonesOf(row []report.Card, w float64) (z cardZones) {
	z.line = lineStyleOf(row, w)
	for i := range row {
		c := &row[i]
		z.label = math.Max(z.label, cardLeading*float64(len(wrap(cardLabelStyle, c.Label, w, 3))))
		lines := 0.0
		for _, l := range c.Lines {
			lines += lineHeight(z.line, l, w)
		}
		z.lines = math.Max(z.lines, lines)
		if c.Status != "" {
			z.status = math.Max(z.status, 3+cardLeading*float64(len(wrap(cardStatusStyle, c.Status, w-11, 2))))
		}
		if len(c.Spark) > 0 {
			z.spark = sparkH + 17
		}
	}
	return z
}

// lineStyleOf is the largest size in which each comparison of the row stands on one line, the usual one where there is none.
func lineStyleOf(row []report.Card, w float64) style {
	for _, size := range []float64{8, 7.5, 7, 6.5} {
		st := cardLineStyle.at(size)
		broken := slices.ContainsFunc(row, func(c report.Card) bool {
			return slices.ContainsFunc(c.Lines, func(l report.CardLine) bool { return lineHeight(st, l, w) > cardLeading })
		})
		if !broken {
			return st
		}
	}
	return cardLineStyle
}

// lineHeight is one line when label and text stand side by side, two when they do not fit.
func lineHeight(st style, l report.CardLine, w float64) float64 {
	if st.width(l.Label)+st.strong().width(l.Text)+5 <= w {
		return cardLeading
	}
	return 2 * cardLeading
}

// drawCard draws one key figure: a rule, what it is, how much, against what, and how it came there.
func drawCard(p *sheet, c *report.Card, b box, z cardZones) {
	p.line(b.x, b.y, b.right(), b.y, 0.8, ink900)
	p.figure(cardAlt(c), b, func() { drawCardTexts(p, c, b, z) })
}

// cardAlt is the card in words.
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

func drawCardTexts(p *sheet, c *report.Card, b box, z cardZones) {
	y := b.y + 5
	for i, l := range wrap(cardLabelStyle, c.Label, b.w, 3) {
		p.text(b.x, y+7.5+float64(i)*cardLeading, cardLabelStyle, l)
	}
	y += z.label
	st := cardValueStyle
	for st.size > 8 && st.width(c.Value) > b.w {
		st = st.at(st.size - 1)
	}
	p.text(b.x, y+18, st, ellipsis(st, c.Value, b.w))
	y += valueH
	end := y + z.lines
	for _, l := range c.Lines {
		y += drawCardLine(p, z.line, l, b, y)
	}
	if c.Status != "" {
		drawStatus(p, c, b, end+3)
	}
	if len(c.Spark) > 0 {
		drawSpark(p, c, box{b.x, end + z.status + 5, b.w, sparkH})
	}
}

// drawCardLine draws one comparison; its business effect is told by sign and arrow, and again by colour.
func drawCardLine(p *sheet, st style, l report.CardLine, b box, y float64) float64 {
	h := lineHeight(st, l, b.w)
	text := st.strong().in(toneColor(l.Tone))
	p.text(b.x, y+8, st, ellipsis(st, l.Label, b.w))
	p.textRight(b.right(), y+h-2.5, text, ellipsis(text, l.Text, b.w))
	return h
}

// drawStatus draws the verdict as a shape and a word.
func drawStatus(p *sheet, c *report.Card, b box, y float64) {
	st := cardStatusStyle.in(toneColor(c.StatusTone))
	drawMark(p.ink, b.x+3.5, y+4.8, c.StatusTone)
	for i, l := range wrap(st, c.Status, b.w-11, 2) {
		p.text(b.x+11, y+7.7+float64(i)*cardLeading, st, l)
	}
}

// drawMark draws a status as a shape that is known without its colour: disc, triangle, diamond, ring.
func drawMark(k *ink, x, y float64, t report.Tone) {
	const r = 3.2
	c := toneColor(t)
	switch t {
	case report.Good:
		k.dot(x, y, r, c)
	case report.Warn:
		k.polygon(c, pt(x, y-r), pt(x+r, y+r*0.8), pt(x-r, y+r*0.8))
	case report.Bad:
		k.polygon(c, pt(x, y-r*1.15), pt(x+r*1.15, y), pt(x, y+r*1.15), pt(x-r*1.15, y))
	default:
		k.dot(x, y, r, c)
		k.dot(x, y, r-0.9, white)
	}
}
