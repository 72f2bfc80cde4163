package structure

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

// row is the piece of one bar with its label, its variance and their texts.
func (g *barPlot) row(r *report.Bar, index int) *layout.Piece {
	st := barText(r.Kind)
	lines := typeface.Wrap(st, r.Label, g.labelW, 12)
	h := math.Max(barRowH, float64(len(lines))*barLeading+5)
	return &layout.Piece{Height: h, Needs: g.needs, Draw: func(p *layout.Sheet, b canvas.Box) {
		if r.Kind == report.Total && index > 0 {
			p.Line(b.X, b.Y+0.5, b.Right(), b.Y+0.5, 0.8, layout.Ink900)
		}
		mid := b.Y + h/2
		line := &canvas.Node{Role: "TR", Parent: g.tree}
		p.Tag(layout.RowCell(line, 0), func() {
			for i, l := range lines {
				p.Text(b.X, mid+2.8+(float64(i)-float64(len(lines)-1)/2)*barLeading, st, l)
			}
		})
		value := layout.RowCell(line, 1)
		p.AddEmpty(value)
		g.drawBar(p, r, b, mid, st, value)
		g.drawRefText(p, r, b, mid, st, line)
		g.drawVariance(p, r, b, mid, st, line)
	}}
}

// drawBar draws the bars of actual and reference. A total has no bar, only its text.
func (g *barPlot) drawBar(p *layout.Sheet, r *report.Bar, b canvas.Box, mid float64, st typeface.Style, in *canvas.Node) {
	e, _ := p.Scale(g.Need)
	zero, unit := b.X+g.zero(e), layout.PointsPerValue(e)
	if r.Kind == report.Total {
		p.Tag(in, func() {
			p.Text(zero+4, mid+2.8, st, typeface.Ellipsis(st, r.Text, math.Max(g.barsX+g.barsW+b.X-zero+g.gap-6, g.valueW)))
		})
		return
	}
	y := mid - (barH+barOffset)/2
	if r.Ref == nil {
		y = mid - barH/2
	}
	ref, ok := layout.Drawable(r.Ref)
	value, _ := layout.Drawable(r.Value)
	refCut, cut := false, false
	if r.Beyond {
		ref, refCut = layout.Limit(g.values, ref)
		value, cut = layout.Limit(g.values, value)
	}
	if ok {
		g.drawRef(p, zero, y+barOffset, ref*unit)
	}
	p.Rect(zero, y, value*unit, barH, layout.Actual)
	if refCut {
		drawCut(p.Canvas, zero, zero+ref*unit, y+barOffset)
	}
	if cut {
		drawCut(p.Canvas, zero, zero+value*unit, y)
	}
	t := tip{value * unit, ref * unit, y + barH/2 + 2.8}
	p.Tag(in, func() { g.drawValue(p, r.Text, st, zero, t, b) })
	p.Line(zero, b.Y, zero, b.Bottom(), 0.8, layout.Ink900)
}

// tip is the end of a bar, in points from zero, with the end of its reference and the baseline of its label.
type tip struct{ at, ref, baseline float64 }

// drawValue writes an actual at the end of its bar. If the reference's bar is longer, the label is inside the actual's
// bar or, if that is too short, on a white box over the reference. At the end of the reference it would look like its
// value.
func (g *barPlot) drawValue(p *layout.Sheet, text string, st typeface.Style, zero float64, t tip, b canvas.Box) {
	text = typeface.Ellipsis(st, text, math.Max(g.barsX+g.barsW+b.X-zero-t.at+g.gap-6, g.valueW))
	w, end := st.Width(text), zero+t.at
	side := 1.0
	if t.at < 0 || t.at == 0 && t.ref < 0 {
		side = -1
	}
	covered := (t.ref-t.at)*side > 0.5
	write := func(x float64, st typeface.Style) { // to the right of x, or to its left for a negative bar
		if side < 0 {
			x -= w
		}
		p.Text(x, t.baseline, st, text)
	}
	switch {
	case covered && math.Abs(t.at) >= w+6:
		write(end-3*side-w*side, st.In(typeface.White))
		return
	case covered:
		p.Rect(end+0.4*side, t.baseline-barH+1.2, (w+4.6)*side, barH, typeface.White)
		write(end+3*side, st)
		return
	}
	write(end+4*side, st)
}

// drawRef draws the bar of the reference: a target is outlined, a past period solid and light.
func (g *barPlot) drawRef(p *layout.Sheet, zero, y, w float64) {
	if w < 0 {
		zero, w = zero+w, -w
	}
	if g.c.RefIs == report.PL || g.c.RefIs == "" {
		p.Outline(zero, y, w, barH, 0.8, layout.Ink900)
		return
	}
	p.Rect(zero, y, w, barH, layout.LastYear)
}

// drawDelta draws the bar of a variance in the colour of its effect, and writes the variance with its sign.
func (g *barPlot) drawDelta(p *layout.Sheet, r *report.Bar, b canvas.Box, mid float64, st typeface.Style, line *canvas.Node) {
	zero := b.X + g.deltaX + g.deltaZero()
	unit := math.Min(layout.PointsPerValue(p.Scales[g.Key])*g.factor(p), g.deltaRoom()/g.deltas.Span())
	end := zero
	if r.Kind != report.Total {
		if n, ok := layout.Drawable(r.Delta); ok {
			cut := false
			if r.Beyond {
				n, cut = layout.Limit(g.deltas, n)
			}
			p.Rect(zero, mid-barH/2, n*unit, barH, layout.BarColor(r.Tone))
			end += n * unit
			if cut {
				drawCut(p.Canvas, zero, end, mid-barH/2)
			}
		}
		p.Line(zero-0.9, b.Y, zero-0.9, b.Bottom(), 0.5, layout.Ink900)
		p.Line(zero+0.9, b.Y, zero+0.9, b.Bottom(), 0.5, layout.Ink900)
	}
	text := typeface.Ellipsis(st, r.DeltaTxt, g.deltaW)
	left, w := b.X+g.deltaX, st.Width(text)
	x := math.Min(math.Max(zero, end)+4, left+g.deltaW-w)
	if n, ok := layout.Drawable(r.Delta); ok && n < 0 && g.deltas.Low < 0 {
		x = math.Max(end-3-w, left)
	}
	p.Tag(layout.RowCell(line, 2), func() { p.Text(x, mid+2.8, st, text) })
}

// drawRefText writes the value of the reference in its column, in grey.
func (g *barPlot) drawRefText(p *layout.Sheet, r *report.Bar, b canvas.Box, mid float64, st typeface.Style, line *canvas.Node) {
	if g.refW > 0 {
		p.Tag(layout.RowCell(line, 2), func() {
			p.TextRight(b.X+g.refX, mid+2.8, st.In(layout.Ink600), typeface.Ellipsis(st, r.RefTxt, g.refW))
		})
	}
}

// percentColor is the colour of a bar's percentage: that of its effect, or that of st if it has none.
func percentColor(r *report.Bar, st typeface.Style) typeface.Color {
	tone := r.Tone
	if r.PctTone != report.Neutral {
		tone = r.PctTone
	}
	if tone == report.Neutral {
		return st.Color
	}
	return layout.ToneColor(tone)
}
