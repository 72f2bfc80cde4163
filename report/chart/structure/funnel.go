package structure

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

const (
	stageH    = 22.0
	amountH   = 8.0
	weightedH = 5.0
	countH    = 11.0
)

// funnelTexts are the texts right of a bar: count, amount, weighted amount, conversion, conversion from the first
// stage.
type funnelTexts [5]string

func funnelHeads(l report.FunnelLabels) funnelTexts {
	return funnelTexts{l.Count, l.Amount, l.Weighted, l.Conversion, l.Overall}
}

func stageTexts(s *report.FunnelStage) funnelTexts {
	return funnelTexts{s.CountTxt, s.AmtTxt, s.WgtTxt, s.ConvTxt, s.AllTxt}
}

// funnelPlot is the columns of a funnel: names, bars, texts. Lengths are in points, x from the chart's left edge.
type funnelPlot struct {
	f      *report.Funnel
	tree   *canvas.Node // the table for screen readers
	labelW float64      // the width of the names' column; 0 if the names are above their bars
	texts  [5]float64   // the right edges of the texts, 0 for one that is left out
	barsX  float64
	barsW  float64
	high   float64 // the value of the longest bar
	room   float64 // the chart's width
}

// Funnel returns a piece for the header and one for each stage, from first to last. All bars start at one axis, because
// the lengths of centred bars are hard to compare. As in IBCS, amounts are solid and expected (weighted) amounts
// hatched.
func Funnel(f *report.Funnel, in layout.Room) []*layout.Piece {
	if len(f.Stages) == 0 {
		return nil
	}
	g := newFunnelPlot(f, in.W)
	rows := make([]*layout.Piece, len(f.Stages))
	for i := range f.Stages {
		rows[i] = g.row(&f.Stages[i], i)
	}
	pieces := layout.RowsUnder(g.headPiece(), rows, in)
	if float64(len(rows))*stageH < in.PageHeight-80 {
		layout.KeepTogether(pieces)
	}
	return pieces
}

func newFunnelPlot(f *report.Funnel, w float64) *funnelPlot {
	g := &funnelPlot{f: f, room: w, tree: &canvas.Node{Role: "Table"}, labelW: layout.HeaderStyle.Width(f.Labels.Stage)}
	var widths [5]float64
	for t, text := range funnelHeads(f.Labels) {
		if widths[t] = layout.HeaderStyle.Width(text); text != "" && g.swatch(t) {
			widths[t] += layout.SwatchW + 3
		}
	}
	for i := range f.Stages {
		s := &f.Stages[i]
		st := layout.CellStyle
		if s.Kind == report.Total {
			st = st.Strong()
		}
		g.labelW = math.Max(g.labelW, st.Width(s.Label))
		for t, text := range stageTexts(s) {
			widths[t] = math.Max(widths[t], st.Width(text))
		}
		if s.Kind != report.Total {
			for _, v := range []float64{s.Amount, s.Weighted} {
				if n, ok := layout.Drawable(&v); ok {
					g.high = math.Max(g.high, n)
				}
			}
		}
	}
	g.labelW = math.Min(g.labelW, math.Min(barLabelW, w*0.3))
	g.fitColumns(w, widths)
	return g
}

// fitColumns divides the width w among the columns. If the bars have too little room, the names are above them; then
// the texts in drops are left out.
func (g *funnelPlot) fitColumns(w float64, widths [5]float64) {
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
	for _, drop := range g.dropOrder() {
		if share() >= narrow {
			return
		}
		widths[drop] = 0
	}
	g.barsW = math.Max(share(), 20)
}

// swatch reports whether bars show the values of a column of texts, so that its heading has a sample of their fill.
func (g *funnelPlot) swatch(text int) bool {
	if g.f.ByCount {
		return text == 0
	}
	return text == 1 || text == 2
}

// dropOrder returns the texts that are left out if there is no room, in this order.
func (g *funnelPlot) dropOrder() []int {
	if g.f.ByCount {
		return []int{4, 1}
	}
	return []int{2, 0}
}

