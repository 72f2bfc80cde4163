package render

import (
	"math"

	"codeberg.org/go-pdf/fpdf"

	"bilan/report"
)

// drawSpark draws a card's history as Tufte's sparkline: no axis, the last value marked, first and last
// value written under their ends. The span, which may say in which period the line ends, comes before the first value.
func drawSpark(p *sheet, c *report.Card, b box) {
	line := newSparkline(c.Spark, box{b.x + 1, b.y + 2, b.w - 4, b.h - 4})
	line.draw(p.ink)
	y := b.bottom() + 7.5
	last := sparkStyle.strong().in(ink900)
	end := ellipsis(last, c.SparkEnds[1], b.w)
	right := b.right() - last.width(end)
	switch first, note, room := sparkStyle.width(c.SparkEnds[0]), sparkStyle.width(c.SparkNote), right-b.x; {
	case first+note+8 <= room:
		left := p.text(b.x, y, sparkStyle, c.SparkEnds[0])
		p.textCenter((left+right)/2, y, sparkStyle, c.SparkNote)
	case note+4 <= room && c.SparkNote != "":
		p.text(b.x, y, sparkStyle, c.SparkNote)
	case first+8 <= room: // the last value is the one to know
		p.text(b.x, y, sparkStyle, c.SparkEnds[0])
	}
	p.text(right, y, last, end)
}

// sparkline is a line with gaps where there is no data.
type sparkline struct {
	runs [][]fpdf.PointType
	last *fpdf.PointType
}

// newSparkline fits values into the box, lowest at the bottom. Equal values stand in the middle.
func newSparkline(values []*float64, b box) sparkline {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range values {
		if n, ok := number(v); ok {
			low, high = math.Min(low, n), math.Max(high, n)
		}
	}
	var s sparkline
	gap := true
	for i, v := range values {
		n, ok := number(v)
		if !ok {
			gap = true
			continue
		}
		y := b.y + b.h/2
		if high > low {
			y = b.bottom() - (n-low)/(high-low)*b.h
		}
		point := pt(b.right(), y)
		if len(values) > 1 {
			point.X = b.x + float64(i)/float64(len(values)-1)*b.w
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

func (s sparkline) draw(k *ink) {
	for _, run := range s.runs {
		k.path(run, 1, actual)
		if len(run) == 1 {
			k.dot(run[0].X, run[0].Y, 0.8, actual)
		}
	}
	if s.last != nil {
		k.dot(s.last.X, s.last.Y, 2, ink900)
	}
}
