package render

import (
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

const (
	stripLeading = 12.0
	stripPad     = 5.0
)

// strip is a text on light grey with a bar at its left. It is for what no reader should miss: a doubt, a correction, a
// note.
type strip struct {
	lines []string
	style typeface.Style
	bar   typeface.Color
}

func newStrip(text string, style typeface.Style, bar typeface.Color, w float64) strip {
	return strip{typeface.WrapSentence(style, text, w-4*stripPad, 6), style, bar}
}

func (s strip) height() float64 { return float64(len(s.lines))*stripLeading + 2*stripPad }

func (s strip) draw(k canvas.Canvas, b canvas.Box) {
	k.Rect(b.X, b.Y, b.W, b.H, layout.Shade)
	k.Rect(b.X, b.Y, 3, b.H, s.bar)
	y := b.Y + stripPad - 3
	k.TagAs("P", func() {
		for _, l := range s.lines {
			y += stripLeading
			k.Text(b.X+2.5*stripPad, y, s.style, l)
		}
	})
}

// remarks are the strips of a section that is w points wide.
func (d *paper) remarks(list []string, w float64) (pieces []*layout.Piece) {
	for _, text := range list {
		s := newStrip(text, remarkStyle, layout.HexColor(d.doc.Accent), w)
		pieces = append(pieces, &layout.Piece{Above: layout.BlockGap, Height: s.height(), Draw: func(p *layout.Sheet, b canvas.Box) { s.draw(p.Canvas, b) }})
	}
	return pieces
}
