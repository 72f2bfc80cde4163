package timeseries

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// DrawSparkline draws a card's history as Tufte's sparkline: without axis, with a dot at the last value. Below it are
// the first value, the note and the last value. If there is no room for all, it omits the first value, then the note.
func DrawSparkline(p *layout.Sheet, c *report.Card, b canvas.Box) {
	line := newSparkline(c.Spark, canvas.BoxAt(b.X+1, b.Y+2, b.W-4, b.H-4))
	line.draw(p.Canvas)
	y := b.Bottom() + 7.5
	last := layout.SparkStyle.Strong().In(layout.Ink900)
	end := typeface.Ellipsis(last, c.SparkEnds[1], b.W)
	right := b.Right() - last.Width(end)
	switch first, note, room := layout.SparkStyle.Width(c.SparkEnds[0]), layout.SparkStyle.Width(c.SparkNote), right-b.X; {
	case first+note+8 <= room:
		left := p.Text(b.X, y, layout.SparkStyle, c.SparkEnds[0])
		p.TextCenter((left+right)/2, y, layout.SparkStyle, c.SparkNote)
	case note+4 <= room && c.SparkNote != "":
		p.Text(b.X, y, layout.SparkStyle, c.SparkNote)
	case first+8 <= room: // the last value is always written
		p.Text(b.X, y, layout.SparkStyle, c.SparkEnds[0])
	}
	p.Text(right, y, last, end)
}

// DrawPlainSparkline draws values as a line without axis and text inside a box, with a dot on the last one.
func DrawPlainSparkline(k canvas.Canvas, values []*float64, b canvas.Box) {
	newSparkline(values, canvas.BoxAt(b.X+1, b.Y+1, b.W-4, b.H-2)).draw(k)
}

// sparkline is the points of a sparkline, divided into runs where there is no data.
type sparkline struct {
	runs [][]canvas.Point
	last *canvas.Point
}

// newSparkline fits values into the box: the lowest is at the bottom, the highest at the top. If all values are equal,
// they are in the middle.
func newSparkline(values []*float64, b canvas.Box) sparkline {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if n, ok := layout.Drawable(v); ok {
			low, high = math.Min(low, n), math.Max(high, n)
		}
	}
	var s sparkline
	gap := true
	for i, v := range values {
		n, ok := layout.Drawable(v)
		if !ok {
			gap = true
			continue
		}
		y := b.Y + b.H/2
		if high > low {
			y = b.Bottom() - (n-low)/(high-low)*b.H
		}
		point := canvas.Pt(b.Right(), y)
		if len(values) > 1 {
			point.X = b.X + float64(i)/float64(len(values)-1)*b.W
		}
		if gap {
			s.runs = append(s.runs, nil)
			gap = false
		}
		end := len(s.runs) - 1
		s.runs[end] = append(s.runs[end], point)
		s.last = &point
	}
	return s
}

func (s sparkline) draw(k canvas.Canvas) {
	for _, run := range s.runs {
		k.Path(run, 1, layout.Actual)
		if len(run) == 1 {
			k.Dot(run[0].X, run[0].Y, 0.8, layout.Actual)
		}
	}
	if s.last != nil {
		k.Dot(s.last.X, s.last.Y, 2, layout.Ink900)
	}
}
