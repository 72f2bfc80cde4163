package render

import (
	"math"

	"bilan/report"
)

const (
	stepBarH   = 10.0
	lanesLeast = 150.0 // of the lanes' width; with less the per cent column is left out, then labels give way
	tinySteps  = 0.04  // of the width: where the largest difference is less, differences have a lane of their own
)

// waterfallPlot is a waterfall's columns: labels, a lane of bars, a lane of differences when those are too small for
// the first, per cent. Lengths are points from the chart's left.
type waterfallPlot struct {
	c       *report.Waterfall
	tree    *node // the table that its texts are
	head    *node
	picture *node
	labelW  float64
	wordW   float64 // of the longest word of a label
	bars    lane
	deltas  lane    // its width is 0 when the differences stand in the lane of bars
	base    float64 // the whole amount that the differences start from
	pctX    float64 // where the per cent end
	pctW    float64
	need    // of the bars
	needs   []need
}

// lane is a column of horizontal bars with room for the numbers at their ends.
type lane struct {
	x, w  float64
	textW float64 // the widest number
	after float64 // what the lane keeps free for numbers at its right
	extent
}

// room is the length that the bars have.
func (l lane) room() float64 {
	w := l.w - l.after
	if l.low < 0 {
		w -= l.textW
	}
	return math.Max(w, 1)
}

// zero is where the lane's axis stands: at its left side, or further right when bars go below zero.
func (l lane) zero(unit float64) float64 {
	if l.low < 0 {
		return l.x + l.textW - l.low*unit
	}
	return l.x
}

// waterfallPieces makes a header and a piece per step. IBCS UNIFY: structure runs top to bottom, the target outlined, a
// past period solid and lighter, the actual solid dark. IBCS EXPRESS: each difference begins where the one before ended,
// joined by a line. IBCS CHECK: the axis begins at zero and is not cut; differences that cannot be seen on it stand in a
// lane of their own, from the reference on, magnified by a factor that is written; the whole amounts then stand by
// themselves, a thin line going down from the end of the first one. A chart that fits on a page is never torn.
func waterfallPieces(c *report.Waterfall, in room) []*piece {
	if len(c.Steps) == 0 {
		return nil
	}
	g := newWaterfall(c, in.w)
	rows, total := make([]*piece, len(c.Steps)), 0.0
	for i := range c.Steps {
		rows[i] = g.row(i)
		total += rows[i].height
	}
	pieces := rowsUnder(g.headPiece(), rows, in)
	pieces[0].leftOut = g.leftOut()
	if magnifies(c.Words, c.Scale, g.deltas.w > 0) {
		pieces[len(pieces)-1].keep = true
		pieces = append(pieces, g.magnifiedPiece(in.w))
	}
	if total < in.tall-80 {
		keepTogether(pieces)
	}
	return pieces
}

// leftOut are the per cent that have no room and are no step's text.
func (g *waterfallPlot) leftOut() []string {
	var shown, out []string
	for i := range g.c.Steps {
		shown = append(shown, g.c.Steps[i].Text)
		if g.pctW == 0 {
			out = append(out, g.c.Steps[i].PctTxt)
		}
	}
	return nowhere(out, shown)
}

func newWaterfall(c *report.Waterfall, w float64) *waterfallPlot {
	g := &waterfallPlot{c: c, tree: &node{role: "Table"}, need: need{key: sharedScale("bars", c.Scale, c)}}
	g.head = &node{role: "TR", parent: g.tree}
	if s := &c.Steps[0]; s.Is != "" {
		g.base, _ = number(&s.To)
	}
	largest := 0.0
	for i := range c.Steps {
		largest = math.Max(largest, g.take(&c.Steps[i]))
	}
	if m, ok := number(&c.Max); ok && m > 0 && g.bars.low >= 0 {
		g.bars.hold(m)
	}
	g.place(w, largest > 0 && largest < tinySteps*g.bars.span())
	g.need.extent = worth(g.bars.extent, g.bars.room())
	if g.deltas.w > 0 {
		g.need.wants = g.wants
	}
	g.needs = []need{g.need}
	return g
}

