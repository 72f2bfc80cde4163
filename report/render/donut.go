package render

import (
	"math"

	"bilan/report"
)

const (
	donutH      = 152.0
	donutR      = 53.0 // outer radius
	donutHole   = 0.62 // of it
	partLeading = 12.0
	partGap     = 5.0
)

var partStyle = axisStyle.at(8)

// donutPlot is a ring with its parts' labels.
type donutPlot struct {
	c     *report.Donut
	sizes []float64 // of the parts, 0 for what no paper can show
	sum   float64
	cx    float64 // of the ring with labels beside it, from the chart's left
}

// donutPieces makes one piece: a ring with each part's name, share and value beside it; where these have no room, or there
// are more parts than lines, they stand below as a list. IBCS SIMPLIFY warns of rings, whose angles are hard to
// compare: so every share is written, parts stand in order of size in shades that grey print keeps apart, and there are
// no colours and no legend. A ring of nothing is not drawn.
func donutPieces(c *report.Donut, in room) []*piece {
	if len(c.Parts) == 0 {
		return nil
	}
	g := &donutPlot{c: c, sizes: make([]float64, len(c.Parts))}
	for i := range c.Parts {
		v, _ := number(&c.Parts[i].Value)
		g.sizes[i] = math.Max(v, 0)
		g.sum += g.sizes[i]
	}
	if g.sum > 0 && !math.IsInf(g.sum, 0) && g.fitsBeside(in.w) {
		return []*piece{{height: donutH, draw: func(p *sheet, b box) {
			p.figure(c.Alt, b, func() {
				g.drawRing(p, b.x+g.cx, b.y+b.h/2)
				g.drawBeside(p, b)
			})
		}}}
	}
	return g.listed(in)
}

// shareOf is a part's share of all.
func (g *donutPlot) shareOf(i int) float64 {
	if !(g.sum > 0) || math.IsInf(g.sum, 0) {
		return 0
	}
	return g.sizes[i] / g.sum
}

// middle is the angle at which part i has its middle: zero is at twelve o'clock, angles grow clockwise.
func (g *donutPlot) middle(i int) float64 {
	if g.shareOf(i) == 1 {
		return math.Pi / 2
	}
	before := 0.0
	for k := range i {
		before += g.shareOf(k)
	}
	return (before + g.shareOf(i)/2) * 2 * math.Pi
}

// shadeOf is a part's shade: from dark to light in the order of size, what is left over lightest.
func (g *donutPlot) shadeOf(i int) color {
	const lightest, others = 0.36, 0.2
	named := 0
	for k := range g.c.Parts {
		if !g.c.Parts[k].Others {
			named++
		}
	}
	if g.c.Parts[i].Others {
		return actual.tint(others)
	}
	return actual.tint(1 - (1-lightest)*float64(i)/math.Max(float64(named-1), 3))
}

// fitsBeside tells whether the labels of each side have a line each and room for their names, and places the ring between
// them.
func (g *donutPlot) fitsBeside(w float64) bool {
	const most = 12 // lines of donutH
	var widest [2]float64
	for side, list := range g.sides(box{h: donutH}) {
		if len(list) > most {
			return false
		}
		for _, l := range list {
			widest[side] = math.Max(widest[side], g.labelWidth(l.part))
		}
	}
	left, right := widest[1]+leaderSide+donutR, widest[0]+leaderSide+donutR
	g.cx = math.Min(math.Max(w/2, left), w-right)
	return left+right <= w
}

// labelWidth is the width of "label  share  value".
func (g *donutPlot) labelWidth(i int) float64 {
	t := &g.c.Parts[i]
	return partStyle.width(t.Label) + partGap + partStyle.strong().width(t.Share) + partGap + partStyle.width(t.Text)
}

// drawMiddle writes the total into the hole, with its name under it.
func (g *donutPlot) drawMiddle(p *sheet, x, y float64) {
	const w = 2*donutR*donutHole - 12
	st := sectionStyle
	for st.size > 7 && st.width(g.c.Total) > w {
		st.size -= 0.5
	}
	lines := wrap(axisStyle.in(ink600), g.c.Label, w*0.92, 2)
	if g.c.Label == "" {
		lines = nil
	}
	y += (st.size*0.72 - float64(len(lines))*9) / 2
	p.textCenter(x, y, st, ellipsis(st, g.c.Total, w))
	for i, l := range lines {
		p.textCenter(x, y+10+float64(i)*9, axisStyle.in(ink600), l)
	}
}

// listed draws the ring above a list of its parts, which flows over pages. Without a ring the total heads the list.
func (g *donutPlot) listed(in room) []*piece {
	var pieces []*piece
	if g.sum > 0 && !math.IsInf(g.sum, 0) {
		pieces = append(pieces, &piece{height: 2*donutR + 12, keep: true, draw: func(p *sheet, b box) {
			p.figure(g.c.Alt, b, func() { g.drawRing(p, b.x+b.w/2, b.y+donutR+2) })
		}})
	} else if g.c.Total != "" || g.c.Label != "" {
		pieces = append(pieces, g.totalLine())
	}
	for i := range g.c.Parts {
		pieces = append(pieces, g.listLine(i, in.w))
	}
	if length(pieces, true) < in.tall-80 {
		keepTogether(pieces)
	}
	return pieces
}

func (g *donutPlot) totalLine() *piece {
	return &piece{height: partLeading + 4, keep: true, draw: func(p *sheet, b box) {
		text := g.c.Total
		if g.c.Label != "" {
			text += " " + g.c.Label
		}
		p.figure(g.c.Alt, b, func() { p.text(b.x, b.y+9, partStyle.strong(), ellipsis(partStyle.strong(), text, b.w)) })
	}}
}

// listLine is one part in the list: its shade, its name, its share and its value.
func (g *donutPlot) listLine(i int, w float64) *piece {
	const swatch, most = 12, 320
	t := &g.c.Parts[i]
	text, share := ellipsis(partStyle, t.Text, w*0.3), ellipsis(partStyle.strong(), t.Share, w*0.3)
	right := math.Min(w, most)
	edge := math.Max(right-math.Max(g.textsWidth(), partStyle.width(text))-10, right-w*0.35)
	left := edge - partStyle.strong().width(share)
	lines := wrap(partStyle, t.Label, left-8-swatch, 6)
	return &piece{height: partLeading + float64(len(lines)-1)*barLeading, draw: func(p *sheet, b box) {
		y := b.y + 8.8
		if g.sum > 0 {
			p.rect(b.x, b.y+2.4, swatchW, swatchH, g.shadeOf(i))
		}
		p.tagged("P", func() {
			for n, l := range lines {
				p.text(b.x+swatch, y+float64(n)*barLeading, partStyle, l)
			}
			p.text(b.x+left, y, partStyle.strong(), share)
			p.textRight(b.x+right, y, partStyle.in(ink600), text)
		})
	}}
}

// textsWidth is the width of the list's column of values.
func (g *donutPlot) textsWidth() float64 {
	w := 0.0
	for i := range g.c.Parts {
		w = math.Max(w, partStyle.width(g.c.Parts[i].Text))
	}
	return w
}
