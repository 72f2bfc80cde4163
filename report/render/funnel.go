package render

import (
	"math"

	"bilan/report"
)

const (
	stageH    = 22.0
	amountH   = 8.0
	weightedH = 5.0
	countH    = 11.0
)

// funnelTexts are the columns of text behind the bars: count, amount, weighted amount, conversion, conversion from the first.
type funnelTexts [5]string

func funnelHeads(l report.FunnelLabels) funnelTexts {
	return funnelTexts{l.Count, l.Amount, l.Weighted, l.Conversion, l.Overall}
}

func stageTexts(s *report.FunnelStage) funnelTexts {
	return funnelTexts{s.CountTxt, s.AmtTxt, s.WgtTxt, s.ConvTxt, s.AllTxt}
}

// funnelPlot is a funnel's columns: stage, bars, texts.
type funnelPlot struct {
	f      *report.Funnel
	tree   *node      // the table that its texts are
	labelW float64    // 0 when the names stand over their bars
	texts  [5]float64 // right edges of the texts, 0 for one that is not there
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
	var widths [5]float64
	for t, text := range funnelHeads(f.Labels) {
		if widths[t] = headerStyle.width(text); text != "" && g.swatch(t) {
			widths[t] += swatchW + 3
		}
	}
	for i := range f.Stages {
		s := &f.Stages[i]
		st := cellStyle
		if s.Kind == report.Total {
			st = st.strong()
		}
		g.labelW = math.Max(g.labelW, st.width(s.Label))
		for t, text := range stageTexts(s) {
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
func (g *funnelPlot) place(w float64, widths [5]float64) {
	const least, narrow = 48.0, 36.0
	gap := 14.0
	share := func() float64 {
		g.barsX, g.barsW = g.labelW+barGap, w
		if g.labelW == 0 {
			g.barsX = 0
		}
		for t := len(widths) - 1; t >= 0; t-- {
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
	for _, drop := range g.drops() {
		if share() >= narrow {
			return
		}
		widths[drop] = 0
	}
	g.barsW = math.Max(share(), 20)
}

// swatch tells whether a text says what bars are drawn of.
func (g *funnelPlot) swatch(text int) bool {
	if g.f.ByCount {
		return text == 0
	}
	return text == 1 || text == 2
}

// drops are the texts that are left out where there is no room, the first of them first.
func (g *funnelPlot) drops() []int {
	if g.f.ByCount {
		return []int{4, 1}
	}
	return []int{2, 0}
}

func (g *funnelPlot) headPiece() *piece {
	return &piece{height: 16, draw: func(p *sheet, b box) {
		picture := &node{role: "Figure", alt: g.f.Alt, bounds: b, page: p.pdf.PageNo()}
		head := &node{role: "TR", parent: g.tree}
		p.place(picture)
		y := b.y + 9
		l := g.f.Labels
		p.tag(headCell(head), func() { p.text(b.x, y, headerStyle, ellipsis(headerStyle, l.Stage, max(g.labelW, g.barsW))) })
		for t, text := range funnelHeads(l) {
			if g.texts[t] == 0 {
				continue
			}
			right := b.x + g.texts[t]
			text = ellipsis(headerStyle, text, 90)
			p.tag(headCell(head), func() { p.textRight(right, y, headerStyle, text) })
			swatch := right - headerStyle.width(text) - swatchW - 3
			switch {
			case text == "" || !g.swatch(t):
			case t == 2:
				p.tag(picture, func() { drawFCSwatch(p.ink, swatch, b.y+2.5) })
			default:
				p.tag(picture, func() { drawACSwatch(p.ink, swatch, b.y+2.5) })
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
		for t, text := range stageTexts(s) {
			if g.texts[t] > 0 {
				look := st
				if t == 3 && s.Few {
					look = st.in(ink600)
				}
				p.tag(rowCell(line, 1+t), func() { p.textRight(b.x+g.texts[t], mid+3, look, ellipsis(look, text, 100)) })
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
	if g.f.ByCount {
		p.rect(zero, mid-countH/2, length(s.Amount), countH, actual)
	} else {
		p.rect(zero, mid-(amountH+weightedH)/2, length(s.Amount), amountH, actual)
	}
	p.hatch(box{zero, mid - (amountH+weightedH)/2 + amountH, length(s.Weighted), weightedH}, actual)
	if g.labelW > 0 {
		p.line(zero, b.y, zero, b.bottom(), 0.8, ink900)
	} else {
		p.line(zero, mid-stageH/2, zero, b.bottom(), 0.8, ink900)
	}
}
