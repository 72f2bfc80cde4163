package grid

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// panelPlot draws one of the small charts in its box.
type panelPlot struct {
	*layout.Sheet
	t        *report.Panel
	b        canvas.Box
	y0, unit float64       // the y of zero; points per value
	slot     float64       // the width of a period
	scale    layout.Extent // columns end at its limits
}

// drawPlot draws the columns or lines of one panel, and the axis at zero.
func (g *multiplesPlot) drawPlot(p *layout.Sheet, t *report.Panel, b canvas.Box) {
	n := max(len(t.AC), len(t.Ref))
	if n == 0 {
		return
	}
	e, _ := p.Scale(g.Need)
	m := &panelPlot{Sheet: p, t: t, b: b, unit: layout.PointsPerValue(e), slot: b.W / float64(n), scale: g.values}
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

// columnsX returns the x of the reference's and the actual's column in period i, and their common width. A target is
// behind the actual to the right, a past period behind it to the left.
func (m *panelPlot) columnsX(i int) (ref, ac, w float64) {
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
	const outlined = 3.0 // the smallest width of a column with an outline
	ref, ac, w := m.columnsX(i)
	if v, ok := layout.ValueAt(m.t.Ref, i); ok {
		v, _ = m.limit(v)
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
	v, cut := m.limit(v)
	h := -v * m.unit
	switch {
	case m.t.AC[i].Forecast && w >= outlined:
		m.Hatch(canvas.BoxAt(ac, math.Min(m.y0, m.y0+h), w, math.Abs(h)), layout.Actual)
	case m.t.AC[i].Open || m.t.AC[i].Forecast:
		m.RectWithEdge(ac, m.y0, w, h, math.Min(0.6, w/4), layout.Actual, layout.OpenTint)
	default:
		m.Rect(ac, m.y0, w, h, layout.Actual)
	}
	if cut {
		m.drawCutEnd(ac, w, m.y0+h)
	}
}

// limit limits a value to the scale if the panel is Beyond; cut is true if it was outside.
func (m *panelPlot) limit(v float64) (at float64, cut bool) {
	if !m.t.Beyond {
		return v, false
	}
	return layout.Limit(m.scale, v)
}

// drawCutEnd marks the end of a column as cut off by a white slanted line.
func (m *panelPlot) drawCutEnd(x, w, end float64) {
	const under = 5.0
	y := end + math.Copysign(under, m.y0-end)
	m.Line(x-0.6, y+1, x+w+0.6, y-1, 1.2, typeface.White)
}

// drawLines draws lines: the target dashed, a past period lighter, the actual dark. A dot marks the last actual; it is
// hollow if its period is open.
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

// runs returns the points of a series, divided where it has no data.
func (m *panelPlot) runs(points []report.Point) (runs [][]canvas.Point) {
	gap := true
	for i := range points {
		v, ok := layout.Drawable(points[i].Value)
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
