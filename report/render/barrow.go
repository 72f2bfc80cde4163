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
		g.drawDelta(p, r, b, mid, st, line)
	}}
}

// drawBar draws actual and reference. A total would dwarf its parts: it is written, not drawn.
func (g *barPlot) drawBar(p *sheet, r *report.Bar, b box, mid float64, st style, in *node) {
	e, _ := p.scale(g.need)
	zero, unit := b.x+g.zero(e), g.unit(e)
	left, right := zero, zero
	if r.Kind != report.Total {
		reach := func(v *float64, draw func(w float64)) {
			if n, ok := number(v); ok {
				draw(n * unit)
				left, right = math.Min(left, zero+n*unit), math.Max(right, zero+n*unit)
			}
		}
		y := mid - (barH+barOffset)/2
		if r.Ref == nil {
			y = mid - barH/2
		}
		reach(r.Ref, func(w float64) { g.drawRef(p, zero, y+barOffset, w) })
		reach(r.Value, func(w float64) { p.rect(zero, y, w, barH, actual) })
		p.line(zero, b.y, zero, b.bottom(), 0.8, ink900)
	}
	if n, ok := number(r.Value); ok && n < 0 && r.Kind != report.Total {
		p.tag(in, func() { p.textRight(left-3, mid+2.8, st, r.Text) })
		return
	}
	p.tag(in, func() {
		p.text(right+4, mid+2.8, st, ellipsis(st, r.Text, math.Max(g.barsX+g.barsW+b.x-right+barGap-6, g.valueW)))
	})
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

// drawDelta draws the variance, coloured by its effect, with sign and per cent written out.
func (g *barPlot) drawDelta(p *sheet, r *report.Bar, b box, mid float64, st style, line *node) {
	if g.deltaW == 0 {
		return
	}
	zero := b.x + g.deltaX + g.deltaZero()
	unit := math.Min(g.unit(p.scales[g.key])*g.factor(p), g.deltaRoom()/g.deltas.span())
	end := zero
	if r.Kind != report.Total {
		if n, ok := number(r.Delta); ok {
			p.rect(zero, mid-barH/2, n*unit, barH, barColor(r.Tone))
			end += n * unit
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
	p.tag(rowCell(line, 3), func() {
		p.textRight(b.right(), mid+2.8, st.in(toneText(r, st)), ellipsis(st, r.PctTxt, g.pctW+barGap))
	})
}

// toneText is the colour of the per cent: its effect when it has one.
func toneText(r *report.Bar, st style) color {
	if r.Tone == report.Neutral {
		return st.color
	}
	return toneColor(r.Tone)
}
