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
	lanesLeast = 150.0 // the smallest width of the lanes, as long as the percentages can be dropped and the labels shortened
	tinySteps  = 0.04  // the share of the width below which the largest difference needs the lane of differences
)

// waterfallPlot is the columns of a waterfall: labels, a lane of bars, a second lane if differences are too small for
// the first one, percentages. Lengths are in points, x from the chart's left edge.
type waterfallPlot struct {
	c           *report.Waterfall
	tree        *canvas.Node // the table for screen readers
	head        *canvas.Node
	picture     *canvas.Node
	labelW      float64
	wordW       float64 // the longest word of a label
	bars        lane
	deltas      lane    // the lane of differences; its width is 0 if they are in the lane of bars
	base        float64 // the amount that the differences start from
	pctX        float64 // the right end of the percentages
	pctW        float64 // the width of the percentages, 0 without them
	layout.Need         // the value of a point of bar length
	needs       []layout.Need
}

// lane is a column of horizontal bars with room for the numbers at their ends.
type lane struct {
	x, w  float64
	textW float64 // the width of the widest number
	after float64 // the space for numbers at the right of the lane
	layout.Extent
}

// room is the length available for bars.
func (l lane) room() float64 {
	w := l.w - l.after
	if l.Low < 0 {
		w -= l.textW
	}
	return math.Max(w, 1)
}

// zero is the x of the lane's axis: the start of the lane, or further right if there are negative bars. unit is points
// per value.
func (l lane) zero(unit float64) float64 {
	if l.Low < 0 {
		return l.x + l.textW - l.Low*unit
	}
	return l.x
}

// Waterfall returns a piece for the header and one for each step. As in IBCS UNIFY, structure runs from top to bottom;
// a target is outlined, a past period solid and light, the actual solid and dark. As in IBCS EXPRESS, each difference
// starts at the end of the previous one, and a line joins them. As in IBCS CHECK, the axis starts at zero. If the
// differences are too small to see, they are in a lane of their own, magnified by a factor that is written. A chart
// that fits on a page is not divided.
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
	if layout.MayMagnify(c.Words, c.Scale, g.deltas.w > 0) {
		pieces[len(pieces)-1].Keep = true
		pieces = append(pieces, g.magnifiedPiece(in.W))
	}
	if total < in.PageHeight-80 {
		layout.KeepTogether(pieces)
	}
	return pieces
}

// leftOut returns the percentages that have no room, unless they are the text of a step.
func (g *waterfallPlot) leftOut() []string {
	var shown, out []string
	for i := range g.c.Steps {
		shown = append(shown, g.c.Steps[i].Text)
		if g.pctW == 0 {
			out = append(out, g.c.Steps[i].PctTxt)
		}
	}
	return layout.WithoutShown(out, shown)
}

func newWaterfall(c *report.Waterfall, w float64) *waterfallPlot {
	g := &waterfallPlot{c: c, tree: &canvas.Node{Role: "Table"}, Need: layout.Need{Key: layout.SharedScale("bars", c.Scale, c)}}
	g.head = &canvas.Node{Role: "TR", Parent: g.tree}
	if s := &c.Steps[0]; s.Is != "" {
		g.base, _ = layout.Drawable(&s.To)
	}
	largest := 0.0
	for i := range c.Steps {
		largest = math.Max(largest, g.include(&c.Steps[i]))
	}
	if m, ok := layout.Drawable(&c.Max); ok && m > 0 && g.bars.Low >= 0 {
		g.bars.Include(m)
	}
	g.fitColumns(w, largest > 0 && largest < tinySteps*g.bars.Span())
	g.Need.Extent = layout.PointValue(g.bars.Extent, g.bars.room())
	if g.deltas.w > 0 {
		g.Need.WantedFactor = g.wantedFactor
	}
	g.needs = []layout.Need{g.Need}
	return g
}

// include widens the columns and extents for a step. It returns the size of its difference, 0 for an amount.
func (g *waterfallPlot) include(s *report.Step) (size float64) {
	const textMost = 90
	st := stepText(s)
	g.labelW = math.Max(g.labelW, st.Width(s.Label))
	g.wordW = math.Max(g.wordW, typeface.LongestWord(st, s.Label)+0.01)
	g.pctW = math.Max(g.pctW, st.Width(s.PctTxt))
	from, to := stepEnds(s)
	g.bars.Include(from)
	g.bars.Include(to)
	text := math.Min(st.Width(s.Text)+6, textMost)
	if s.Is != "" {
		g.bars.textW = math.Max(g.bars.textW, text)
		return 0
	}
	g.deltas.Include(from - g.base)
	g.deltas.Include(to - g.base)
	g.deltas.textW = math.Max(g.deltas.textW, text)
	return math.Abs(to - from)
}

