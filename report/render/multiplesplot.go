package render

import (
	"math"

	"codeberg.org/go-pdf/fpdf"

	"bilan/report"
)

// panelPlot is one of the small charts at its place.
type panelPlot struct {
	*sheet
	t        *report.Panel
	b        box
	y0, unit float64 // of zero; points per value
	slot     float64
	scale    extent // where columns beyond it are cut
}

// drawPlot draws one panel's columns or lines, with the axis at zero.
func (g *multiplesPlot) drawPlot(p *sheet, t *report.Panel, b box) {
	n := max(len(t.AC), len(t.Ref))
	if n == 0 {
		return
	}
	e, _ := p.scale(g.need)
	m := &panelPlot{sheet: p, t: t, b: b, unit: perValue(e), slot: b.w / float64(n), scale: g.values}
	m.y0 = b.bottom() + g.values.low*m.unit
	if g.c.Line {
		m.drawLines()
	} else {
		for i := range n {
			m.drawColumn(i)
		}
	}
	p.line(b.x, m.y0, b.right(), m.y0, 0.4, ink900)
}

// bars places the columns of one period: their x and their common width. A target stands behind to the right, a past
// period behind to the left.
func (m *panelPlot) bars(i int) (ref, ac, w float64) {
	off := 0.0
	if len(m.t.Ref) > 0 {
		off = math.Min(m.slot*0.16, 4)
	}
	w = math.Min(m.slot*0.74-off, 22)
	left := m.b.x + m.slot*(float64(i)+0.5) - (w+off)/2
	if m.refIsPL() {
		return left + off, left, w
	}
	return left, left + off, w
}

func (m *panelPlot) refIsPL() bool { return m.t.RefIs == report.PL || m.t.RefIs == "" }

func (m *panelPlot) drawColumn(i int) {
	const outlined = 3.0 // narrower columns have no outline
	ref, ac, w := m.bars(i)
	if v, ok := valueAt(m.t.Ref, i); ok {
		v, _ = m.within(v)
		switch {
		case !m.refIsPL():
			m.rect(ref, m.y0, w, -v*m.unit, lastYear)
		case w >= outlined:
			m.outline(ref, m.y0, w, -v*m.unit, 0.6, ink900)
		default:
			m.line(m.b.x+m.slot*float64(i), m.y0-v*m.unit, m.b.x+m.slot*float64(i+1), m.y0-v*m.unit, 0.5, ink900)
		}
	}
	v, ok := valueAt(m.t.AC, i)
	if !ok {
		return
	}
	v, cut := m.within(v)
	h := -v * m.unit
	switch {
	case m.t.AC[i].Forecast && w >= outlined:
		m.hatch(box{ac, math.Min(m.y0, m.y0+h), w, math.Abs(h)}, actual)
	case m.t.AC[i].Open || m.t.AC[i].Forecast:
		m.edged(ac, m.y0, w, h, math.Min(0.6, w/4), actual, openTint)
	default:
		m.rect(ac, m.y0, w, h, actual)
	}
	if cut {
		m.drawTear(ac, w, m.y0+h)
	}
}

// within cuts a value of a panel that is beyond the scale at its end.
func (m *panelPlot) within(v float64) (at float64, cut bool) {
	if !m.t.Beyond {
		return v, false
	}
	return within(m.scale, v)
}

// drawTear makes the end of a column a torn one, as drawCut does with a bar's.
func (m *panelPlot) drawTear(x, w, end float64) {
	const under = 5.0
	y := end + math.Copysign(under, m.y0-end)
	m.line(x-0.6, y+1, x+w+0.6, y-1, 1.2, white)
}

// drawLines draws what does not add up: the target dashed, a past period lighter, the actual dark with its last value
// marked, open when its period is.
func (m *panelPlot) drawLines() {
	width, c, dash := 1.0, lastYear, []float64(nil)
	if m.refIsPL() {
		width, c, dash = 0.7, ink900, []float64{2.5, 1.5}
	}
	for _, run := range m.runs(m.t.Ref) {
		m.path(run, width, c, dash...)
	}
	var last *fpdf.PointType
	for _, run := range m.runs(m.t.AC) {
		m.path(run, 1.1, actual)
		last = &run[len(run)-1]
		if len(run) == 1 {
			m.dot(last.X, last.Y, 0.8, actual)
		}
	}
	if last != nil {
		m.dot(last.X, last.Y, 1.9, actual)
		if n := len(m.t.AC); m.t.AC[n-1].Open {
			m.dot(last.X, last.Y, 1.2, white)
		}
	}
}

// runs are the points of a series, cut where it has no data.
func (m *panelPlot) runs(points []report.Point) (runs [][]fpdf.PointType) {
	gap := true
	for i := range points {
		v, ok := number(points[i].Value)
		if !ok {
			gap = true
			continue
		}
		if gap {
			runs, gap = append(runs, nil), false
		}
		at := pt(m.b.x+m.slot*(float64(i)+0.5), m.y0-v*m.unit)
		runs[len(runs)-1] = append(runs[len(runs)-1], at)
	}
	return runs
}
