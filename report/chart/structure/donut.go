package structure

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

const (
	donutH      = 152.0
	donutR      = 53.0 // outer radius
	donutHole   = 0.62 // the inner radius, as a share of the outer one
	partLeading = 12.0
	partGap     = 5.0
)

var partStyle = layout.AxisStyle.At(8)

// donutPlot draws a donut with the labels of its parts.
type donutPlot struct {
	c     *report.Donut
	sizes []float64 // the values of the parts; 0 for one that cannot be drawn
	sum   float64   // the sum of sizes
	cx    float64   // the x of the ring's middle from the chart's left edge, if labels are beside it
}

// Donut returns the pieces of a donut. Usually it is one: a ring with the name, share and value of each part beside it.
// If these have no room, a list follows the ring. IBCS SIMPLIFY advises against rings, because angles are hard to
// compare. Therefore each share is written, and the parts are in order of size, in shades that differ in grey print. If
// the sum is zero, there is no ring.
func Donut(c *report.Donut, in layout.Room) []*layout.Piece {
	if len(c.Parts) == 0 {
		return nil
	}
	g := &donutPlot{c: c, sizes: make([]float64, len(c.Parts))}
	for i := range c.Parts {
		v, _ := layout.Drawable(&c.Parts[i].Value)
		g.sizes[i] = math.Max(v, 0)
		g.sum += g.sizes[i]
	}
	if g.sum > 0 && !math.IsInf(g.sum, 0) && g.fitsBeside(in.W) {
		return []*layout.Piece{{Height: donutH, Draw: func(p *layout.Sheet, b canvas.Box) {
			p.Figure(c.Alt, b, func() {
				g.drawRing(p, b.X+g.cx, b.Y+b.H/2)
				g.drawBeside(p, b)
			})
		}}}
	}
	return g.listPieces(in)
}

// shareOf is the share of part i in the sum, from 0 to 1.
func (g *donutPlot) shareOf(i int) float64 {
	if !(g.sum > 0) || math.IsInf(g.sum, 0) {
		return 0
	}
	return g.sizes[i] / g.sum
}

// middle is the angle of the middle of part i, in radians clockwise from twelve o'clock.
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

// shadeOf is the shade of part i: from dark to light in the order of the parts, and the lightest for all others.
func (g *donutPlot) shadeOf(i int) typeface.Color {
	const lightest, others = 0.36, 0.2
	named := 0
	for k := range g.c.Parts {
		if !g.c.Parts[k].Others {
			named++
		}
	}
	if g.c.Parts[i].Others {
		return layout.Actual.Tint(others)
	}
	return layout.Actual.Tint(1 - (1-lightest)*float64(i)/math.Max(float64(named-1), 3))
}

// fitsBeside reports whether the labels have room on both sides of the ring, in a chart w wide, and sets g.cx.
func (g *donutPlot) fitsBeside(w float64) bool {
	const most = 12 // lines of donutH
	var widest [2]float64
	for side, list := range g.sides(canvas.Box{H: donutH}) {
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
	return partStyle.Width(t.Label) + partGap + partStyle.Strong().Width(t.Share) + partGap + partStyle.Width(t.Text)
}

// drawMiddle writes the total into the middle of the ring, with its label below.
func (g *donutPlot) drawMiddle(p *layout.Sheet, x, y float64) {
	const w = 2*donutR*donutHole - 12
	st := layout.SectionStyle
	for st.Size > 7 && st.Width(g.c.Total) > w {
		st.Size -= 0.5
	}
	lines := typeface.Wrap(layout.AxisStyle.In(layout.Ink600), g.c.Label, w*0.92, 2)
	if g.c.Label == "" {
		lines = nil
	}
	y += (st.Size*0.72 - float64(len(lines))*9) / 2
	p.TextCenter(x, y, st, typeface.Ellipsis(st, g.c.Total, w))
	for i, l := range lines {
		p.TextCenter(x, y+10+float64(i)*9, layout.AxisStyle.In(layout.Ink600), l)
	}
}

// listPieces returns the ring, or the total if there is no ring, and a piece for each part below it.
func (g *donutPlot) listPieces(in layout.Room) []*layout.Piece {
	var pieces []*layout.Piece
	if g.sum > 0 && !math.IsInf(g.sum, 0) {
		pieces = append(pieces, &layout.Piece{Height: 2*donutR + 12, Keep: true, Draw: func(p *layout.Sheet, b canvas.Box) {
			p.Figure(g.c.Alt, b, func() { g.drawRing(p, b.X+b.W/2, b.Y+donutR+2) })
		}})
	} else if g.c.Total != "" || g.c.Label != "" {
		pieces = append(pieces, g.totalLine())
	}
	for i := range g.c.Parts {
		pieces = append(pieces, g.listLine(i, in.W))
	}
	if layout.Length(pieces, true) < in.PageHeight-80 {
		layout.KeepTogether(pieces)
	}
	return pieces
}

func (g *donutPlot) totalLine() *layout.Piece {
	return &layout.Piece{Height: partLeading + 4, Keep: true, Draw: func(p *layout.Sheet, b canvas.Box) {
		text := g.c.Total
		if g.c.Label != "" {
			text += " " + g.c.Label
		}
		p.Figure(g.c.Alt, b, func() { p.Text(b.X, b.Y+9, partStyle.Strong(), typeface.Ellipsis(partStyle.Strong(), text, b.W)) })
	}}
}

// listLine is the piece of part i in the list: a sample of its shade, its name, its share and its value.
func (g *donutPlot) listLine(i int, w float64) *layout.Piece {
	const swatch, most = 12, 320
	t := &g.c.Parts[i]
	text, share := typeface.Ellipsis(partStyle, t.Text, w*0.3), typeface.Ellipsis(partStyle.Strong(), t.Share, w*0.3)
	right := math.Min(w, most)
	edge := math.Max(right-math.Max(g.textsWidth(), partStyle.Width(text))-10, right-w*0.35)
	left := edge - partStyle.Strong().Width(share)
	lines := typeface.Wrap(partStyle, t.Label, left-8-swatch, 6)
	return &layout.Piece{Height: partLeading + float64(len(lines)-1)*barLeading, Draw: func(p *layout.Sheet, b canvas.Box) {
		y := b.Y + 8.8
		if g.sum > 0 {
			p.Rect(b.X, b.Y+2.4, layout.SwatchW, layout.SwatchH, g.shadeOf(i))
		}
		p.TagAs("P", func() {
			for n, l := range lines {
				p.Text(b.X+swatch, y+float64(n)*barLeading, partStyle, l)
			}
			p.Text(b.X+left, y, partStyle.Strong(), share)
			p.TextRight(b.X+right, y, partStyle.In(layout.Ink600), text)
		})
	}}
}

// textsWidth is the width of the widest value.
func (g *donutPlot) textsWidth() float64 {
	w := 0.0
	for i := range g.c.Parts {
		w = math.Max(w, partStyle.Width(g.c.Parts[i].Text))
	}
	return w
}
