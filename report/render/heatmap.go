package render

import (
	"math"

	"bilan/report"
)

const (
	heatGap     = 1.0 // between cells
	heatPad     = 3.5 // beside a cell's number
	heatMost    = 58.0
	heatLabelW  = 150.0
	heatHeadMax = 3 // lines of a column's name
)

// heatSizes are the type sizes of a heat map, tried from the first on until its columns fit.
var heatSizes = []float64{8, 7, 6}

// heatGrid is a heat map, or a part of one: as many columns as fit, with the rows' names before them.
type heatGrid struct {
	h           *report.HeatMap
	first, last int // of the columns: from, to before
	cell        style
	tree, head  *node
	labelW      float64
	extraW      float64 // 0 without that column
	cellX       float64 // where the first cell begins
	cellW       float64 // of each column, gap included
	textW       float64 // of the widest number
}

// heatPieces makes a header and a piece per row. IBCS SIMPLIFY: one hue from white to dark, that grey print keeps; a tone
// only where it tells the business effect. The shade is never the only carrier: each cell writes its number, which can be
// read on every shade. The header is repeated on each page, no row is torn; too many columns are cut into parts one
// below the other, each with the rows' names.
func heatPieces(h *report.HeatMap, in room) []*piece {
	if len(h.Rows) == 0 && len(h.Columns) == 0 {
		return withCaption(nil, h.Caption, in.w)
	}
	var pieces []*piece
	for i, g := range fitHeat(h, in.w) {
		var rows []*piece
		for r := range h.Rows {
			if i == 0 || g.says(&h.Rows[r]) {
				rows = append(rows, g.row(&h.Rows[r], len(rows)))
			}
		}
		part := rowsUnder(g.headPiece(i == 0), rows, in)
		if i > 0 {
			part[0].above = blockGap * 1.5
		}
		if whole := length(part, true); whole < math.Min(in.tall-80, 300) {
			keepTogether(part)
		}
		pieces = append(pieces, part...)
	}
	return withCaption(pieces, h.Caption, in.w)
}

// says tells whether a row has a number in the grid's columns. A cohort that has not come so far is not repeated below.
func (g *heatGrid) says(r *report.HeatRow) bool {
	for i := g.first; i < min(g.last, len(r.Cells)); i++ {
		if r.Cells[i].Text != "" {
			return true
		}
	}
	return false
}

// headPiece names the columns over their cells.
func (g *heatGrid) headPiece(first bool) *piece {
	st := headerStyle.at(g.cell.size - 0.5)
	leading := st.size * leadFactor
	names, most := make([][]string, g.last-g.first), 1
	for i := range names {
		names[i] = wrap(st, g.h.Columns[g.first+i], g.cellW-heatGap-1, heatHeadMax)
		most = max(most, len(names[i]))
	}
	label := wrap(st, g.h.Head, g.labelW, heatHeadMax)
	most = max(most, len(label))
	return &piece{height: float64(most)*leading + 5, draw: func(p *sheet, b box) {
		if first && g.h.Alt != "" {
			p.place(&node{role: "Figure", alt: g.h.Alt, bounds: b, page: p.pdf.PageNo()})
		}
		write := func(lines []string, at func(y float64, l string)) {
			p.tag(headCell(g.head), func() {
				for n, l := range lines {
					at(b.bottom()-5-float64(len(lines)-1-n)*leading, l)
				}
			})
		}
		write(label, func(y float64, l string) { p.text(b.x, y, st, l) })
		if g.extraW > 0 {
			right := b.x + g.cellX - columnGap
			write([]string{ellipsis(st, g.h.Extra, g.extraW)}, func(y float64, l string) { p.textRight(right, y, st, l) })
		}
		for i, lines := range names {
			mid := b.x + g.cellX + (float64(i)+0.5)*g.cellW - heatGap/2
			write(lines, func(y float64, l string) { p.textCenter(mid, y, st, l) })
		}
		p.line(b.x, b.bottom()-0.5, b.x+g.width(), b.bottom()-0.5, 0.8, ink900)
	}}
}

func (g *heatGrid) width() float64 {
	return g.cellX + float64(g.last-g.first)*g.cellW - heatGap
}

func (g *heatGrid) style(k report.RowKind) style {
	switch k {
	case report.Total:
		return g.cell.strong()
	case report.Unassigned:
		return g.cell.in(ink600)
	}
	return g.cell
}

// row is one line of cells; a total is ruled off.
func (g *heatGrid) row(r *report.HeatRow, index int) *piece {
	st := g.style(r.Kind)
	leading := g.cell.size * leadFactor
	lines := wrap(st, r.Label, g.labelW, 12)
	h := float64(len(lines))*leading + 5
	return &piece{height: h, draw: func(p *sheet, b box) {
		if r.Kind == report.Total && index > 0 {
			p.line(b.x, b.y, b.x+g.width(), b.y, 0.8, ink900)
		}
		line := &node{role: "TR", parent: g.tree}
		p.tag(rowCell(line, 0), func() {
			y := b.y + b.h/2 + g.cell.size*0.34 - float64(len(lines)-1)/2*leading
			for n, l := range lines {
				p.text(b.x, y+float64(n)*leading, st, l)
			}
		})
		y := b.y + b.h/2 + g.cell.size*0.34
		if g.extraW > 0 {
			p.tag(rowCell(line, 1), func() {
				p.textRight(b.x+g.cellX-columnGap, y, st, ellipsis(st, r.Extra, g.extraW))
			})
		}
		for i := g.first; i < g.last; i++ {
			cell := &node{role: "TD", parent: line}
			p.place(cell)
			if i < len(r.Cells) && r.Cells[i].Text != "" {
				g.drawCell(p, cell, &r.Cells[i], box{b.x + g.cellX + float64(i-g.first)*g.cellW, b.y, g.cellW, h}, st)
			}
		}
	}}
}

// drawCell shades a cell and writes its number; numbers of a column end at one edge.
func (g *heatGrid) drawCell(p *sheet, cell *node, c *report.HeatCell, b box, st style) {
	ground := heatColor(c)
	if ground != white {
		p.rect(b.x, b.y+heatGap, b.w-heatGap, b.h-heatGap, ground)
		st = st.in(ink900)
	}
	if c.Tone == report.Muted {
		st = st.in(ink600)
	}
	text := ellipsis(st, c.Text, b.w-heatGap)
	right := b.x + (b.w-heatGap+math.Max(math.Min(g.textW, b.w-heatGap), st.width(text)))/2
	p.tag(cell, func() { p.textRight(right, b.y+b.h/2+g.cell.size*0.34+heatGap/2, st, text) })
}
