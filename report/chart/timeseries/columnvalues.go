package timeseries

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// drawValues writes the actuals and forecasts at the ends of their columns, as many as have room.
func (p *timePlot) drawValues() {
	inside, alike := p.roomInside()
	st, widestLabel := layout.ValueStyle, 0.0
	for i := range p.n {
		widestLabel = math.Max(widestLabel, st.Width(layout.LabelAt(p.ends, i)))
	}
	if widestLabel > p.slot-1.5 {
		st, widestLabel = st.At(6.5), widestLabel*6.5/7.5
	}
	var taken layout.Labels
	value := func(i int) (float64, bool) { return layout.ValueAt(p.ends, i) }
	for _, i := range layout.LabelOrder(p.n, layout.SlotsPerLabel(widestLabel, p.slot), value) {
		text := layout.LabelAt(p.ends, i)
		if text == "" || alike && !p.ends[i].Forecast {
			continue
		}
		p.drawValue(i, st, text, &taken)
	}
	for i := range p.ends {
		if v, ok := layout.ValueAt(p.ends, i); ok && alike && !p.ends[i].Forecast {
			p.drawInside(i, v, inside)
		}
		p.drawAchieved(i)
	}
}

// drawValue writes the value of category i at the end of its column. Above a much taller column it would look like that
// column's value, so it is omitted there.
func (p *timePlot) drawValue(i int, st typeface.Style, text string, taken *layout.Labels) {
	const far = 10
	v, ok := layout.ValueAt(p.ends, i)
	if !ok {
		st = st.In(layout.Ink600)
	}
	_, ac, _, w := p.columnsX(i)
	x, half, text := p.fitLabel(ac+w/2, st, text)
	top, bottom := p.columnEnds(x-half-0.5, x+half+0.5)
	if p.isCovered(v, top, bottom) && p.drawAtTip(i, v, st, text, taken) {
		return
	}
	b, baseline := canvas.BoxAt(x-half-0.8, top-2.5-st.Size, 2*half+1.6, st.Size), top-3
	if v < 0 {
		b.Y, baseline = bottom+1, bottom+st.Size
	}
	end := p.y0 - v*p.unit
	off := end - top
	if v < 0 {
		off = bottom - end
	}
	if off > far {
		return
	}
	if taken.Claim(b) {
		p.TextCenter(x, baseline, st, text)
	}
}

// fitLabel returns the middle, half width and text of a label centred at x such that it is inside the plot's width:
// moved, or shortened if it is too wide.
func (p *timePlot) fitLabel(x float64, st typeface.Style, s string) (mid, half float64, text string) {
	text = typeface.Ellipsis(st, s, p.right-p.x0)
	half = st.Width(text) / 2
	return math.Max(math.Min(x, p.right-half), p.x0+half), half, text
}

// columnEnds returns the y of the highest and the lowest end of all columns between two x.
func (p *timePlot) columnEnds(from, to float64) (top, bottom float64) {
	top, bottom = p.y0, p.y0
	first := int((from - p.x0) / p.slot)
	for i := max(first-1, 0); i < min(first+int((to-from)/p.slot)+3, p.n); i++ {
		py, ac, pl, w := p.columnsX(i)
		for s, x := range [...]float64{py, ac, pl, ac} {
			v, ok := layout.ValueAt([...][]report.Point{p.c.PY, p.c.AC, p.c.PL, p.c.FC}[s], i)
			if ok && x < to && from < x+w {
				top, bottom = math.Min(top, p.y0-v*p.unit), math.Max(bottom, p.y0-v*p.unit)
			}
		}
	}
	return top, bottom
}
