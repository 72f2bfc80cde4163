package multiseries

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/chart/timeseries"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// groupOffsets are the positions of the columns in a group.
type groupOffsets struct {
	positions    []int   // the position of each series' column, from 0 at the left
	step, w, all float64 // in points: distance of neighbouring columns, width of a column, width of the group
}

// groupOffsets divides the width of a category among the columns. Scenarios overlap a little, members are side by side.
// A forecast has the position of the actual.
func (p *seriesPlot) groupOffsets() groupOffsets {
	of, next, ac := make([]int, len(p.fills)), 0, -1
	for s, f := range p.fills {
		if f.look == report.LookAC {
			ac = s
		}
	}
	for s, f := range p.fills {
		if f.look != report.LookFC || ac < 0 {
			of[s], next = next, next+1
		}
	}
	for s, f := range p.fills {
		if f.look == report.LookFC && ac >= 0 {
			of[s] = of[ac]
		}
	}
	k := float64(next)
	share := 1.03
	for _, f := range p.fills {
		if !isShare(f.look) {
			share = 0.86
		}
	}
	w := math.Min(p.slot*0.8/(share*(k-1)+1), 27)
	return groupOffsets{of, w * share, w, w * (share*(k-1) + 1)}
}

// columnX is the x of a series' column in category i.
func (p *seriesPlot) columnX(l groupOffsets, series, i int) float64 {
	return p.middle(i) - l.all/2 + l.step*float64(l.positions[series])
}

// drawGroups draws the columns of each category, actual and forecast in front, and returns the y of their lowest end.
func (p *seriesPlot) drawGroups() float64 {
	l, low := p.groupOffsets(), 0.0
	for i := range p.n {
		for depth := range 3 {
			for s := range p.c.Series {
				v, ok := layout.ValueAt(p.c.Series[s].Points, i)
				if ok && depth == p.fills[s].drawOrder() {
					drawFilled(p.Canvas, p.fills[s], p.column(p.columnX(l, s, i), l.w, 0, v), p.c.Series[s].Points[i])
					low = math.Min(low, v)
				}
			}
		}
	}
	p.SortTexts(func() { p.labelGroups(l) })
	return p.y0 - low*p.unit
}

// labelGroups writes the values of the labelled series, the most important ones first.
func (p *seriesPlot) labelGroups(l groupOffsets) {
	told := make([]bool, len(p.c.Series))
	for s := range p.c.Series {
		told[s] = p.mayLabel(s) && p.labelGroup(l, s)
	}
	p.labelTips(l, told)
}

// mayLabel reports whether the columns of a series may have labels: actuals and forecasts, or members if there is no
// actual.
func (p *seriesPlot) mayLabel(series int) bool {
	look := p.c.Series[series].Look
	if p.fills[series].drawOrder() > 0 {
		return true
	}
	for i := range p.c.Series {
		if p.c.Series[i].Look == report.LookAC {
			return false
		}
	}
	return isShare(look)
}

// labelGroup writes the values of a series at the ends of its columns, as many as have room. It returns false, without
// writing any, if the columns are too narrow.
func (p *seriesPlot) labelGroup(l groupOffsets, series int) bool {
	points := p.c.Series[series].Points
	room := p.slot - 1.5
	if p.fills[series].drawOrder() == 0 {
		room = l.step * 2
	}
	st, wide := fitLabels(points, layout.ValueStyle, room)
	if p.fills[series].drawOrder() == 0 && wide > room {
		return false
	}
	step := layout.SlotsPerLabel(wide, p.slot)
	for _, i := range layout.LabelOrder(len(points), step, func(i int) (float64, bool) { return layout.ValueAt(points, i) }) {
		if text := points[i].Label; text != "" {
			p.labelColumn(l, series, i, st, text)
		}
	}
	return true
}

// labelTips writes the highest value of each category and its lowest negative value, unless their series is in told,
// the series with labels. If columns are too narrow for all values, these labels show the size of the others.
func (p *seriesPlot) labelTips(l groupOffsets, told []bool) {
	for i := range p.n {
		high, low, most, least := -1, -1, 0.0, 0.0
		for s := range p.c.Series {
			v, ok := layout.ValueAt(p.c.Series[s].Points, i)
			if !ok || !p.mayLabel(s) {
				continue
			}
			if v > most {
				high, most = s, v
			}
			if v < least {
				low, least = s, v
			}
		}
		for _, s := range []int{high, low} {
			if s >= 0 && !told[s] && p.c.Series[s].Points[i].Label != "" {
				p.labelColumn(l, s, i, layout.ValueStyle.At(6.5), p.c.Series[s].Points[i].Label)
			}
		}
	}
}

// labelColumn writes one value: beyond the end of its column if there is room, otherwise inside the column, or not at
// all.
func (p *seriesPlot) labelColumn(l groupOffsets, series, i int, st typeface.Style, text string) {
	v, ok := layout.ValueAt(p.c.Series[series].Points, i)
	if !ok {
		st = st.In(layout.Ink600)
	}
	half := st.Width(text) / 2
	mid := p.columnX(l, series, i) + l.w/2
	y := timeseries.Baseline(p.y0-v*p.unit, v, st, 1)
	aside := math.Max(half-l.w/2, 0)
	for _, x := range []float64{mid, mid + aside, mid - aside} {
		b := canvas.BoxAt(x-half-0.6, y-st.Size*0.8, 2*half+1.2, st.Size)
		if b.X >= p.plot.X && b.Right() <= p.at.Right() && b.Y >= p.plot.Y-timeseries.LabelH && p.clearOfColumns(l, b) && p.taken.Claim(b) {
			p.TextCenter(x, y, st, text)
			return
		}
	}
	if st = timeseries.FitInside(st, text, l.w); ok && st.Width(text) <= l.w-1.5 && math.Abs(v)*p.unit >= st.Size+3 {
		p.drawTextInside(p.fills[series], p.c.Series[series].Points[i], mid, timeseries.Baseline(p.y0-v*p.unit, v, st, -1), st, text)
	}
}

// drawTextInside writes a label on a filled column. Behind a label on a hatched fill it draws a white box.
func (p *seriesPlot) drawTextInside(f filling, at report.Point, x, y float64, st typeface.Style, text string) {
	st.Color = f.textColor()
	if f.look == report.LookFC || at.Forecast {
		half := st.Width(text)/2 + 1
		p.Rect(x-half, y-st.Size*0.78, 2*half, st.Size*0.95, typeface.White)
		st.Color = layout.Ink900
	} else if f.look == report.LookAC && at.Open {
		st.Color = layout.Ink900
	}
	p.TextCenter(x, y, st, text)
}

// clearOfColumns reports whether no column overlaps the box.
func (p *seriesPlot) clearOfColumns(l groupOffsets, b canvas.Box) bool {
	first := int((b.X-p.plot.X)/p.slot) - 1
	for i := max(first, 0); i <= min(first+int(b.W/p.slot)+3, p.n-1); i++ {
		for s := range p.c.Series {
			v, ok := layout.ValueAt(p.c.Series[s].Points, i)
			if ok && b.Overlaps(p.column(p.columnX(l, s, i), l.w, 0, v)) {
				return false
			}
		}
	}
	return true
}
