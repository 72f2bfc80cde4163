// Package grid draws heat maps and small multiples: charts with rows and columns.
package grid

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

const (
	panelGap   = 16.0
	panelLeast = 104.0 // the smallest width of a panel
	panelMost  = 240.0 // the largest width of a panel
	panelPlotH = 44.0
	panelEndsH = 9.0 // the height of the labels of the time axis
	panelLines = 4   // the largest number of lines of a panel's name
)

var (
	panelTitle = layout.NameStyle.At(8)
	panelValue = layout.NameStyle.At(9)
	panelDelta = layout.AxisStyle.At(8)
)

// multiplesPlot draws a grid of small charts. Lengths are in points.
type multiplesPlot struct {
	c           *report.Multiples
	perRow      int
	w           float64 // the width of a panel
	stacked     bool    // the differences are below the values, not beside them
	values      layout.Extent
	layout.Need // the value of a point of height
	needs       []layout.Need
}

// Multiples returns a piece for each row of panels. As in IBCS CONDENSE, there are many small charts instead of one
// with many series. As in IBCS CHECK, all have the same scale and height, and an axis at zero. A page break never
// divides a row, or a few rows.
func Multiples(c *report.Multiples, in layout.Room) []*layout.Piece {
	if len(c.Panels) == 0 {
		return nil
	}
	g := newMultiples(c, in.W)
	var pieces []*layout.Piece
	whole := 0.0
	for i := 0; i < len(c.Panels); i += g.perRow {
		row := g.row(i, min(i+g.perRow, len(c.Panels)))
		if i > 0 {
			row.Above = layout.BlockGap
		}
		pieces = append(pieces, row)
		whole += row.Height + row.Above
	}
	if whole < in.PageHeight/2 {
		layout.KeepTogether(pieces)
	}
	if layout.MayMagnify(c.Words, c.Scale, false) {
		pieces[len(pieces)-1].Keep = true
		pieces = append(pieces, &layout.Piece{Height: layout.FactorsNoteHeight(c.Words, in.W, false), Needs: g.needs, Draw: func(p *layout.Sheet, b canvas.Box) {
			_, zoom := p.Scale(g.Need)
			layout.DrawNote(p.Canvas, b, layout.FactorsNote(c.Words, zoom, 1))
		}})
	}
	return pieces
}

func newMultiples(c *report.Multiples, w float64) *multiplesPlot {
	g := &multiplesPlot{c: c, perRow: panelsPerRow(len(c.Panels), w)}
	g.w = math.Min((w-panelGap*float64(g.perRow-1))/float64(g.perRow), panelMost)
	var e layout.Extent
	for i := range c.Panels {
		if !c.Panels[i].Beyond {
			e.IncludeExtent(layout.ExtentOf(c.Panels[i].AC, c.Panels[i].Ref))
		}
		value, delta := g.texts(&c.Panels[i])
		g.stacked = g.stacked || delta != "" && panelValue.Width(value)+6+panelDelta.Width(delta) > g.w
	}
	for _, v := range []*float64{&c.Max, &c.Low} {
		if n, ok := layout.Drawable(v); ok {
			e.Include(n)
		}
	}
	g.values = e
	g.Need = layout.Need{Key: layout.SharedScale("multiples", c.Scale, c), Extent: layout.PointValue(e, panelPlotH)}
	g.needs = []layout.Need{g.Need}
	return g
}

// panelsPerRow is the number of panels in a row of width w: as many as have room, at most six, or fewer if that fills
// the last row better.
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
	return typeface.Ellipsis(panelValue, t.Text, g.w), typeface.Ellipsis(panelDelta, t.Delta, g.w)
}

// row is the piece with the panels from first to last−1.
func (g *multiplesPlot) row(first, last int) *layout.Piece {
	const leading, valueH = 10.0, 12.0
	titles, most := make([][]string, last-first), 1
	for i := range titles {
		titles[i] = typeface.Wrap(panelTitle, g.c.Panels[first+i].Title, g.w, panelLines)
		most = max(most, len(titles[i]))
	}
	head := float64(most)*leading + valueH
	if g.stacked {
		head += leading
	}
	h := head + 3 + panelPlotH + panelEndsH
	return &layout.Piece{Height: h, Needs: g.needs, Draw: func(p *layout.Sheet, b canvas.Box) {
		for i := range titles {
			t := &g.c.Panels[first+i]
			panel := canvas.BoxAt(b.X+float64(i)*(g.w+panelGap), b.Y, g.w, h)
			p.Figure(g.alt(first+i), panel, func() {
				for n, l := range titles[i] {
					p.Text(panel.X, b.Y+8+float64(n)*leading, panelTitle, l)
				}
				g.drawTexts(p, t, panel.X, b.Y+float64(most)*leading+9.5)
				g.drawPlot(p, t, canvas.BoxAt(panel.X, b.Y+head+3, g.w, panelPlotH))
				if i == 0 {
					g.drawEnds(p, canvas.BoxAt(panel.X, panel.Bottom()-panelEndsH, g.w, panelEndsH))
				}
			})
		}
	}}
}

// alt is the message of panel i for screen readers. The first panel's also has the message of the whole block.
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

func (g *multiplesPlot) drawTexts(p *layout.Sheet, t *report.Panel, x, y float64) {
	value, delta := g.texts(t)
	end := p.Text(x, y, panelValue, value)
	st := panelDelta.In(layout.ToneColor(t.Tone))
	if g.stacked {
		p.Text(x, y+10, st, delta)
		return
	}
	p.Text(end+6, y, st, delta)
}

// drawEnds writes the labels at the start and end of the time axis. If both have no room, it omits the start. It also
// writes the factor if the charts are magnified.
func (g *multiplesPlot) drawEnds(p *layout.Sheet, b canvas.Box) {
	st := layout.AxisStyle.At(6.5).In(layout.Ink600)
	y := b.Y + 7.5
	last := typeface.Ellipsis(st, g.c.Last, b.W)
	left := b.Right() - st.Width(last)
	first := g.c.First
	if _, zoom := p.Scale(g.Need); zoom != 1 {
		first += " (" + layout.FactorMark(zoom) + ")"
	}
	if st.Width(first)+6 <= left-b.X {
		p.Text(b.X, y, st, first)
	}
	p.Text(left, y, st, last)
}
