package render

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// The ranges of a bullet graph, from poor to good.
var bulletRanges = [3]typeface.Color{{0xbd, 0xbd, 0xbd}, {0xd6, 0xd6, 0xd6}, {0xec, 0xec, 0xec}}

// bulletExtents returns the common scale, from zero, of the bullets in each column.
func bulletExtents(t *report.Table) []layout.Extent {
	list := make([]layout.Extent, len(t.Columns))
	for r := range t.Rows {
		for i := range t.Rows[r].Cells {
			if b := t.Rows[r].Cells[i].Bullet; b != nil && i < len(list) {
				list[i].Include(bulletMax(b))
			}
		}
	}
	return list
}

func bulletMax(b *report.Bullet) float64 {
	most := 0.0
	for _, v := range []*float64{&b.Max, b.Actual, b.Target, b.AtRisk, b.Good, b.Landing} {
		if n, ok := layout.Drawable(v); ok {
			most = math.Max(most, n)
		}
	}
	return most
}

// drawBullet draws a bullet graph after Stephen Few: three grey ranges, the actual as a dark bar of a third of the
// height, the target as a short line across. In an open period, a hatched bar continues the actual to the landing. The
// scale is linear and begins at zero; negative values are not drawn.
func drawBullet(k canvas.Canvas, b *report.Bullet, high float64, at canvas.Box) {
	if high <= 0 {
		return
	}
	const h = 8.4
	y := at.Y + (at.H-h)/2
	x := func(v float64) float64 { return at.X + at.W*math.Min(math.Max(v/high, 0), 1) }
	if n, ok := layout.Drawable(b.Actual); ok && b.Plain {
		k.Rect(at.X, y, math.Max(x(n)-at.X, 0.4), h, layout.Actual)
		k.Line(at.X, at.Y-2, at.X, at.Bottom()+2, 0.8, layout.Ink900)
	}
	if b.Plain {
		return
	}
	start := at.X
	for i, end := range []*float64{b.AtRisk, b.Good, &b.Max} {
		if n, ok := layout.Drawable(end); ok && x(n) > start {
			k.Rect(start, y, x(n)-start, h, bulletRanges[i])
			start = x(n)
		}
	}
	end := at.X
	if n, ok := layout.Drawable(b.Actual); ok && n > 0 {
		end = at.X + math.Max(x(n)-at.X, 0.4)
		k.Rect(at.X, y+h/3, end-at.X, h/3, layout.Ink900)
	}
	if n, ok := layout.Drawable(b.Landing); ok && x(n) > end {
		k.Hatch(canvas.BoxAt(end, y+h/3, x(n)-end, h/3), layout.Ink900)
	}
	if n, ok := layout.Drawable(b.Target); ok && n >= 0 {
		k.Rect(math.Min(math.Max(x(n)-0.8, at.X), at.Right()-1.6), y, 1.6, h, layout.Ink900)
	}
}
