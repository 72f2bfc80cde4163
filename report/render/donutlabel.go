package render

import (
	"math"
	"slices"

	"codeberg.org/go-pdf/fpdf"
)

const (
	leaderOut  = 8.0  // from the ring to the bend of a leader line
	leaderSide = 26.0 // from the ring to the labels
)

// partLabel is a part's label at one side of the ring.
type partLabel struct {
	part    int
	angle   float64 // from twelve o'clock, clockwise
	want, y float64 // of its middle
}

// drawBeside writes the labels right and left of the ring, each joined to its part by a line.
func (g *donutPlot) drawBeside(p *sheet, b box) {
	cx, cy := b.x+b.w/2, b.y+b.h/2
	var sides [2][]partLabel
	for i := range g.c.Parts {
		a := g.middle(i)
		l := partLabel{part: i, angle: a, want: cy - math.Cos(a)*(donutR+leaderOut)}
		side := 0
		if a >= math.Pi {
			side = 1
		}
		sides[side] = append(sides[side], l)
	}
	slices.Reverse(sides[1]) // from the top down
	for side, list := range sides {
		spread(list, b.y+partLeading/2, b.bottom()-partLeading/2)
		for i := range list {
			g.drawLabel(p, b, cx, cy, &list[i], 1-2*float64(side))
		}
	}
}

// spread moves labels apart, each as near as can be to where it wants to stand, in their order.
func spread(list []partLabel, top, bottom float64) {
	for i := range list {
		list[i].y = math.Max(list[i].want, top)
		if i > 0 {
			list[i].y = math.Max(list[i].y, list[i-1].y+partLeading)
		}
	}
	limit := bottom
	for i := len(list) - 1; i >= 0; i-- {
		list[i].y = math.Min(list[i].y, limit)
		limit = list[i].y - partLeading
	}
}

// drawLabel writes "label  share  value" on side 1, the right one, or -1, and its line to the ring.
func (g *donutPlot) drawLabel(p *sheet, b box, cx, cy float64, l *partLabel, side float64) {
	t := &g.c.Parts[l.part]
	bend := func(r float64) fpdf.PointType {
		return pt(cx+math.Sin(l.angle)*r, cy-math.Cos(l.angle)*r)
	}
	edge := cx + side*(donutR+leaderSide)
	if g.sizes[l.part] > 0 {
		out := bend(donutR + leaderOut)
		p.path([]fpdf.PointType{bend(donutR + 0.5), pt(out.X, l.y), pt(edge-side*3, l.y)}, 0.4, ink600)
	}
	room := b.right() - edge
	if side < 0 {
		room = edge - b.x
	}
	share, text := ellipsis(partStyle.strong(), t.Share, room*0.3), ellipsis(partStyle, t.Text, room*0.4)
	shareW, textW := partStyle.strong().width(share), partStyle.width(text)
	const gap = 5
	name := ellipsis(partStyle, t.Label, room-shareW-textW-2*gap)
	w := partStyle.width(name) + gap + shareW + gap + textW
	x := edge
	if side < 0 {
		x -= w
	}
	y := l.y + 2.8
	x = p.text(x, y, partStyle, name) + gap
	x = p.text(x, y, partStyle.strong(), share) + gap
	p.text(x, y, partStyle.in(ink600), text)
}
