package render

import (
	"math"

	"bilan/report"
)

// row is one bar with its label, its variance and their texts.
func (g *barPlot) row(r *report.Bar, index int) *piece {
	st := barText(r.Kind)
	lines := wrap(st, r.Label, g.labelW, 12)
	h := math.Max(barRowH, float64(len(lines))*barLeading+5)
	return &piece{height: h, needs: g.needs, draw: func(p *sheet, b box) {
		if r.Kind == report.Total && index > 0 {
			p.line(b.x, b.y+0.5, b.right(), b.y+0.5, 0.8, ink900)
		}
		mid := b.y + h/2
		line := &node{role: "TR", parent: g.tree}
		p.tag(rowCell(line, 0), func() {
			for i, l := range lines {
				p.text(b.x, mid+2.8+(float64(i)-float64(len(lines)-1)/2)*barLeading, st, l)
			}
		})
		value := rowCell(line, 1)
		p.place(value)
		g.drawBar(p, r, b, mid, st, value)
		g.drawRefText(p, r, b, mid, st, line)
		g.drawVariance(p, r, b, mid, st, line)
	}}
}

// drawBar draws actual and reference. A total would dwarf its parts: it is written, not drawn.
func (g *barPlot) drawBar(p *sheet, r *report.Bar, b box, mid float64, st style, in *node) {
	e, _ := p.scale(g.need)
	zero, unit := b.x+g.zero(e), perValue(e)
	if r.Kind == report.Total {
		p.tag(in, func() {
			p.text(zero+4, mid+2.8, st, ellipsis(st, r.Text, math.Max(g.barsX+g.barsW+b.x-zero+g.gap-6, g.valueW)))
		})
		return
	}
	y := mid - (barH+barOffset)/2
	if r.Ref == nil {
		y = mid - barH/2
	}
	ref, ok := number(r.Ref)
	value, _ := number(r.Value)
	refCut, cut := false, false
	if r.Beyond {
		ref, refCut = within(g.values, ref)
		value, cut = within(g.values, value)
	}
	if ok {
		g.drawRef(p, zero, y+barOffset, ref*unit)
	}
	p.rect(zero, y, value*unit, barH, actual)
	if refCut {
		drawCut(p.ink, zero, zero+ref*unit, y+barOffset)
	}
	if cut {
		drawCut(p.ink, zero, zero+value*unit, y)
	}
	t := tip{value * unit, ref * unit, y + barH/2 + 2.8}
	p.tag(in, func() { g.drawValue(p, r.Text, st, zero, t, b) })
	p.line(zero, b.y, zero, b.bottom(), 0.8, ink900)
}

// tip is where an actual ends, from zero, and where its reference does; its label stands on the baseline.
type tip struct{ at, ref, baseline float64 }

// drawValue writes an actual at the end of its own bar. Where the reference goes on behind it, the label stands in the
// bar or, when that is too short, on white over the reference: at the reference's end it would be read as its value.
func (g *barPlot) drawValue(p *sheet, text string, st style, zero float64, t tip, b box) {
	text = ellipsis(st, text, math.Max(g.barsX+g.barsW+b.x-zero-t.at+g.gap-6, g.valueW))
	w, end := st.width(text), zero+t.at
	side := 1.0
	if t.at < 0 || t.at == 0 && t.ref < 0 {
		side = -1
	}
	covered := (t.ref-t.at)*side > 0.5
	write := func(x float64, st style) { // from the bar's end outwards, to the left of it below zero
		if side < 0 {
			x -= w
		}
		p.text(x, t.baseline, st, text)
	}
	switch {
	case covered && math.Abs(t.at) >= w+6:
		write(end-3*side-w*side, st.in(white))
		return
	case covered:
		p.rect(end+0.4*side, t.baseline-barH+1.2, (w+4.6)*side, barH, white)
		write(end+3*side, st)
		return
	}
	write(end+4*side, st)
}

// drawRef draws the reference behind: a target is outlined, a past period solid and lighter.
func (g *barPlot) drawRef(p *sheet, zero, y, w float64) {
	if w < 0 {
		zero, w = zero+w, -w
	}
	if g.c.RefIs == report.PL || g.c.RefIs == "" {
		p.outline(zero, y, w, barH, 0.8, ink900)
		return
	}
	p.rect(zero, y, w, barH, lastYear)
}

// drawDelta draws the variance, coloured by its effect, with its sign written out.
func (g *barPlot) drawDelta(p *sheet, r *report.Bar, b box, mid float64, st style, line *node) {
	zero := b.x + g.deltaX + g.deltaZero()
	unit := math.Min(perValue(p.scales[g.key])*g.factor(p), g.deltaRoom()/g.deltas.span())
	end := zero
	if r.Kind != report.Total {
		if n, ok := number(r.Delta); ok {
			cut := false
			if r.Beyond {
				n, cut = within(g.deltas, n)
			}
			p.rect(zero, mid-barH/2, n*unit, barH, barColor(r.Tone))
			end += n * unit
			if cut {
				drawCut(p.ink, zero, end, mid-barH/2)
			}
		}
		p.line(zero-0.9, b.y, zero-0.9, b.bottom(), 0.5, ink900)
		p.line(zero+0.9, b.y, zero+0.9, b.bottom(), 0.5, ink900)
	}
	text := ellipsis(st, r.DeltaTxt, g.deltaW)
	left, w := b.x+g.deltaX, st.width(text)
	x := math.Min(math.Max(zero, end)+4, left+g.deltaW-w)
	if n, ok := number(r.Delta); ok && n < 0 && g.deltas.low < 0 {
		x = math.Max(end-3-w, left)
	}
	p.tag(rowCell(line, 2), func() { p.text(x, mid+2.8, st, text) })
}

// drawRefText writes the reference's value in a column of its own, less loudly than the actual's.
func (g *barPlot) drawRefText(p *sheet, r *report.Bar, b box, mid float64, st style, line *node) {
	if g.refW > 0 {
		p.tag(rowCell(line, 2), func() { p.textRight(b.x+g.refX, mid+2.8, st.in(ink600), ellipsis(st, r.RefTxt, g.refW)) })
	}
}

// toneText is the colour of the per cent: its effect when it has one. A sign in its place has none.
func toneText(r *report.Bar, st style) color {
	tone := r.Tone
	if r.PctTone != report.Neutral {
		tone = r.PctTone
	}
	if tone == report.Neutral {
		return st.color
	}
	return toneColor(tone)
}
