package render

import (
	"math"

	"codeberg.org/go-pdf/fpdf"
)

// rect fills a rectangle; a negative height grows upwards.
func (k *ink) rect(x, y, w, h float64, c color) {
	if !finite(x, y, w, h) || w == 0 || h == 0 {
		return
	}
	k.touch()
	k.setFill(c)
	k.writeRect(x, y, w, h, "re f")
}

// writeRect writes a rectangle with its operators. fpdf writes the same, more slowly.
func (k *ink) writeRect(x, y, w, h float64, operators string) {
	b := append(appendLength(k.op[:0], x), ' ')
	b = append(appendLength(b, k.pageH-y), ' ')
	b = append(appendLength(b, w), ' ')
	b = append(appendLength(b, -h), ' ')
	k.op = append(b, operators...)
	k.pdf.RawWriteStr(string(k.op))
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
	k.touch()
	k.rect(x, y, w, h, fill)
	k.setStroke(edge, line)
	k.writeRect(x+line/2, y+line/2, math.Max(w-line, 0), math.Max(h-line, 0), "re S")
}

// hatch fills a rectangle with slanted lines and an edge, as forecasts are drawn.
func (k *ink) hatch(b box, c color) {
	if !finite(b.x, b.y, b.w, b.h) || b.w <= 0 || b.h <= 0 {
		return
	}
	k.edged(b.x, b.y, b.w, b.h, 0.7, c, white)
	k.slant(b, 2.7, 0.7, c)
}

// slant draws slanted lines over the box, the step apart along its edge. They are one path, so that a page full of
// forecasts stays small.
func (k *ink) slant(b box, step, width float64, c color) {
	const most = 1000 // lines; no page has room for more
	if !finite(b.x, b.y, b.w, b.h) || b.w <= 0 || b.h <= 0 || b.w+b.h > most*step {
		return
	}
	k.touch()
	k.setStroke(c, width)
	k.op = append(k.appendSlants(k.op[:0], b, step), 'S')
	k.pdf.RawWriteStr(string(k.op))
}

func (k *ink) appendSlants(op []byte, b box, step float64) []byte {
	for t := step; t < b.w+b.h; t += step {
		op = k.appendPoint(op, b.x+math.Min(t, b.w), b.y+math.Max(0, t-b.w), 'm')
		op = k.appendPoint(op, b.x+math.Max(0, t-b.h), b.y+math.Min(t, b.h), 'l')
	}
	return op
}

// hatchOver draws white slanted lines over the shape through the points, within the box around it: what is filled already
// becomes a forecast and keeps its shade.
func (k *ink) hatchOver(shape []fpdf.PointType, b box) {
	const step, most = 2.7, 1000
	if len(shape) < 3 || !finite(b.x, b.y, b.w, b.h) || b.w+b.h > most*step {
		return
	}
	k.touch()
	op, operator := append(k.op[:0], "q "...), byte('m')
	for _, p := range shape {
		op, operator = k.appendPoint(op, p.X, p.Y, operator), 'l'
	}
	op = append(op, "h W n 1 G 1 w "...)
	op = k.appendSlants(op, b, step)
	k.op = append(op, "S Q"...)
	k.pdf.RawWriteStr(string(k.op))
}

// appendPoint writes a point of a path with its operator.
func (k *ink) appendPoint(b []byte, x, y float64, operator byte) []byte {
	b = append(appendLength(b, x), ' ')
	b = append(appendLength(b, k.pageH-y), ' ', operator, ' ')
	return b
}

// line draws a straight line.
func (k *ink) line(x1, y1, x2, y2, width float64, c color) {
	if !finite(x1, y1, x2, y2) {
		return
	}
	k.touch()
	k.setStroke(c, width)
	k.op = append(k.appendPoint(k.appendPoint(k.op[:0], x1, y1, 'm'), x2, y2, 'l'), 'S')
	k.pdf.RawWriteStr(string(k.op))
}

// polygon fills the shape through the points.
func (k *ink) polygon(c color, points ...fpdf.PointType) {
	k.touch()
	k.setFill(c)
	k.pdf.Polygon(points, "F")
}

// dot fills a circle.
func (k *ink) dot(x, y, radius float64, c color) {
	if finite(x, y, radius) {
		k.touch()
		k.setFill(c)
		k.pdf.Circle(x, y, radius, "F")
	}
}

// path strokes the line through the points, dashed when dash is not empty.
func (k *ink) path(points []fpdf.PointType, width float64, c color, dash ...float64) {
	if len(points) < 2 {
		return
	}
	k.touch()
	k.setStroke(c, width)
	if len(dash) > 0 {
		k.pdf.SetDashPattern(dash, 0)
		defer k.pdf.SetDashPattern(nil, 0)
	}
	k.pdf.RawWriteStr(roundJoins)
	k.pdf.MoveTo(points[0].X, points[0].Y)
	for _, p := range points[1:] {
		k.pdf.LineTo(p.X, p.Y)
	}
	k.pdf.DrawPath("D")
	k.pdf.RawWriteStr(sharpJoins)
}

// Lines turn in round joins: a sharp turn would otherwise reach far beyond its value.
const roundJoins, sharpJoins = "1 j", "0 j"

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
