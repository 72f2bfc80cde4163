package multiseries

import (
	"math"
	"slices"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/chart/timeseries"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// stackW is the width of a stacked column.
func (p *seriesPlot) stackW() float64 { return math.Min(p.slot*0.7, 40) }

// drawStacks draws the parts of each category from the axis up, with a gap between them.
func (p *seriesPlot) drawStacks() {
	for i := range p.n {
		p.drawStack(i)
	}
}

func (p *seriesPlot) labelStacks() {
	p.labelTotals(func(b canvas.Box) bool {
		first := int((b.X-p.plot.X)/p.slot) - 1
		for i := max(first, 0); i <= min(first+int(b.W/p.slot)+3, p.n-1); i++ {
			total, _ := p.stackSum(i)
			if b.Overlaps(p.column(p.middle(i)-p.stackW()/2, p.stackW(), 0, total)) {
				return false
			}
		}
		return true
	})
}

func (p *seriesPlot) drawStack(i int) {
	const parting = 0.6
	w, from := p.stackW(), 0.0
	x := p.middle(i) - w/2
	open := false
	for s := range p.c.Series {
		v := p.part(s, i)
		if v <= 0 {
			continue
		}
		at := p.c.Series[s].Points[i]
		b := p.column(x, w, from, from+v)
		if from > 0 {
			b.H -= math.Min(parting, b.H/3)
		}
		drawFilled(p.Canvas, p.fills[s], b, at)
		p.labelPart(p.fills[s], at, b)
		from += v
		open = open || at.Open && p.fills[s].look != report.LookAC
	}
	if open && from > 0 {
		p.edge(p.column(x, w, 0, from))
	}
}

// edge draws the dark edge of an open period around a stack.
func (p *seriesPlot) edge(b canvas.Box) {
	p.Sheet.RectEdge(b, 0.8, layout.Ink900)
}

// labelPart writes a part's value inside its box b, if it has room.
func (p *seriesPlot) labelPart(f filling, at report.Point, b canvas.Box) {
	st := timeseries.FitInside(layout.ValueStyle, at.Label, b.W)
	if at.Label != "" && st.Width(at.Label) <= b.W-1.5 && b.H >= st.Size+2 {
		p.drawTextInside(f, at, b.X+b.W/2, b.Y+b.H/2+st.Size*0.35, st, at.Label)
	}
}

// labelTotals writes the totals above the stacks, as many as have room. clear reports whether a box is free.
func (p *seriesPlot) labelTotals(clear func(canvas.Box) bool) {
	points := p.c.Totals[:min(len(p.c.Totals), p.n)]
	if p.signed && len(points) == 0 {
		points = p.pointsWithoutName()
	}
	left, right := p.plot.X, p.plot.X+p.width() // the names start at right
	if p.c.Form == report.Area {
		left += 2 // right of the axis' marks
	}
	if p.c.Form == report.Area && len(p.names) > 0 {
		right = p.middle(p.n-1) - 0.6
	}
	st, wide := fitLabels(points, layout.ValueStyle, p.slot-1.5)
	for _, i := range layout.LabelOrder(len(points), layout.SlotsPerLabel(wide, p.slot), func(i int) (float64, bool) { return layout.ValueAt(points, i) }) {
		total, ok := p.stackSum(i)
		st := st
		if !ok {
			st = st.In(layout.Ink600)
		}
		text := typeface.Ellipsis(st, points[i].Label, p.plot.W)
		half := st.Width(text) / 2
		x := math.Max(math.Min(p.middle(i), right-half), left+half)
		y := timeseries.Baseline(p.y0-total*p.unit, total, st, 1)
		if b := (canvas.BoxAt(x-half-1.5, y-st.Size*0.8, 2*half+3, st.Size*0.85)); text != "" && clear(b) && p.taken.Claim(b) {
			p.TextCenter(x, y, st, text)
		}
	}
}

// pointsWithoutName returns the points of a single area, without the label of the last one if that is beside the area's
// name.
func (p *seriesPlot) pointsWithoutName() []report.Point {
	points := slices.Clone(p.c.Series[0].Points)
	if last := timeseries.LastKnown(points); last >= 0 && len(p.names) > 0 && p.endLabel(0) != "" {
		points[last].Label = ""
	}
	return points
}
