package timeseries

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

func ticksWidth(c *report.TimeChart) (w float64) {
	for _, t := range axisTicks(c) {
		w = math.Max(w, layout.AxisStyle.Width(t.Label))
	}
	return math.Min(w, 60)
}

// axisTicks returns the chart's ticks, or the lowest and the highest actual if it has none.
func axisTicks(c *report.TimeChart) []report.Tick {
	if len(c.Ticks) > 0 {
		return c.Ticks
	}
	var low, high *report.Tick
	for i := range c.AC {
		if v, ok := layout.ValueAt(c.AC, i); ok && c.AC[i].Label != "" {
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

// drawTicks prints the axis. It omits labels that would overlap.
func (l *lines) drawTicks() {
	var taken layout.Labels
	for _, t := range axisTicks(l.c) {
		v, ok := layout.Drawable(&t.Value)
		if !ok {
			continue
		}
		y := l.y(v)
		if taken.Claim(canvas.BoxAt(0, y-4, 10, 8)) {
			l.TextRight(l.x0-6, y+2.6, layout.AxisStyle.In(layout.Ink600), typeface.Ellipsis(layout.AxisStyle, t.Label, 60))
			l.Line(l.x0-3, y, l.x0, y, 0.5, layout.LastYear)
		}
	}
}
