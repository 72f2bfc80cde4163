package structure

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

const (
	stepBarH   = 10.0
	lanesLeast = 150.0 // of the lanes' width; with less the percent column is left out, then labels become shorter
	tinySteps  = 0.04  // of the width: where the largest difference is less, differences have a lane of their own
)

// waterfallPlot is a waterfall's columns: labels, a lane of bars, a lane of differences when those are too small for
// the first, per cent. Lengths are points from the chart's left.
type waterfallPlot struct {
	c           *report.Waterfall
	tree        *canvas.Node // the table that its texts are
	head        *canvas.Node
	picture     *canvas.Node
	labelW      float64
	wordW       float64 // of the longest word of a label
	bars        lane
	deltas      lane    // its width is 0 if the differences are in the lane of bars
	base        float64 // the whole amount that the differences start from
	pctX        float64 // where the per cent end
	pctW        float64
	layout.Need // of the bars
	needs       []layout.Need
}

// lane is a column of horizontal bars with room for the numbers at their ends.
type lane struct {
	x, w  float64
	textW float64 // the widest number
	after float64 // what the lane keeps free for numbers at its right
	layout.Extent
}

// room is the length that the bars have.
func (l lane) room() float64 {
	w := l.w - l.after
	if l.Low < 0 {
		w -= l.textW
	}
	return math.Max(w, 1)
}

// zero is the position of the lane's axis: at its left side, or further right if bars go below zero.
func (l lane) zero(unit float64) float64 {
	if l.Low < 0 {
		return l.x + l.textW - l.Low*unit
	}
	return l.x
}

// Waterfall makes a header and a piece per step. IBCS UNIFY: structure runs top to bottom, the target outlined, a past
// period solid and lighter, the actual solid dark. IBCS EXPRESS: each difference begins where the one before ended,
// joined by a line. IBCS CHECK: the axis begins at zero and is not cut; differences that would be too small to see are
// in a lane of their own, starting from the reference, magnified by a factor that is written; the whole amounts are
// then separate, with a thin line down from the end of the first one. A chart that fits on a page is never split.
func Waterfall(c *report.Waterfall, in layout.Room) []*layout.Piece {
	if len(c.Steps) == 0 {
		return nil
	}
	g := newWaterfall(c, in.W)
	rows, total := make([]*layout.Piece, len(c.Steps)), 0.0
	for i := range c.Steps {
		rows[i] = g.row(i)
		total += rows[i].Height
	}
	pieces := layout.RowsUnder(g.headPiece(), rows, in)
	pieces[0].LeftOut = g.leftOut()
	if layout.Magnifies(c.Words, c.Scale, g.deltas.w > 0) {
		pieces[len(pieces)-1].Keep = true
		pieces = append(pieces, g.magnifiedPiece(in.W))
	}
	if total < in.Tall-80 {
		layout.KeepTogether(pieces)
	}
	return pieces
}

// leftOut are the percentages that have no room and are not the text of a step.
func (g *waterfallPlot) leftOut() []string {
	var shown, out []string
	for i := range g.c.Steps {
		shown = append(shown, g.c.Steps[i].Text)
		if g.pctW == 0 {
			out = append(out, g.c.Steps[i].PctTxt)
		}
	}
	return layout.Unplaced(out, shown)
}

func newWaterfall(c *report.Waterfall, w float64) *waterfallPlot {
	g := &waterfallPlot{c: c, tree: &canvas.Node{Role: "Table"}, Need: layout.Need{Key: layout.SharedScale("bars", c.Scale, c)}}
	g.head = &canvas.Node{Role: "TR", Parent: g.tree}
	if s := &c.Steps[0]; s.Is != "" {
		g.base, _ = layout.Number(&s.To)
	}
	largest := 0.0
	for i := range c.Steps {
		largest = math.Max(largest, g.take(&c.Steps[i]))
	}
	if m, ok := layout.Number(&c.Max); ok && m > 0 && g.bars.Low >= 0 {
		g.bars.Hold(m)
	}
	g.place(w, largest > 0 && largest < tinySteps*g.bars.Span())
	g.Need.Extent = layout.FactorWorth(g.bars.Extent, g.bars.room())
	if g.deltas.w > 0 {
		g.Need.Wants = g.wants
	}
	g.needs = []layout.Need{g.Need}
	return g
}

// take takes a step into widths and extents and returns the size of its difference.
func (g *waterfallPlot) take(s *report.Step) (size float64) {
	const textMost = 90
	st := stepText(s)
	g.labelW = math.Max(g.labelW, st.Width(s.Label))
	g.wordW = math.Max(g.wordW, typeface.LongestWord(st, s.Label)+0.01)
	g.pctW = math.Max(g.pctW, st.Width(s.PctTxt))
	from, to := ends(s)
	g.bars.Hold(from)
	g.bars.Hold(to)
	text := math.Min(st.Width(s.Text)+6, textMost)
	if s.Is != "" {
		g.bars.textW = math.Max(g.bars.textW, text)
		return 0
	}
	g.deltas.Hold(from - g.base)
	g.deltas.Hold(to - g.base)
	g.deltas.textW = math.Max(g.deltas.textW, text)
	return math.Abs(to - from)
}

