package render

import (
	"math"

	"bilan/report"
)

const (
	stageH    = 22.0
	amountH   = 8.0
	weightedH = 5.0
)

// funnelPlot is a funnel's columns: stage, bars, count, amount, weighted amount.
type funnelPlot struct {
	f      *report.Funnel
	tree   *node      // the table that its texts are
	labelW float64    // 0 when the names stand over their bars
	texts  [3]float64 // right edges of count, amount, weighted
	barsX  float64
	barsW  float64
	high   float64
	room   float64 // the chart's width
}

// funnelPieces draws the stages from first to last. Bars start at one axis, so that lengths can be compared, which
// centred ones hide. IBCS: what is there is solid; what is expected of it, the weighted amount, is hatched.
func funnelPieces(f *report.Funnel, in room) []*piece {
	if len(f.Stages) == 0 {
		return nil
	}
	g := newFunnelPlot(f, in.w)
	rows := make([]*piece, len(f.Stages))
	for i := range f.Stages {
		rows[i] = g.row(&f.Stages[i], i)
	}
	pieces := rowsUnder(g.headPiece(), rows, in)
	if float64(len(rows))*stageH < in.tall-80 {
		keepTogether(pieces)
	}
	return pieces
}

func newFunnelPlot(f *report.Funnel, w float64) *funnelPlot {
	g := &funnelPlot{f: f, room: w, tree: &node{role: "Table"}, labelW: headerStyle.width(f.Labels.Stage)}
	widths := [3]float64{headerStyle.width(f.Labels.Count), headerStyle.width(f.Labels.Amount) + swatchW + 3, headerStyle.width(f.Labels.Weighted) + swatchW + 3}
	for i := range f.Stages {
		s := &f.Stages[i]
		st := cellStyle
		if s.Kind == report.Total {
			st = st.strong()
		}
		g.labelW = math.Max(g.labelW, st.width(s.Label))
		for t, text := range []string{s.CountTxt, s.AmtTxt, s.WgtTxt} {
			widths[t] = math.Max(widths[t], st.width(text))
		}
		if s.Kind != report.Total {
			for _, v := range []float64{s.Amount, s.Weighted} {
				if n, ok := number(&v); ok {
					g.high = math.Max(g.high, n)
				}
			}
		}
	}
	g.labelW = math.Min(g.labelW, math.Min(barLabelW, w*0.3))
	g.place(w, widths)
	return g
}

// place shares the width out. Where the bars would have no room, the names stand over them; then the weighted amount,
// which is drawn, and the count are not written.
func (g *funnelPlot) place(w float64, widths [3]float64) {
	const least, narrow = 48.0, 36.0
	gap := 14.0
	share := func() float64 {
		g.barsX, g.barsW = g.labelW+barGap, w
		if g.labelW == 0 {
			g.barsX = 0
		}
		for t := 2; t >= 0; t-- {
			if g.texts[t] = 0; widths[t] > 0 {
				g.texts[t] = g.barsW
				g.barsW -= math.Min(widths[t], 90) + gap
			}
		}
		g.barsW -= g.barsX
		return g.barsW
	}
	if share() >= least {
		return
	}
	gap, g.labelW = 8, 0
	for _, drop := range []int{2, 0} {
		if share() >= narrow {
			return
		}
		widths[drop] = 0
	}
	g.barsW = math.Max(share(), 20)
}

func (g *funnelPlot) headPiece() *piece {
	return &piece{height: 16, draw: func(p *sheet, b box) {
		picture := &node{role: "Figure", alt: g.f.Alt, bounds: b, page: p.pdf.PageNo()}
		head := &node{role: "TR", parent: g.tree}
		p.place(picture)
		y := b.y + 9
		l := g.f.Labels
		p.tag(headCell(head), func() { p.text(b.x, y, headerStyle, ellipsis(headerStyle, l.Stage, max(g.labelW, g.barsW))) })
		for t, text := range []string{l.Count, l.Amount, l.Weighted} {
			if g.texts[t] == 0 {
				continue
			}
			right := b.x + g.texts[t]
			text = ellipsis(headerStyle, text, 90)
			p.tag(headCell(head), func() { p.textRight(right, y, headerStyle, text) })
			swatch := right - headerStyle.width(text) - swatchW - 3
			if t == 1 {
				p.tag(picture, func() { drawACSwatch(p.ink, swatch, b.y+2.5) })
			}
			if t == 2 && text != "" {
				p.tag(picture, func() { drawFCSwatch(p.ink, swatch, b.y+2.5) })
			}
		}
		p.line(b.x, b.bottom()-1, b.right(), b.bottom()-1, 0.8, ink900)
	}}
}

// row is one stage; the total is ruled off and written, not drawn.
func (g *funnelPlot) row(s *report.FunnelStage, index int) *piece {
	st := cellStyle
	switch s.Kind {
	case report.Total:
		st = st.strong()
	case report.Unassigned:
		st = st.in(ink600)
	}
	over := g.labelW == 0 && s.Kind != report.Total
	room, least, pad := g.labelW, stageH, 8.0
	switch {
	case over:
		room, least, pad = g.room, 0, stageH
	case s.Kind == report.Total:
		room, least, pad = math.Max(g.labelW, g.barsW), 16, 6
	}
	lines := wrap(st, s.Label, room, 12)
	h := math.Max(least, float64(len(lines))*barLeading+pad)
	return &piece{height: h, draw: func(p *sheet, b box) {
		mid, first := b.y+h/2, b.y+h/2+3-float64(len(lines)-1)/2*barLeading
		if over {
			mid, first = b.bottom()-stageH/2, b.y+9
		}
		line := &node{role: "TR", parent: g.tree}
		p.tag(rowCell(line, 0), func() {
			for i, l := range lines {
				p.text(b.x, first+float64(i)*barLeading, st, l)
			}
		})
		for t, text := range []string{s.CountTxt, s.AmtTxt, s.WgtTxt} {
			if g.texts[t] > 0 {
				p.tag(rowCell(line, 1+t), func() { p.textRight(b.x+g.texts[t], mid+3, st, ellipsis(st, text, 100)) })
			}
		}
		if s.Kind == report.Total {
			if index > 0 {
				p.line(b.x, b.y+0.5, b.right(), b.y+0.5, 0.8, ink900)
			}
			return
		}
		g.drawBars(p, s, b, mid)
	}}
}

func (g *funnelPlot) drawBars(p *sheet, s *report.FunnelStage, b box, mid float64) {
	zero := b.x + g.barsX
	length := func(v float64) float64 {
		n, ok := number(&v)
		if !ok || g.high <= 0 {
			return 0
		}
		return math.Max(n, 0) / g.high * g.barsW
	}
	p.rect(zero, mid-(amountH+weightedH)/2, length(s.Amount), amountH, actual)
	p.hatch(box{zero, mid - (amountH+weightedH)/2 + amountH, length(s.Weighted), weightedH}, actual)
	if g.labelW > 0 {
		p.line(zero, b.y, zero, b.bottom(), 0.8, ink900)
	} else {
		p.line(zero, mid-stageH/2, zero, b.bottom(), 0.8, ink900)
	}
}
