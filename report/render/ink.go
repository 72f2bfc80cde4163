package render

import (
	"math"
	"strconv"

	"codeberg.org/go-pdf/fpdf"
)

// style is how text is set: face, size in points, colour.
type style struct {
	face  *face
	size  float64
	color color
}

// in returns the style in another colour.
func (st style) in(c color) style { st.color = c; return st }

// strong returns the style in bold.
func (st style) strong() style { st.face = bold; return st }

// at returns the style in another size.
func (st style) at(size float64) style { st.size = size; return st }

// width measures a line of text in points.
func (st style) width(s string) float64 { return ems(st.face, clean(s)) * st.size }

// ink draws on the current page: coordinates are points from the top left corner, text stands on its baseline.
// It keeps what the page's content has set, and writes only what changes.
type ink struct {
	pdf    *fpdf.Fpdf
	fonts  map[*codepage]bool
	font   *codepage
	size   float64
	fill   color
	stroke color
	width  float64
	fresh  bool   // the page's state is unknown
	op     []byte // the operator being written
	links  []link
}

func newInk(pdf *fpdf.Fpdf) *ink { return &ink{pdf: pdf, fonts: map[*codepage]bool{}, fresh: true} }

// turn tells the ink that another page is current.
func (k *ink) turn() { k.fresh = true; k.font = nil }

func (k *ink) sync() {
	if k.fresh {
		k.fresh = false
		k.fill, k.stroke, k.width = color{}, color{}, 0.5
		k.pdf.SetFillColor(0, 0, 0)
		k.pdf.SetDrawColor(0, 0, 0)
		k.pdf.SetLineWidth(0.5)
	}
}

func (k *ink) setFill(c color) {
	k.sync()
	if c != k.fill {
		k.fill = c
		k.pdf.SetFillColor(int(c[0]), int(c[1]), int(c[2]))
	}
}

func (k *ink) setStroke(c color, width float64) {
	k.sync()
	if c != k.stroke {
		k.stroke = c
		k.pdf.SetDrawColor(int(c[0]), int(c[1]), int(c[2]))
	}
	if width != k.width {
		k.width = width
		k.pdf.SetLineWidth(width)
	}
}

func (k *ink) setFont(p *codepage, size float64) {
	if !k.fonts[p] {
		k.fonts[p] = true
		k.pdf.AddFontFromBytes(p.family, "", p.def, p.file)
	}
	if p != k.font || size != k.size {
		k.font, k.size = p, size
		k.pdf.SetFont(p.family, "", size)
	}
}

// text prints one line from x on and returns where it ends.
func (k *ink) text(x, baseline float64, st style, s string) float64 {
	if !finite(x, baseline) {
		return x
	}
	k.setFill(st.color)
	for _, sp := range shape(st.face, clean(s)) {
		k.setFont(sp.page, st.size)
		k.show(x, baseline, sp.codes)
		x += sp.width * st.size
	}
	return x
}

// show writes what fpdf's Text would, without its formatting, which was a fifth of a document's time.
func (k *ink) show(x, baseline float64, codes string) {
	b := append(k.op[:0], "BT "...)
	b = appendLength(b, x)
	b = append(b, ' ')
	b = appendLength(b, pageH-baseline)
	b = append(b, " Td ("...)
	for i := range len(codes) {
		if c := codes[i]; c == '(' || c == ')' || c == '\\' {
			b = append(b, '\\')
		}
		b = append(b, codes[i])
	}
	k.op = append(b, ") Tj ET"...)
	k.pdf.RawWriteStr(string(k.op))
}

// appendLength writes a length in hundredths of a point.
func appendLength(b []byte, v float64) []byte {
	n := int64(math.Round(v * 100))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	if n %= 100; n != 0 {
		b = append(b, '.', byte('0'+n/10))
		if n%10 != 0 {
			b = append(b, byte('0'+n%10))
		}
	}
	return b
}

// textRight prints one line that ends at x.
func (k *ink) textRight(x, baseline float64, st style, s string) {
	k.text(x-st.width(s), baseline, st, s)
}

// textCenter prints one line around x.
func (k *ink) textCenter(x, baseline float64, st style, s string) {
	k.text(x-st.width(s)/2, baseline, st, s)
}

// rect fills a rectangle; a negative height grows upwards.
func (k *ink) rect(x, y, w, h float64, c color) {
	if !finite(x, y, w, h) || w == 0 || h == 0 {
		return
	}
	k.setFill(c)
	k.pdf.Rect(x, y, w, h, "F")
}

// outline draws a rectangle's edge inside its bounds over white, as targets are drawn.
func (k *ink) outline(x, y, w, h, line float64, c color) { k.edged(x, y, w, h, line, c, white) }

// edged fills a rectangle and draws its edge inside its bounds.
func (k *ink) edged(x, y, w, h, line float64, edge, fill color) {
	if !finite(x, y, w, h) {
		return
	}
	if h < 0 {
		y, h = y+h, -h
	}
	line = math.Min(line, math.Max(0.2, math.Min(w, h)/2))
	k.rect(x, y, w, h, fill)
	k.setStroke(edge, line)
	k.pdf.Rect(x+line/2, y+line/2, math.Max(w-line, 0), math.Max(h-line, 0), "D")
}

// hatch fills a rectangle with slanted lines and an edge, as forecasts are drawn.
func (k *ink) hatch(b box, c color) {
	if !finite(b.x, b.y, b.w, b.h) || b.w <= 0 || b.h <= 0 {
		return
	}
	const step = 2.4
	k.edged(b.x, b.y, b.w, b.h, 0.6, c, white)
	k.setStroke(c, 0.6)
	for t := step; t < b.w+b.h; t += step {
		k.pdf.Line(b.x+math.Min(t, b.w), b.y+math.Max(0, t-b.w), b.x+math.Max(0, t-b.h), b.y+math.Min(t, b.h))
	}
}

// figure marks what draw draws as one figure, with its message for readers who cannot see it.
func (k *ink) figure(alt string, draw func()) {
	k.pdf.RawWriteStr("/Figure <</Alt <" + hexText(alt) + ">>> BDC")
	draw()
	k.pdf.RawWriteStr("EMC")
}

// line draws a straight line.
func (k *ink) line(x1, y1, x2, y2, width float64, c color) {
	if !finite(x1, y1, x2, y2) {
		return
	}
	k.setStroke(c, width)
	k.pdf.Line(x1, y1, x2, y2)
}

// polygon fills the shape through the points.
func (k *ink) polygon(c color, points ...fpdf.PointType) {
	k.setFill(c)
	k.pdf.Polygon(points, "F")
}

// dot fills a circle.
func (k *ink) dot(x, y, radius float64, c color) {
	if finite(x, y, radius) {
		k.setFill(c)
		k.pdf.Circle(x, y, radius, "F")
	}
}

// path strokes the line through the points, dashed when dash is not empty.
func (k *ink) path(points []fpdf.PointType, width float64, c color, dash ...float64) {
	if len(points) < 2 {
		return
	}
	k.setStroke(c, width)
	if len(dash) > 0 {
		k.pdf.SetDashPattern(dash, 0)
		defer k.pdf.SetDashPattern(nil, 0)
	}
	k.pdf.MoveTo(points[0].X, points[0].Y)
	for _, p := range points[1:] {
		k.pdf.LineTo(p.X, p.Y)
	}
	k.pdf.DrawPath("D")
}

func pt(x, y float64) fpdf.PointType { return fpdf.PointType{X: x, Y: y} }

// finite tells whether all numbers can be drawn.
func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