func (g *funnelPlot) headPiece() *layout.Piece {
	return &layout.Piece{Height: 16, Draw: func(p *layout.Sheet, b canvas.Box) {
		picture := &canvas.Node{Role: "Figure", Alt: g.f.Alt, Bounds: b, Page: p.Page()}
		head := &canvas.Node{Role: "TR", Parent: g.tree}
		p.AddEmpty(picture)
		y := b.Y + 9
		l := g.f.Labels
		p.Tag(layout.HeadCell(head), func() {
			p.Text(b.X, y, layout.HeaderStyle, typeface.Ellipsis(layout.HeaderStyle, l.Stage, max(g.labelW, g.barsW)))
		})
		for t, text := range funnelHeads(l) {
			if g.texts[t] == 0 {
				continue
			}
			right := b.X + g.texts[t]
			text = typeface.Ellipsis(layout.HeaderStyle, text, 90)
			p.Tag(layout.HeadCell(head), func() { p.TextRight(right, y, layout.HeaderStyle, text) })
			swatch := right - layout.HeaderStyle.Width(text) - layout.SwatchW - 3
			switch {
			case text == "" || !g.swatch(t):
			case t == 2:
				p.Tag(picture, func() { layout.DrawFCSwatch(p.Canvas, swatch, b.Y+2.5) })
			default:
				p.Tag(picture, func() { layout.DrawACSwatch(p.Canvas, swatch, b.Y+2.5) })
			}
		}
		p.Line(b.X, b.Bottom()-1, b.Right(), b.Bottom()-1, 0.8, layout.Ink900)
	}}
}

// row is the piece of one stage. A total has no bar, and a line separates it from the stages.
func (g *funnelPlot) row(s *report.FunnelStage, index int) *layout.Piece {
	st := layout.CellStyle
	switch s.Kind {
	case report.Total:
		st = st.Strong()
	case report.Unassigned:
		st = st.In(layout.Ink600)
	}
	over := g.labelW == 0 && s.Kind != report.Total
	room, least, pad := g.labelW, stageH, 8.0
	switch {
	case over:
		room, least, pad = g.room, 0, stageH
	case s.Kind == report.Total:
		room, least, pad = math.Max(g.labelW, g.barsW), 16, 6
	}
	lines := typeface.Wrap(st, s.Label, room, 12)
	h := math.Max(least, float64(len(lines))*barLeading+pad)
	return &layout.Piece{Height: h, Draw: func(p *layout.Sheet, b canvas.Box) {
		mid, first := b.Y+h/2, b.Y+h/2+3-float64(len(lines)-1)/2*barLeading
		if over {
			mid, first = b.Bottom()-stageH/2, b.Y+9
		}
		line := &canvas.Node{Role: "TR", Parent: g.tree}
		p.Tag(layout.RowCell(line, 0), func() {
			for i, l := range lines {
				p.Text(b.X, first+float64(i)*barLeading, st, l)
			}
		})
		for t, text := range stageTexts(s) {
			if g.texts[t] > 0 {
				look := st
				if t == 3 && s.Few {
					look = st.In(layout.Ink600)
				}
				p.Tag(layout.RowCell(line, 1+t), func() { p.TextRight(b.X+g.texts[t], mid+3, look, typeface.Ellipsis(look, text, 100)) })
			}
		}
		if s.Kind == report.Total {
			if index > 0 {
				p.Line(b.X, b.Y+0.5, b.Right(), b.Y+0.5, 0.8, layout.Ink900)
			}
			return
		}
		g.drawBars(p, s, b, mid)
	}}
}

func (g *funnelPlot) drawBars(p *layout.Sheet, s *report.FunnelStage, b canvas.Box, mid float64) {
	zero := b.X + g.barsX
	length := func(v float64) float64 {
		n, ok := layout.Drawable(&v)
		if !ok || g.high <= 0 {
			return 0
		}
		return math.Max(n, 0) / g.high * g.barsW
	}
	if g.f.ByCount {
		p.Rect(zero, mid-countH/2, length(s.Amount), countH, layout.Actual)
	} else {
		p.Rect(zero, mid-(amountH+weightedH)/2, length(s.Amount), amountH, layout.Actual)
	}
	p.Hatch(canvas.BoxAt(zero, mid-(amountH+weightedH)/2+amountH, length(s.Weighted), weightedH), layout.Actual)
	if g.labelW > 0 {
		p.Line(zero, b.Y, zero, b.Bottom(), 0.8, layout.Ink900)
	} else {
		p.Line(zero, mid-stageH/2, zero, b.Bottom(), 0.8, layout.Ink900)
	}
}
