package render

import (
	"math"
	"slices"
	"sort"

	"bilan/report"
)

// drawPoints writes actuals and forecasts at their points, over or under the line, wherever no line and no other label
// is. The last one of each stands at the line's end.
func (l *lines) drawPoints() {
	line, alone := earned(l.c.AC, l.c.FC)
	l.inOrder(func() {
		l.labelPoints(line, lastKnown(line))
		l.labelPoints(alone, -1)
		l.labelPoints(l.c.FC, lastKnown(l.c.FC))
	})
}

// labelPoints labels points but for the one whose value stands elsewhere.
func (l *lines) labelPoints(points []report.Point, elsewhere int) {
	st, wide := valueStyle, 0.0
	for i := range points {
		wide = math.Max(wide, st.width(points[i].Label))
	}
	value := func(i int) (float64, bool) { return valueAt(points, i) }
	for _, i := range priority(len(points), stride(wide, l.slot), value) {
		v, ok := value(i)
		text := labelAt(points, i)
		if !ok || text == "" || i == elsewhere {
			continue
		}
		x, half, text := l.clamp(l.x0+l.slot*(float64(i)+0.5), st, text)
		l.labelPoint(x, l.y(v), half, st, text, &l.taken, func(b box) bool { return b.bottom() < l.plot.bottom() && !l.crossed(b) })
	}
}

// labelPoint writes a value over or under its point at x and y, where that is free and no other label is.
func (k *ink) labelPoint(x, y, half float64, st style, text string, taken *labels, free func(box) bool) {
	for _, baseline := range []float64{y - 4, y + 3.5 + st.size*0.72} {
		b := box{x - half - 0.5, baseline - st.size*0.75, 2*half + 1, st.size * 0.85}
		if free(b) && taken.claim(b) {
			k.textCenter(x, baseline, st, text)
			return
		}
	}
}

// crossed tells whether any line runs through the box.
func (l *lines) crossed(b box) bool {
	return slices.ContainsFunc(l.runs, func(r run) bool { return r.crosses(b, l.x0, l.slot, l.y) })
}

// meets tells whether the straight line from (x1, y1) to (x2, y2), x1 <= x2, touches the box or comes very near.
func (b box) meets(x1, y1, x2, y2 float64) bool {
	const near = 1.2
	at := func(x float64) float64 { return y1 + (y2-y1)*(x-x1)/(x2-x1) }
	ya, yb := y1, y2
	if x1 < x2 {
		ya, yb = at(math.Max(x1, b.x)), at(math.Min(x2, b.right()))
	}
	return math.Max(ya, yb) > b.y-near && math.Min(ya, yb) < b.bottom()+near
}

// lineNamesWidth is the gutter for the names at the lines' ends. A narrow chart has no more of it than they need.
func lineNamesWidth(c *report.TimeChart, w float64) float64 {
	const narrow, gap = 330, 9
	if w > narrow {
		return lineGutter
	}
	widest := 0.0
	for _, line := range []struct {
		name   string
		points []report.Point
	}{{c.Words.AC, c.AC}, {c.Words.FC, c.FC}, {c.Words.PL, c.PL}, {c.Words.PY, c.PY}, {c.Words.PPY, c.PPY}} {
		if i := lastKnown(line.points); i >= 0 {
			widest = math.Max(widest, nameStyle.width(line.name+" "+line.points[i].Label))
		}
	}
	return math.Min(widest+gap, math.Min(lineGutter, w*0.4))
}

// lastKnown is the last point with a value, -1 for none.
func lastKnown(points []report.Point) int {
	for i := len(points) - 1; i >= 0; i-- {
		if _, ok := number(points[i].Value); ok {
			return i
		}
	}
	return -1
}

// nameLine keeps what stands at the end of a line: its scenario and last value.
func (l *lines) nameLine(points []report.Point, name string, st style) {
	i := lastKnown(points)
	if i < 0 {
		return
	}
	v := *points[i].Value
	if st.face == bold {
		l.dot(l.x0+l.slot*(float64(i)+0.5), l.y(v), 2.2, ink900)
	}
	l.names = append(l.names, lineName{l.y(v), name + " " + points[i].Label, st})
}

// drawLineNames writes the names at the line ends, moved apart until none overprints another.
func (l *lines) drawLineNames() {
	sort.SliceStable(l.names, func(i, j int) bool { return l.names[i].y < l.names[j].y })
	for i := 1; i < len(l.names); i++ {
		l.names[i].y = math.Max(l.names[i].y, l.names[i-1].y+nameStep)
	}
	limit := l.plot.bottom() - 1.5 // clear of what stands under the axis
	for i := len(l.names) - 1; i >= 0; i-- {
		l.names[i].y = math.Min(l.names[i].y, limit)
		limit = l.names[i].y - nameStep
	}
	for _, n := range l.names {
		l.text(l.plot.right()-l.slot/2+6, n.y+2.6, n.st, ellipsis(n.st, n.text, l.gutter-6))
	}
}
