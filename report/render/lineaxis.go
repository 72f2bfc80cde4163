package render

import (
	"math"

	"bilan/report"
)

func ticksWidth(c *report.TimeChart) (w float64) {
	for _, t := range axisTicks(c) {
		w = math.Max(w, axisStyle.width(t.Label))
	}
	return math.Min(w, 60)
}

// axisTicks are the document's ticks, or the lowest and highest actual when it has none.
func axisTicks(c *report.TimeChart) []report.Tick {
	if len(c.Ticks) > 0 {
		return c.Ticks
	}
	var low, high *report.Tick
	for i := range c.AC {
		if v, ok := valueAt(c.AC, i); ok && c.AC[i].Label != "" {
			if low == nil || v < low.Value {
				low = &report.Tick{Value: v, Label: c.AC[i].Label}
			}
			if high == nil || v > high.Value {
				high = &report.Tick{Value: v, Label: c.AC[i].Label}
			}
		}
	}
	if low == nil {
		return nil
	}
	return []report.Tick{*low, *high}
}

// drawTicks prints the scale, as far apart as its labels need.
func (l *lines) drawTicks() {
	var taken labels
	for _, t := range axisTicks(l.c) {
		v, ok := number(&t.Value)
		if !ok {
			continue
		}
		y := l.y(v)
		if taken.claim(box{0, y - 4, 10, 8}) {
			l.textRight(l.x0-6, y+2.6, axisStyle.in(ink600), ellipsis(axisStyle, t.Label, 60))
			l.line(l.x0-3, y, l.x0, y, 0.5, lastYear)
		}
	}
}
