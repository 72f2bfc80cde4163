package grid

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

const (
	heatGap     = 1.0   // the space between cells
	heatPad     = 3.5   // the space on each side of a cell's number
	heatMost    = 58.0  // the largest width of a cell that grows into spare width
	heatWord    = 80.0  // the largest width of a cell whose column's name has a long word
	heatLabelW  = 150.0 // the largest width of the rows' names
	heatHeadMax = 3     // the largest number of lines of a column's name
)

// heatSizes are the type sizes of a heat map, tried from the first on until its columns fit.
var heatSizes = []float64{8, 7, 6}

// heatGrid is a heat map, or a part of one with as many columns as fit. Lengths are in points.
type heatGrid struct {
	h           *report.HeatMap
	first, last int // the columns from first to last−1
	cell        typeface.Style
	tree, head  *canvas.Node
	labelW      float64 // the width of the rows' names
	extraW      float64 // the width of the extra column, 0 for none
	cellX       float64 // the x of the first cell, from the left edge of the heat map
	cellW       float64 // the width of a column, including its gap
	textW       float64 // the width of the widest number
}

// HeatMap returns a piece for the header and one for each row. As in IBCS SIMPLIFY, shades of one hue show the values;
// other colours show only the business effect. Each cell also contains its number, which is legible on every shade. The
// header is repeated on each page. If the columns do not fit, they are divided into parts one below the other, each
// with the rows' names.
func HeatMap(h *report.HeatMap, in layout.Room) []*layout.Piece {
	if len(h.Rows) == 0 && len(h.Columns) == 0 {
		return layout.WithCaption(nil, h.Caption, in.W)
	}
	var pieces []*layout.Piece
	for i, g := range fitHeat(h, in.W) {
		var rows []*layout.Piece
		for r := range h.Rows {
			if i == 0 || g.hasNumbers(&h.Rows[r]) {
				rows = append(rows, g.row(&h.Rows[r], len(rows)))
			}
		}
		part := layout.RowsUnder(g.headPiece(i == 0), rows, in)
		if i > 0 {
			part[0].Above = layout.BlockGap * 1.5
		}
		if whole := layout.Length(part, true); whole < math.Min(in.PageHeight-80, 300) {
			layout.KeepTogether(part)
		}
		pieces = append(pieces, part...)
	}
	return layout.WithCaption(pieces, h.Caption, in.W)
}

// hasNumbers reports whether a row has a number in the grid's columns. A later part omits the other rows: cohorts that
// are too young for its columns.
func (g *heatGrid) hasNumbers(r *report.HeatRow) bool {
	for i := g.first; i < min(g.last, len(r.Cells)); i++ {
		if r.Cells[i].Text != "" {
			return true
		}
	}
	return false
}

// headPiece is the header with the columns' names. The first part's header also has the message for screen readers.
func (g *heatGrid) headPiece(first bool) *layout.Piece {
	st := layout.HeaderStyle.At(g.cell.Size - 0.5)
	leading := st.Size * layout.LeadFactor
	names, most := make([][]string, g.last-g.first), 1
	for i := range names {
		names[i] = typeface.Wrap(st, g.h.Columns[g.first+i], g.cellW-heatGap-1, heatHeadMax)
		most = max(most, len(names[i]))
	}
	label := typeface.Wrap(st, g.h.Head, g.labelW, heatHeadMax)
	most = max(most, len(label))
	return &layout.Piece{Height: float64(most)*leading + 5, Draw: func(p *layout.Sheet, b canvas.Box) {
		if first && g.h.Alt != "" {
			p.AddEmpty(&canvas.Node{Role: "Figure", Alt: g.h.Alt, Bounds: b, Page: p.Page()})
		}
		write := func(lines []string, at func(y float64, l string)) {
			p.Tag(layout.HeadCell(g.head), func() {
				for n, l := range lines {
					at(b.Bottom()-5-float64(len(lines)-1-n)*leading, l)
				}
			})
		}
		write(label, func(y float64, l string) { p.Text(b.X, y, st, l) })
		if g.extraW > 0 {
			right := b.X + g.cellX - layout.ColumnGap
			write([]string{typeface.Ellipsis(st, g.h.Extra, g.extraW)}, func(y float64, l string) { p.TextRight(right, y, st, l) })
		}
		for i, lines := range names {
			mid := b.X + g.cellX + (float64(i)+0.5)*g.cellW - heatGap/2
			write(lines, func(y float64, l string) { p.TextCenter(mid, y, st, l) })
		}
		p.Line(b.X, b.Bottom()-0.5, b.X+g.width(), b.Bottom()-0.5, 0.8, layout.Ink900)
	}}
}

func (g *heatGrid) width() float64 {
	return g.cellX + float64(g.last-g.first)*g.cellW - heatGap
}

func (g *heatGrid) style(k report.RowKind) typeface.Style {
	switch k {
	case report.Total:
		return g.cell.Strong()
	case report.Unassigned:
		return g.cell.In(layout.Ink600)
	}
	return g.cell
}

// row is the piece of one row. A line separates a total from the rows above it.
func (g *heatGrid) row(r *report.HeatRow, index int) *layout.Piece {
	st := g.style(r.Kind)
	leading := g.cell.Size * layout.LeadFactor
	lines := typeface.Wrap(st, r.Label, g.labelW, 12)
	h := float64(len(lines))*leading + 5
	return &layout.Piece{Height: h, Draw: func(p *layout.Sheet, b canvas.Box) {
		if r.Kind == report.Total && index > 0 {
			p.Line(b.X, b.Y, b.X+g.width(), b.Y, 0.8, layout.Ink900)
		}
		line := &canvas.Node{Role: "TR", Parent: g.tree}
		p.Tag(layout.RowCell(line, 0), func() {
			y := b.Y + b.H/2 + g.cell.Size*0.34 - float64(len(lines)-1)/2*leading
			for n, l := range lines {
				p.Text(b.X, y+float64(n)*leading, st, l)
			}
		})
		y := b.Y + b.H/2 + g.cell.Size*0.34
		if g.extraW > 0 {
			p.Tag(layout.RowCell(line, 1), func() {
				p.TextRight(b.X+g.cellX-layout.ColumnGap, y, st, typeface.Ellipsis(st, r.Extra, g.extraW))
			})
		}
		for i := g.first; i < g.last; i++ {
			cell := &canvas.Node{Role: "TD", Parent: line}
			p.AddEmpty(cell)
			if i < len(r.Cells) && r.Cells[i].Text != "" {
				g.drawCell(p, cell, &r.Cells[i], canvas.BoxAt(b.X+g.cellX+float64(i-g.first)*g.cellW, b.Y, g.cellW, h), st)
			}
		}
	}}
}

// drawCell shades a cell and writes its number. The numbers of a column are right-aligned.
func (g *heatGrid) drawCell(p *layout.Sheet, cell *canvas.Node, c *report.HeatCell, b canvas.Box, st typeface.Style) {
	ground := heatColor(c)
	if ground != typeface.White {
		p.Rect(b.X, b.Y+heatGap, b.W-heatGap, b.H-heatGap, ground)
		st = st.In(layout.Ink900)
	}
	if c.Tone == report.Muted {
		st = st.In(layout.Ink600)
	}
	text := typeface.Ellipsis(st, c.Text, b.W-heatGap)
	right := b.X + (b.W-heatGap+math.Max(math.Min(g.textW, b.W-heatGap), st.Width(text)))/2
	p.Tag(cell, func() { p.TextRight(right, b.Y+b.H/2+g.cell.Size*0.34+heatGap/2, st, text) })
}