// stepEnds returns the start and the end of a step's bar; 0 for a value that cannot be drawn.
func stepEnds(s *report.Step) (from, to float64) {
	if s.Is == "" {
		from, _ = layout.Drawable(&s.From)
	}
	to, _ = layout.Drawable(&s.To)
	return from, to
}

// fitColumns divides the width w among the columns. apart means that the differences have their own lane.
func (g *waterfallPlot) fitColumns(w float64, apart bool) {
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
	whole := (g.bars.w - barGap) / 3 // numbers of amounts may extend into the lane of differences, which is empty there
	g.deltas.x, g.deltas.w = g.bars.x+whole+barGap, math.Max(g.bars.w-whole-barGap, 1)
	g.deltas.after = g.deltas.textW
	g.bars.w = whole
}

// factor is the factor between the page's scale and the lane of differences; 1 without that lane.
func (g *waterfallPlot) factor(p *layout.Sheet) float64 {
	if g.deltas.w == 0 {
		return 1
	}
	return p.SharedFactor(g.wantedFactor(p))
}

func (g *waterfallPlot) wantedFactor(p *layout.Sheet) float64 {
	return layout.VisibleFactor(g.deltas.Extent, layout.PointsPerValue(p.Scales[g.Key]), g.deltas.room())
}

// deltaUnit is points per value in the lane of differences.
func (g *waterfallPlot) deltaUnit(p *layout.Sheet) float64 {
	return math.Min(layout.PointsPerValue(p.Scales[g.Key])*g.factor(p), g.deltas.room()/g.deltas.Span())
}

// headPiece returns the header. It has the factor of the bars and two names: one for the lane of differences, one for the
// percentages. The labels of amounts are in their rows.
func (g *waterfallPlot) headPiece() *layout.Piece {
	h := 5.0
	if g.deltas.w > 0 || g.pctW > 0 || g.c.Scale != "" {
		h = 14
	}
	return &layout.Piece{Height: h, Needs: g.needs, Draw: func(p *layout.Sheet, b canvas.Box) {
		if g.picture == nil {
			g.picture = &canvas.Node{Role: "Figure", Alt: g.c.Alt, Bounds: b, Page: p.Page()}
		}
		p.AddEmpty(g.picture)
		p.HiddenHeader(layout.HeadCell(g.head), b, g.c.Head, layout.AxisStyle)
		e, zoom := p.Scale(g.Need)
		if zoom == 1 {
			p.HiddenHeader(layout.HeadCell(g.head), canvas.BoxAt(b.X+g.bars.x, b.Y, g.bars.w, b.H), g.c.Words.PL+", "+g.c.Words.AC, layout.AxisStyle)
		} else {
			g.drawHead(p, b, g.bars, g.bars.zero(layout.PointsPerValue(e)), layout.FactorMark(zoom))
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

// drawHead writes a lane's name above its axis, or further left if it would leave the lane. It returns the x of its
// start.
func (g *waterfallPlot) drawHead(p *layout.Sheet, b canvas.Box, l lane, zero float64, name string) float64 {
	name = typeface.Ellipsis(layout.NameStyle, name, l.w)
	x := math.Max(math.Min(zero, l.x+l.w-layout.NameStyle.Width(name)), l.x)
	p.Tag(layout.HeadCell(g.head), func() { p.Text(b.X+x, b.Y+8, layout.NameStyle, name) })
	return b.X + x
}

// magnifiedPiece is the piece below the last step that explains the factors.
func (g *waterfallPlot) magnifiedPiece(w float64) *layout.Piece {
	return &layout.Piece{Height: layout.FactorsNoteHeight(g.c.Words, w, g.deltas.w > 0), Needs: g.needs, Draw: func(p *layout.Sheet, b canvas.Box) {
		_, whole := p.Scale(g.Need)
		layout.DrawNote(p.Canvas, b, layout.FactorsNote(g.c.Words, whole, g.factor(p)))
	}}
}