// take takes a step into widths and extents and returns the size of its difference.
func (g *waterfallPlot) take(s *report.Step) (size float64) {
	const textMost = 90
	st := stepText(s)
	g.labelW = math.Max(g.labelW, st.width(s.Label))
	g.wordW = math.Max(g.wordW, longestWord(st, s.Label)+0.01)
	g.pctW = math.Max(g.pctW, st.width(s.PctTxt))
	from, to := ends(s)
	g.bars.hold(from)
	g.bars.hold(to)
	text := math.Min(st.width(s.Text)+6, textMost)
	if s.Is != "" {
		g.bars.textW = math.Max(g.bars.textW, text)
		return 0
	}
	g.deltas.hold(from - g.base)
	g.deltas.hold(to - g.base)
	g.deltas.textW = math.Max(g.deltas.textW, text)
	return math.Abs(to - from)
}

// ends are where a step begins and ends, zero for what no paper can show.
func ends(s *report.Step) (from, to float64) {
	if s.Is == "" {
		from, _ = number(&s.From)
	}
	to, _ = number(&s.To)
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
		g.pctW = math.Min(math.Max(g.pctW, nameStyle.width(g.c.Words.DeltaPLPct)), 70)
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
	whole := (g.bars.w - barGap) / 3 // its numbers may stand in the other lane, which is empty beside them
	g.deltas.x, g.deltas.w = g.bars.x+whole+barGap, math.Max(g.bars.w-whole-barGap, 1)
	g.deltas.after = g.deltas.textW
	g.bars.w = whole
}

// factor is how much larger than on the page's scale the lane of differences is drawn.
func (g *waterfallPlot) factor(p *sheet) float64 {
	if g.deltas.w == 0 {
		return 1
	}
	return p.shared(g.wants(p))
}

func (g *waterfallPlot) wants(p *sheet) float64 {
	return visible(g.deltas.extent, perValue(p.scales[g.key]), g.deltas.room())
}

// deltaUnit is points per value in the lane of differences.
func (g *waterfallPlot) deltaUnit(p *sheet) float64 {
	return math.Min(perValue(p.scales[g.key])*g.factor(p), g.deltas.room()/g.deltas.span())
}

// headPiece names the columns; what a whole amount is its own label says.
func (g *waterfallPlot) headPiece() *piece {
	h := 5.0
	if g.deltas.w > 0 || g.pctW > 0 || g.c.Scale != "" {
		h = 14
	}
	return &piece{height: h, needs: g.needs, draw: func(p *sheet, b box) {
		if g.picture == nil {
			g.picture = &node{role: "Figure", alt: g.c.Alt, bounds: b, page: p.pdf.PageNo()}
		}
		p.place(g.picture)
		p.unseen(headCell(g.head), b, g.c.Head)
		e, zoom := p.scale(g.need)
		if zoom == 1 {
			p.unseen(headCell(g.head), box{b.x + g.bars.x, b.y, g.bars.w, b.h}, g.c.Words.PL+", "+g.c.Words.AC)
		} else {
			g.drawHead(p, b, g.bars, g.bars.zero(perValue(e)), mark(zoom))
		}
		if g.deltas.w > 0 {
			zero := g.deltas.zero(g.deltaUnit(p))
			x := g.drawHead(p, b, g.deltas, zero, g.c.Words.DeltaPL+" "+mark(g.factor(p)))
			if g.factor(p) > 1 {
				p.drawLens(x-11, b.y+8)
			}
		}
		if g.pctW > 0 {
			p.tag(headCell(g.head), func() {
				p.textRight(b.x+g.pctX, b.y+8, nameStyle, ellipsis(nameStyle, g.c.Words.DeltaPLPct, g.pctW))
			})
		}
	}}
}

// drawHead writes a lane's name over its axis, or left of it where it would leave the lane. It returns where the name begins.
func (g *waterfallPlot) drawHead(p *sheet, b box, l lane, zero float64, name string) float64 {
	name = ellipsis(nameStyle, name, l.w)
	x := math.Max(math.Min(zero, l.x+l.w-nameStyle.width(name)), l.x)
	p.tag(headCell(g.head), func() { p.text(b.x+x, b.y+8, nameStyle, name) })
	return b.x + x
}

// magnifiedPiece says under the last step what the factors mean.
func (g *waterfallPlot) magnifiedPiece(w float64) *piece {
	return &piece{height: magnifiedHeight(g.c.Words, w, g.deltas.w > 0), needs: g.needs, draw: func(p *sheet, b box) {
		_, whole := p.scale(g.need)
		drawNote(p.ink, b, magnified(g.c.Words, whole, g.factor(p)))
	}}
}
