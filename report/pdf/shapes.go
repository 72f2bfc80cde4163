package pdf

import (
	"math"

	"codeberg.org/go-pdf/fpdf"

	"bilan/report/canvas"
	"bilan/report/typeface"
)

// Rect fills a rectangle. A negative height extends upwards from y.
func (k *Canvas) Rect(x, y, w, h float64, c typeface.Color) {
	if !areFinite(x, y, w, h) || w == 0 || h == 0 {
		return
	}
	k.beginArtifact()
	k.setFill(c)
	k.writeRect(x, y, w, h, "re f")
}

// writeRect writes a rectangle and the painting operators. fpdf writes the same, more slowly.
func (k *Canvas) writeRect(x, y, w, h float64, operators string) {
	b := append(appendLength(k.op[:0], x), ' ')
	b = append(appendLength(b, k.paper.PageH-y), ' ')
	b = append(appendLength(b, w), ' ')
	b = append(appendLength(b, -h), ' ')
	k.op = append(b, operators...)
	k.pdf.RawWriteStr(string(k.op))
}

// Outline draws a white rectangle with an edge inside its bounds. Targets are drawn in this way.
func (k *Canvas) Outline(x, y, w, h, line float64, c typeface.Color) {
	k.RectWithEdge(x, y, w, h, line, c, typeface.White)
}

// RectWithEdge fills a rectangle and draws its edge inside its bounds.
func (k *Canvas) RectWithEdge(x, y, w, h, line float64, edge, fill typeface.Color) {
	if !areFinite(x, y, w, h) {
		return
	}
	if h < 0 {
		y, h = y+h, -h
	}
	line = math.Min(line, math.Max(0.2, math.Min(w, h)/2))
	k.beginArtifact()
	k.Rect(x, y, w, h, fill)
	k.setStroke(edge, line)
	k.writeRect(x+line/2, y+line/2, math.Max(w-line, 0), math.Max(h-line, 0), "re S")
}

// Hatch draws a white rectangle with slanted lines and an edge. Forecasts are drawn in this way.
func (k *Canvas) Hatch(b canvas.Box, c typeface.Color) {
	if !areFinite(b.X, b.Y, b.W, b.H) || b.W <= 0 || b.H <= 0 {
		return
	}
	k.RectWithEdge(b.X, b.Y, b.W, b.H, 0.7, c, typeface.White)
	k.SlantedLines(b, 2.7, 0.7, c)
}

// SlantedLines draws slanted lines over a box, step points apart along its upper edge. All lines are one path, because
// a path for each would enlarge the file.
func (k *Canvas) SlantedLines(b canvas.Box, step, width float64, c typeface.Color) {
	const most = 1000 // lines, more than fit on any page
	if !areFinite(b.X, b.Y, b.W, b.H) || b.W <= 0 || b.H <= 0 || b.W+b.H > most*step {
		return
	}
	k.beginArtifact()
	k.setStroke(c, width)
	k.op = append(k.appendSlants(k.op[:0], b, step), 'S')
	k.pdf.RawWriteStr(string(k.op))
}

func (k *Canvas) appendSlants(op []byte, b canvas.Box, step float64) []byte {
	for t := step; t < b.W+b.H; t += step {
		op = k.appendPoint(op, b.X+math.Min(t, b.W), b.Y+math.Max(0, t-b.W), 'm')
		op = k.appendPoint(op, b.X+math.Max(0, t-b.H), b.Y+math.Min(t, b.H), 'l')
	}
	return op
}

// HatchOver draws white slanted lines over a filled shape, so that it is shown as a forecast in its own colour. b is
// the box around the shape.
func (k *Canvas) HatchOver(shape []canvas.Point, b canvas.Box) {
	const step, most = 2.7, 1000
	if len(shape) < 3 || !areFinite(b.X, b.Y, b.W, b.H) || b.W+b.H > most*step {
		return
	}
	k.beginArtifact()
	op, operator := append(k.op[:0], "q "...), byte('m')
	for _, p := range shape {
		op, operator = k.appendPoint(op, p.X, p.Y, operator), 'l'
	}
	op = append(op, "h W n 1 G 1 w "...)
	op = k.appendSlants(op, b, step)
	k.op = append(op, "S Q"...)
	k.pdf.RawWriteStr(string(k.op))
}

// appendPoint appends a point and its path operator.
func (k *Canvas) appendPoint(b []byte, x, y float64, operator byte) []byte {
	b = append(appendLength(b, x), ' ')
	b = append(appendLength(b, k.paper.PageH-y), ' ', operator, ' ')
	return b
}

// Line draws a straight line.
func (k *Canvas) Line(x1, y1, x2, y2, width float64, c typeface.Color) {
	if !areFinite(x1, y1, x2, y2) {
		return
	}
	k.beginArtifact()
	k.setStroke(c, width)
	k.op = append(k.appendPoint(k.appendPoint(k.op[:0], x1, y1, 'm'), x2, y2, 'l'), 'S')
	k.pdf.RawWriteStr(string(k.op))
}

// Polygon fills the shape through the points.
func (k *Canvas) Polygon(c typeface.Color, points ...canvas.Point) {
	k.beginArtifact()
	k.setFill(c)
	corners := make([]fpdf.PointType, len(points))
	for i, p := range points {
		corners[i] = fpdf.PointType{X: p.X, Y: p.Y}
	}
	k.pdf.Polygon(corners, "F")
}

// Dot fills a circle.
func (k *Canvas) Dot(x, y, radius float64, c typeface.Color) {
	if areFinite(x, y, radius) {
		k.beginArtifact()
		k.setFill(c)
		k.pdf.Circle(x, y, radius, "F")
	}
}

// RectEdge draws an edge around the outside of a box.
func (k *Canvas) RectEdge(b canvas.Box, line float64, c typeface.Color) {
	k.beginArtifact()
	k.setStroke(c, line)
	k.pdf.Rect(b.X-line, b.Y-line, b.W+2*line, b.H+line, "D")
}

// Path draws a line through the points. dash has the lengths of dashes and gaps in points; none for a solid line.
func (k *Canvas) Path(points []canvas.Point, width float64, c typeface.Color, dash ...float64) {
	if len(points) < 2 {
		return
	}
	k.beginArtifact()
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

// The corners of a line are round, because a mitred corner of a sharp turn would reach far beyond the value.
const roundJoins, sharpJoins = "1 j", "0 j"

// areFinite reports whether all numbers can be drawn.
func areFinite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
