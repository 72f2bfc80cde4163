package grid

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// panelPlot is one of the small charts at its place.
type panelPlot struct {
	*layout.Sheet
	t        *report.Panel
	b        canvas.Box
	y0, unit float64 // of zero; points per value
	slot     float64
	scale    layout.Extent // where columns beyond it are cut
}

// drawPlot draws one panel's columns or lines, with the axis at zero.
func (g *multiplesPlot) drawPlot(p *layout.Sheet, t *report.Panel, b canvas.Box) {
	n := max(len(t.AC), len(t.Ref))
	if n == 0 {
		return
	}
	e, _ := p.Scale(g.Need)
	m := &panelPlot{Sheet: p, t: t, b: b, unit: layout.PerValue(e), slot: b.W / float64(n), scale: g.values}
	m.y0 = b.Bottom() + g.values.Low*m.unit
	if g.c.Line {
		m.drawLines()
	} else {
		for i := range n {
			m.drawColumn(i)
		}
	}
	p.Line(b.X, m.y0, b.Right(), m.y0, 0.4, layout.Ink900)
}

// bars places the columns of one period: their x and their common width. A target is behind to the right, a past period
// behind to the left.
func (m *panelPlot) bars(i int) (ref, ac, w float64) {
	off := 0.0
	if len(m.t.Ref) > 0 {
		off = math.Min(m.slot*0.16, 4)
	}
	w = math.Min(m.slot*0.74-off, 22)
	left := m.b.X + m.slot*(float64(i)+0.5) - (w+off)/2
	if m.refIsPL() {
		return left + off, left, w
	}
	return left, left + off, w
}

func (m *panelPlot) refIsPL() bool { return m.t.RefIs == report.PL || m.t.RefIs == "" }

func (m *panelPlot) drawColumn(i int) {
	const outlined = 3.0 // narrower columns have no outline
	ref, ac, w := m.bars(i)
	if v, ok := layout.ValueAt(m.t.Ref, i); ok {
		v, _ = m.within(v)
		switch {
		case !m.refIsPL():
			m.Rect(ref, m.y0, w, -v*m.unit, layout.LastYear)
		case w >= outlined:
			m.Outline(ref, m.y0, w, -v*m.unit, 0.6, layout.Ink900)
		default:
			m.Line(m.b.X+m.slot*float64(i), m.y0-v*m.unit, m.b.X+m.slot*float64(i+1), m.y0-v*m.unit, 0.5, layout.Ink900)
		}
	}
	v, ok := layout.ValueAt(m.t.AC, i)
	if !ok {
		return
	}
	v, cut := m.within(v)
	h := -v * m.unit
	switch {
	case m.t.AC[i].Forecast && w >= outlined:
		m.Hatch(canvas.BoxAt(ac, math.Min(m.y0, m.y0+h), w, math.Abs(h)), layout.Actual)
	case m.t.AC[i].Open || m.t.AC[i].Forecast:
		m.Edged(ac, m.y0, w, h, math.Min(0.6, w/4), layout.Actual, layout.OpenTint)
	default:
		m.Rect(ac, m.y0, w, h, layout.Actual)
	}
	if cut {
		m.drawCutEnd(ac, w, m.y0+h)
	}
}

// within cuts a value of a panel that is beyond the scale at its end.
func (m *panelPlot) within(v float64) (at float64, cut bool) {
	if !m.t.Beyond {
		return v, false
	}
	return layout.Within(m.scale, v)
}

// drawCutEnd makes the end of a column a torn one, as drawCut does with a bar's.
func (m *panelPlot) drawCutEnd(x, w, end float64) {
	const under = 5.0
	y := end + math.Copysign(under, m.y0-end)
	m.Line(x-0.6, y+1, x+w+0.6, y-1, 1.2, typeface.White)
}

// drawLines draws a metric that is not additive: the target dashed, a past period lighter, the actual dark with its
// last value marked, with an open mark if its period is open.
func (m *panelPlot) drawLines() {
	width, c, dash := 1.0, layout.LastYear, []float64(nil)
	if m.refIsPL() {
		width, c, dash = 0.7, layout.Ink900, []float64{2.5, 1.5}
	}
	for _, run := range m.runs(m.t.Ref) {
		m.Path(run, width, c, dash...)
	}
	var last *canvas.Point
	for _, run := range m.runs(m.t.AC) {
		m.Path(run, 1.1, layout.Actual)
		last = &run[len(run)-1]
		if len(run) == 1 {
			m.Dot(last.X, last.Y, 0.8, layout.Actual)
		}
	}
	if last != nil {
		m.Dot(last.X, last.Y, 1.9, layout.Actual)
		if n := len(m.t.AC); m.t.AC[n-1].Open {
			m.Dot(last.X, last.Y, 1.2, typeface.White)
		}
	}
}

// runs are the points of a series, cut where it has no data.
func (m *panelPlot) runs(points []report.Point) (runs [][]canvas.Point) {
	gap := true
	for i := range points {
		v, ok := layout.Number(points[i].Value)
		if !ok {
			gap = true
			continue
		}
		if gap {
			runs, gap = append(runs, nil), false
		}
		at := canvas.Pt(m.b.X+m.slot*(float64(i)+0.5), m.y0-v*m.unit)
		runs[len(runs)-1] = append(runs[len(runs)-1], at)
	}
	return runs
}
