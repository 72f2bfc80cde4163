package render

import (
	"math"
	"slices"
	"sort"

	"bilan/report"
)

// drawPoints writes the actuals at their points, over or under the line, wherever no line and no other label is.
// The last one stands at the line's end.
func (l *lines) drawPoints() {
	st, wide := valueStyle, 0.0
	for i := range l.c.AC {
		wide = math.Max(wide, st.width(l.c.AC[i].Label))
	}
	value := func(i int) (float64, bool) { return valueAt(l.c.AC, i) }
	last := len(l.c.AC) - 1
	for ; last > 0; last-- {
		if _, ok := value(last); ok {
			break
		}
	}
	for _, i := range priority(len(l.c.AC), stride(wide, l.slot), value) {
		v, ok := value(i)
		text := labelAt(l.c.AC, i)
		if !ok || text == "" || i == last {
			continue
		}
		x, half, text := l.clamp(l.x0+l.slot*(float64(i)+0.5), st, text)
		for _, baseline := range []float64{l.y(v) - 4, l.y(v) + 3.5 + st.size*0.72} {
			b := box{x - half - 0.5, baseline - st.size*0.75, 2*half + 1, st.size * 0.85}
			if b.bottom() < l.plot.bottom() && !l.crossed(b) && l.taken.claim(b) {
				l.textCenter(x, baseline, st, text)
				break
			}
		}
	}
}

// crossed tells whether any line runs through the box.
func (l *lines) crossed(b box) bool {
	for _, s := range [][]report.Point{l.c.AC, l.c.PL, l.c.PY} {
		for i := 1; i < len(s); i++ {
			from, ok1 := valueAt(s, i-1)
			to, ok2 := valueAt(s, i)
			x := l.x0 + l.slot*(float64(i)-0.5)
			if ok1 && ok2 && x < b.right() && x+l.slot > b.x && b.meets(x, l.y(from), x+l.slot, l.y(to)) {
				return true
			}
		}
	}
	return false
}

// meets tells whether the straight line from (x1, y1) to (x2, y2), x1 < x2, touches the box or comes very near.
func (b box) meets(x1, y1, x2, y2 float64) bool {
	const near = 1.2
	at := func(x float64) float64 { return y1 + (y2-y1)*(x-x1)/(x2-x1) }
	ya, yb := at(math.Max(x1, b.x)), at(math.Min(x2, b.right()))
	return math.Max(ya, yb) > b.y-near && math.Min(ya, yb) < b.bottom()+near
}

// nameLine keeps what stands at the end of a line: its scenario and last value.
func (l *lines) nameLine(points []report.Point, name string, st style) {
	for i, p := range slices.Backward(points) {
		if v, ok := number(p.Value); ok {
			if st.face == bold {
				defer l.dot(l.x0+l.slot*(float64(i)+0.5), l.y(v), 2.2, ink900)
			}
			l.names = append(l.names, lineName{l.y(v), name + " " + p.Label, st})
			return
		}
	}
}

// drawLineNames writes the names at the line ends, moved apart until none overprints another.
func (l *lines) drawLineNames() {
	sort.SliceStable(l.names, func(i, j int) bool { return l.names[i].y < l.names[j].y })
	for i := 1; i < len(l.names); i++ {
		l.names[i].y = math.Max(l.names[i].y, l.names[i-1].y+nameStep)
	}
	limit := l.plot.bottom() + 2
	for i := len(l.names) - 1; i >= 0; i-- {
		l.names[i].y = math.Min(l.names[i].y, limit)
		limit = l.names[i].y - nameStep
	}
	for _, n := range l.names {
		l.text(l.plot.right()-l.slot/2+6, n.y+2.6, n.st, ellipsis(n.st, n.text, lineGutter-6))
	}
}
