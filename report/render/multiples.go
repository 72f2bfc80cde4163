package render

import (
	"math"

	"bilan/report"
)

const (
	panelGap   = 16.0
	panelLeast = 104.0 // of a panel's width
	panelMost  = 240.0
	panelPlotH = 44.0
	panelEndsH = 9.0
	panelLines = 4 // of a name
)

var (
	panelTitle = nameStyle.at(8)
	panelValue = nameStyle.at(9)
	panelDelta = axisStyle.at(8)
)

// multiplesPlot is a grid of small charts.
type multiplesPlot struct {
	c       *report.Multiples
	perRow  int
	w       float64 // of a panel
	stacked bool    // changes stand below the values, not beside them
	values  extent
	need    // what a point of height is worth
	needs   []need
}

// multiplesPieces makes a piece per row of panels. IBCS CONDENSE: many small charts instead of one with many series.
// IBCS CHECK: all have one scale and one height, with an axis at zero. A row of panels is never torn, nor are a few
// rows.
func multiplesPieces(c *report.Multiples, in room) []*piece {
	if len(c.Panels) == 0 {
		return nil
	}
	g := newMultiples(c, in.w)
	var pieces []*piece
	whole := 0.0
	for i := 0; i < len(c.Panels); i += g.perRow {
		row := g.row(i, min(i+g.perRow, len(c.Panels)))
		if i > 0 {
			row.above = blockGap
		}
		pieces = append(pieces, row)
		whole += row.height + row.above
	}
	if whole < in.tall/2 {
		keepTogether(pieces)
	}
	if magnifies(c.Words, c.Scale, false) {
		pieces[len(pieces)-1].keep = true
		pieces = append(pieces, &piece{height: magnifiedHeight(c.Words, in.w, false), needs: g.needs, draw: func(p *sheet, b box) {
			_, zoom := p.scale(g.need)
			drawNote(p.ink, b, magnified(c.Words, zoom, 1))
		}})
	}
	return pieces
}

func newMultiples(c *report.Multiples, w float64) *multiplesPlot {
	g := &multiplesPlot{c: c, perRow: panelsPerRow(len(c.Panels), w)}
	g.w = math.Min((w-panelGap*float64(g.perRow-1))/float64(g.perRow), panelMost)
	var e extent
	for i := range c.Panels {
		if !c.Panels[i].Beyond {
			e.join(extentOf(c.Panels[i].AC, c.Panels[i].Ref))
		}
		value, delta := g.texts(&c.Panels[i])
		g.stacked = g.stacked || delta != "" && panelValue.width(value)+6+panelDelta.width(delta) > g.w
	}
	for _, v := range []*float64{&c.Max, &c.Low} {
		if n, ok := number(v); ok {
			e.hold(n)
		}
	}
	g.values = e
	g.need = need{key: sharedScale("multiples", c.Scale, c), extent: worth(e, panelPlotH)}
	g.needs = []need{g.need}
	return g
}

// panelsPerRow is four on an upright page and six on a wide one, or as many as have room; where fewer fill the last row
// better, it is fewer.
func panelsPerRow(n int, w float64) int {
	most := max(1, min(6, int((w+panelGap)/(panelLeast+panelGap))))
	if n <= most {
		return n
	}
	best, empty := most, most
	for per := most; per >= (2*most+2)/3; per-- {
		if e := (per - n%per) % per; e < empty {
			best, empty = per, e
		}
	}
	return best
}

func (g *multiplesPlot) texts(t *report.Panel) (value, delta string) {
	return ellipsis(panelValue, t.Text, g.w), ellipsis(panelDelta, t.Delta, g.w)
}

// row is one row of panels, from the first to before the last.
func (g *multiplesPlot) row(first, last int) *piece {
	const leading, valueH = 10.0, 12.0
	titles, most := make([][]string, last-first), 1
	for i := range titles {
		titles[i] = wrap(panelTitle, g.c.Panels[first+i].Title, g.w, panelLines)
		most = max(most, len(titles[i]))
	}
	head := float64(most)*leading + valueH
	if g.stacked {
		head += leading
	}
	h := head + 3 + panelPlotH + panelEndsH
	return &piece{height: h, needs: g.needs, draw: func(p *sheet, b box) {
		for i := range titles {
			t := &g.c.Panels[first+i]
			panel := box{b.x + float64(i)*(g.w+panelGap), b.y, g.w, h}
			p.figure(g.alt(first+i), panel, func() {
				for n, l := range titles[i] {
					p.text(panel.x, b.y+8+float64(n)*leading, panelTitle, l)
				}
				g.drawTexts(p, t, panel.x, b.y+float64(most)*leading+9.5)
				g.drawPlot(p, t, box{panel.x, b.y + head + 3, g.w, panelPlotH})
				if i == 0 {
					g.drawEnds(p, box{panel.x, panel.bottom() - panelEndsH, g.w, panelEndsH})
				}
			})
		}
	}}
}

// alt is a panel's message; the first one says that of all.
func (g *multiplesPlot) alt(i int) string {
	t := &g.c.Panels[i]
	s := t.Title
	for _, more := range []string{t.Text, t.Delta} {
		if more != "" {
			s += ", " + more
		}
	}
	if i == 0 && g.c.Alt != "" {
		return g.c.Alt + " " + s
	}
	return s
}

func (g *multiplesPlot) drawTexts(p *sheet, t *report.Panel, x, y float64) {
	value, delta := g.texts(t)
	end := p.text(x, y, panelValue, value)
	st := panelDelta.in(toneColor(t.Tone))
	if g.stacked {
		p.text(x, y+10, st, delta)
		return
	}
	p.text(end+6, y, st, delta)
}

// drawEnds says where the time axes begin and end; the last one is the one to know. A scale of its own is marked.
func (g *multiplesPlot) drawEnds(p *sheet, b box) {
	st := axisStyle.at(6.5).in(ink600)
	y := b.y + 7.5
	last := ellipsis(st, g.c.Last, b.w)
	left := b.right() - st.width(last)
	first := g.c.First
	if _, zoom := p.scale(g.need); zoom != 1 {
		first += " (" + mark(zoom) + ")"
	}
	if st.width(first)+6 <= left-b.x {
		p.text(b.x, y, st, first)
	}
	p.text(left, y, st, last)
}
