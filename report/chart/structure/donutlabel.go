package structure

import (
	"math"
	"slices"

	"bilan/report/canvas"
	"bilan/report/layout"
)

const (
	leaderOut  = 8.0  // the distance from the ring to the bend of a leader line
	leaderSide = 26.0 // the distance from the ring to the labels
)

// partLabel is the label of a part, on one side of the ring.
type partLabel struct {
	part  int
	angle float64 // the middle of the part, in radians clockwise from twelve o'clock
	want  float64 // the best y of the label: that of its part
	run   float64 // the y of the leader line beside the ring
	y     float64 // the y of the label's middle
}

// drawBeside writes the labels right and left of the ring, each with a leader line to its part.
func (g *donutPlot) drawBeside(p *layout.Sheet, b canvas.Box) {
	sides := g.sides(b)
	slices.Reverse(sides[1]) // in the order of the parts, for screen readers
	for side, list := range sides {
		for i := range list {
			g.drawLabel(p, b, &list[i], 1-2*float64(side))
		}
	}
}

// sides returns the labels right (0) and left (1) of a ring in the middle of the box, from the top down.
func (g *donutPlot) sides(b canvas.Box) (sides [2][]partLabel) {
	cy := b.Y + b.H/2
	for i := range g.c.Parts {
		a := g.middle(i)
		y := cy - math.Cos(a)*(donutR+leaderOut)
		side := 0
		if a >= math.Pi {
			side = 1
		}
		sides[side] = append(sides[side], partLabel{i, a, y, y, y})
	}
	slices.Reverse(sides[1])
	for _, list := range sides {
		spreadLabels(list, b.Y+partLeading/2, b.Bottom()-partLeading/2)
		separateLeaders(list, cy, b.Y+2, b.Bottom()-2)
	}
	return sides
}

// spreadLabels sets the y of labels such that none overlaps another, each as near as possible to its want. Labels that
// would overlap form a block around the mean of their wants.
func spreadLabels(list []partLabel, top, bottom float64) {
	type block struct{ first, n, sum float64 } // sum ÷ n is the best start of the block
	var blocks []block
	begin := func(k block) float64 {
		return math.Max(math.Min(k.sum/k.n, bottom-(k.n-1)*partLeading), top)
	}
	for i := range list {
		k := block{float64(i), 1, list[i].want}
		for len(blocks) > 0 {
			last := blocks[len(blocks)-1]
			if begin(last)+last.n*partLeading <= begin(k) {
				break
			}
			k = block{last.first, last.n + k.n, last.sum + k.sum - k.n*last.n*partLeading}
			blocks = blocks[:len(blocks)-1]
		}
		blocks = append(blocks, k)
	}
	for _, k := range blocks {
		for i := range int(k.n) {
			list[int(k.first)+i].y = begin(k) + float64(i)*partLeading
		}
	}
}

// separateLeaders sets the run of labels such that the leader lines of small neighbouring parts do not coincide.
func separateLeaders(list []partLabel, middle, top, bottom float64) {
	const apart = 2
	for i := len(list) - 2; i >= 0; i-- {
		if list[i].want < middle {
			list[i].run = math.Max(math.Min(list[i].want, list[i+1].run-apart), top)
		}
	}
	for i := 1; i < len(list); i++ {
		if list[i].want >= middle {
			list[i].run = math.Min(math.Max(list[i].want, list[i-1].run+apart), bottom)
		}
	}
}

// leader returns the points of the leader line from a part to its label. It goes outwards, then to the side, then to
// the label, so that it never crosses the ring.
func leader(l *partLabel, cx, cy, side float64) []canvas.Point {
	sin, cos := math.Sin(l.angle), math.Cos(l.angle)
	out := cx + sin*(donutR+leaderOut)
	turn := cx + side*(donutR+leaderOut+1)
	edge := cx + side*(donutR+leaderSide)
	return []canvas.Point{
		canvas.Pt(cx+sin*(donutR+0.5), cy-cos*(donutR+0.5)), canvas.Pt(out, l.run), canvas.Pt(turn, l.run), canvas.Pt(edge-side*6, l.y), canvas.Pt(edge-side*3, l.y),
	}
}

// drawLabel writes "label  share  value" and draws its leader line. side is 1 for the right side, −1 for the left.
func (g *donutPlot) drawLabel(p *layout.Sheet, b canvas.Box, l *partLabel, side float64) {
	t := &g.c.Parts[l.part]
	cx, cy := b.X+g.cx, b.Y+b.H/2
	if g.sizes[l.part] > 0 {
		p.Path(leader(l, cx, cy, side), 0.4, layout.Ink600)
	}
	x := cx + side*(donutR+leaderSide)
	if side < 0 {
		x -= g.labelWidth(l.part)
	}
	y := l.y + 2.8
	x = p.Text(x, y, partStyle, t.Label) + partGap
	x = p.Text(x, y, partStyle.Strong(), t.Share) + partGap
	p.Text(x, y, partStyle.In(layout.Ink600), t.Text)
}
