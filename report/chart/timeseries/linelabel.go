package timeseries

import (
	"math"
	"slices"
	"sort"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// drawPoints writes actuals and forecasts above or below their points, wherever there is no line and no other label. It
// omits the last value of each line, which is beside the line's name.
func (l *lines) drawPoints() {
	line, alone := splitActuals(l.c.AC, l.c.FC)
	l.SortTexts(func() {
		l.labelPoints(line, LastKnown(line))
		l.labelPoints(alone, -1)
		l.labelPoints(l.c.FC, LastKnown(l.c.FC))
	})
}

// labelPoints writes the values of all points except the one with index elsewhere.
func (l *lines) labelPoints(points []report.Point, elsewhere int) {
	st, wide := layout.ValueStyle, 0.0
	for i := range points {
		wide = math.Max(wide, st.Width(points[i].Label))
	}
	value := func(i int) (float64, bool) { return layout.ValueAt(points, i) }
	for _, i := range layout.LabelOrder(len(points), layout.SlotsPerLabel(wide, l.slot), value) {
		v, ok := value(i)
		text := layout.LabelAt(points, i)
		if !ok || text == "" || i == elsewhere {
			continue
		}
		x, half, text := l.fitLabel(l.x0+l.slot*(float64(i)+0.5), st, text)
		layout.LabelPoint(l.Canvas, x, l.y(v), half, st, text, &l.taken, func(b canvas.Box) bool { return b.Bottom() < l.plot.Bottom() && !l.crossesLine(b) })
	}
}

// crossesLine reports whether any line crosses the box.
func (l *lines) crossesLine(b canvas.Box) bool {
	return slices.ContainsFunc(l.runs, func(r Run) bool { return r.Crosses(b, l.x0, l.slot, l.y) })
}

// LineCrosses reports whether the straight line from (x1, y1) to (x2, y2), with x1 ≤ x2, crosses the box or is within
// 1.2 points of it.
func LineCrosses(b canvas.Box, x1, y1, x2, y2 float64) bool {
	const near = 1.2
	at := func(x float64) float64 { return y1 + (y2-y1)*(x-x1)/(x2-x1) }
	ya, yb := y1, y2
	if x1 < x2 {
		ya, yb = at(math.Max(x1, b.X)), at(math.Min(x2, b.Right()))
	}
	return math.Max(ya, yb) > b.Y-near && math.Min(ya, yb) < b.Bottom()+near
}

// lineNamesWidth is the width for the names right of the lines, in a chart w wide. In a narrow chart it is only what
// the names need.
func lineNamesWidth(c *report.TimeChart, w float64) float64 {
	const narrow, gap = 330, 9
	if w > narrow {
		return lineGutter
	}
	widest := 0.0
	if len(c.High) > 0 {
		widest = layout.SmallStyle.Width(c.Words.Range) + bandSwatch + 3
	}
	for _, line := range []struct {
		name   string
		points []report.Point
	}{{c.Words.AC, c.AC}, {c.Words.FC, c.FC}, {c.Words.PL, c.PL}, {c.Words.PY, c.PY}, {c.Words.PPY, c.PPY}} {
		if i := LastKnown(line.points); i >= 0 {
			widest = math.Max(widest, layout.NameStyle.Width(line.name+" "+line.points[i].Label))
		}
	}
	return math.Min(widest+gap, math.Min(lineGutter, w*0.4))
}

// LastKnown is the index of the last point with a value, −1 for none.
func LastKnown(points []report.Point) int {
	for i := len(points) - 1; i >= 0; i-- {
		if _, ok := layout.Drawable(points[i].Value); ok {
			return i
		}
	}
	return -1
}

// nameLine adds the text at the end of a line, scenario and last value, to l.names. It draws a dot at the end of the
// actual.
func (l *lines) nameLine(points []report.Point, name string, st typeface.Style) {
	i := LastKnown(points)
	if i < 0 {
		return
	}
	v := *points[i].Value
	if st.Face == typeface.Bold {
		l.Dot(l.x0+l.slot*(float64(i)+0.5), l.y(v), 2.2, layout.Ink900)
	}
	l.names = append(l.names, lineName{y: l.y(v), text: name + " " + points[i].Label, st: st})
}

// drawLineNames writes the names at the ends of the lines, moved apart so that none overlaps another.
func (l *lines) drawLineNames() {
	sort.SliceStable(l.names, func(i, j int) bool { return l.names[i].y < l.names[j].y })
	for i := 1; i < len(l.names); i++ {
		l.names[i].y = math.Max(l.names[i].y, l.names[i-1].y+nameStep)
	}
	limit := l.plot.Bottom() - 1.5 // keeps names off the labels below the axis
	for i := len(l.names) - 1; i >= 0; i-- {
		l.names[i].y = math.Min(l.names[i].y, limit)
		limit = l.names[i].y - nameStep
	}
	for _, n := range l.names {
		x, room := l.plot.Right()-l.slot/2+6, l.gutter-6
		if n.band {
			drawBandSwatch(l.Canvas, x, n.y-3.4)
			x, room = x+bandSwatch+3, room-bandSwatch-3
		}
		l.Text(x, n.y+2.6, n.st, typeface.Ellipsis(n.st, n.text, room))
	}
}