// ends are the start and end of a step, zero for values that cannot be drawn.
func ends(s *report.Step) (from, to float64) {
	if s.Is == "" {
		from, _ = layout.Number(&s.From)
	}
	to, _ = layout.Number(&s.To)
	return from, to
}

// place shares the width out.
func (g *waterfallPlot) place(w float64, apart bool) {
	least := lanesLeast
	if apart {
		least += 50
	}
	g.labelW = math.Min(g.labelW, barLabelW)
	g.pctX = w
	if g.pctW > 0 {
		g.pctW = math.Min(math.Max(g.pctW, layout.NameStyle.Width(g.c.Words.DeltaPLPct)), 70)
		if column := g.pctW + barGap; w-g.labelW-barGap-column >= least {
			w -= column
		} else {
			g.pctW = 0
		}
	}
	g.labelW = math.Min(g.labelW, math.Max(w-barGap-least, math.Max(w*0.34, math.Min(g.wordW, w*0.42))))
	g.bars.x = g.labelW + barGap
	g.bars.w = math.Max(w-g.bars.x, 1)
	if !apart {
		g.bars.textW = math.Max(g.bars.textW, g.deltas.textW)
		g.bars.after = g.bars.textW
		return
	}
	whole := (g.bars.w - barGap) / 3 // its numbers may be in the other lane, which is empty beside them
	g.deltas.x, g.deltas.w = g.bars.x+whole+barGap, math.Max(g.bars.w-whole-barGap, 1)
	g.deltas.after = g.deltas.textW
	g.bars.w = whole
}

// factor is how much larger than on the page's scale the lane of differences is drawn.
func (g *waterfallPlot) factor(p *layout.Sheet) float64 {
	if g.deltas.w == 0 {
		return 1
	}
	return p.Shared(g.wants(p))
}

func (g *waterfallPlot) wants(p *layout.Sheet) float64 {
	return layout.Visible(g.deltas.Extent, layout.PerValue(p.Scales[g.Key]), g.deltas.room())
}

// deltaUnit is points per value in the lane of differences.
func (g *waterfallPlot) deltaUnit(p *layout.Sheet) float64 {
	return math.Min(layout.PerValue(p.Scales[g.Key])*g.factor(p), g.deltas.room()/g.deltas.Span())
}

// headPiece names the columns; the label of a whole amount names it.
func (g *waterfallPlot) headPiece() *layout.Piece {
	h := 5.0
	if g.deltas.w > 0 || g.pctW > 0 || g.c.Scale != "" {
		h = 14
	}
	return &layout.Piece{Height: h, Needs: g.needs, Draw: func(p *layout.Sheet, b canvas.Box) {
		if g.picture == nil {
			g.picture = &canvas.Node{Role: "Figure", Alt: g.c.Alt, Bounds: b, Page: p.Page()}
		}
		p.Place(g.picture)
		p.Unseen(layout.HeadCell(g.head), b, g.c.Head, layout.AxisStyle)
		e, zoom := p.Scale(g.Need)
		if zoom == 1 {
			p.Unseen(layout.HeadCell(g.head), canvas.BoxAt(b.X+g.bars.x, b.Y, g.bars.w, b.H), g.c.Words.PL+", "+g.c.Words.AC, layout.AxisStyle)
		} else {
			g.drawHead(p, b, g.bars, g.bars.zero(layout.PerValue(e)), layout.FactorMark(zoom))
		}
		if g.deltas.w > 0 {
			zero := g.deltas.zero(g.deltaUnit(p))
			x := g.drawHead(p, b, g.deltas, zero, g.c.Words.DeltaPL+" "+layout.FactorMark(g.factor(p)))
			if g.factor(p) > 1 {
				drawMagnifier(p.Canvas, x-11, b.Y+8)
			}
		}
		if g.pctW > 0 {
			p.Tag(layout.HeadCell(g.head), func() {
				p.TextRight(b.X+g.pctX, b.Y+8, layout.NameStyle, typeface.Ellipsis(layout.NameStyle, g.c.Words.DeltaPLPct, g.pctW))
			})
		}
	}}
}

// drawHead writes a lane's name over its axis, or left of it where it would leave the lane. It returns where the name begins.
func (g *waterfallPlot) drawHead(p *layout.Sheet, b canvas.Box, l lane, zero float64, name string) float64 {
	name = typeface.Ellipsis(layout.NameStyle, name, l.w)
	x := math.Max(math.Min(zero, l.x+l.w-layout.NameStyle.Width(name)), l.x)
	p.Tag(layout.HeadCell(g.head), func() { p.Text(b.X+x, b.Y+8, layout.NameStyle, name) })
	return b.X + x
}

// magnifiedPiece explains the factors below the last step.
func (g *waterfallPlot) magnifiedPiece(w float64) *layout.Piece {
	return &layout.Piece{Height: layout.MagnifiedHeight(g.c.Words, w, g.deltas.w > 0), Needs: g.needs, Draw: func(p *layout.Sheet, b canvas.Box) {
		_, whole := p.Scale(g.Need)
		layout.DrawNote(p.Canvas, b, layout.Magnified(g.c.Words, whole, g.factor(p)))
	}}
}
