package pdf

import (
	"math"

	"bilan/report/typeface"
)

// StartPath begins a path. PDF requires the colours, the width and the dashes before the path.
func (k *Canvas) StartPath(stroke typeface.Color, width float64, fill typeface.Color, dash []float64) {
	k.setStroke(stroke, math.Max(width, 0.1))
	k.setFill(fill)
	k.pdf.RawWriteStr(roundJoins)
	if len(dash) > 0 {
		k.pdf.SetDashPattern(dash, 0)
	}
}

// MoveTo begins another line of the path at a point.
func (k *Canvas) MoveTo(x, y float64) { k.pdf.MoveTo(x, y) }

// LineTo continues with a straight line.
func (k *Canvas) LineTo(x, y float64) { k.pdf.LineTo(x, y) }

// PathPoint is the path's present end.
func (k *Canvas) PathPoint() (x, y float64) { return k.pdf.GetXY() }

// CurveTo continues with a cubic Bézier curve.
func (k *Canvas) CurveTo(x1, y1, x2, y2, x, y float64) {
	k.pdf.CurveBezierCubicTo(x1, y1, x2, y2, x, y)
}

// ClosePath draws a straight line back to the beginning of the path's present line.
func (k *Canvas) ClosePath() { k.pdf.ClosePath() }

// EndPath strokes and fills the path. A path that is neither stroked nor filled is not visible.
func (k *Canvas) EndPath(stroke, fill, dashed bool) {
	op := "n"
	switch {
	case stroke && fill:
		op = "B"
	case stroke:
		op = "S"
	case fill:
		op = "f"
	}
	k.pdf.DrawPath(op)
	k.pdf.RawWriteStr(sharpJoins)
	if dashed {
		k.pdf.SetDashPattern(nil, 0)
	}
}

// Rotate rotates the drawing of draw around a point, clockwise, in radians.
func (k *Canvas) Rotate(radians, x, y float64, draw func()) {
	k.pdf.TransformBegin()
	k.pdf.TransformRotate(-radians*180/math.Pi, x, y)
	draw()
	k.pdf.TransformEnd()
}

// Err returns the first error of the document so far.
func (k *Canvas) Err() error { return k.pdf.Error() }
