package render

import (
	"math"

	"bilan/report"
)

var (
	cellStyle   = style{regular, 8.5, ink900}
	headerStyle = style{bold, 8, ink600}
)

const (
	columnGap  = 10.0
	rowPad     = 2.2
	bulletW    = 110.0
	maxLines   = 40 // of one cell; a row must fit on a page
	leadFactor = 1.25
)

// grid is a table or a part of one: columns with their widths, in a size at which they fit the page.
type grid struct {
	t       *report.Table
	columns []gridColumn
	tree    *node
	w       float64 // room of the whole table
	cell    style
	header  style
	bullets []extent // by column of the document's table
}

// gridColumn is a column at its place; source counts in the document's table.
type gridColumn struct {
	source int
	x, w   float64
}

func (g *grid) leading() float64 { return g.cell.size * leadFactor }

func (g *grid) spec(c gridColumn) *report.Column { return &g.t.Columns[c.source] }

// tablePieces makes a header and a piece per row. A table too wide for the page is cut into parts one below
// the other, each with the first column.
func tablePieces(t *report.Table, in room) []*piece {
	if len(t.Columns) == 0 {
		return withCaption(nil, t.Caption, in.w)
	}
	var pieces []*piece
	for i, g := range fitTable(t, in.w) {
		g.tree = &node{role: "Table"}
		rows := make([]*piece, len(t.Rows))
		for r := range t.Rows {
			rows[r] = g.row(&t.Rows[r], r)
		}
		part := rowsUnder(g.headPiece(), rows, in)
		g.carry(rows, in)
		if i > 0 {
			part[0].above = blockGap * 1.5
		}
		pieces = append(pieces, part...)
	}
	return withCaption(pieces, t.Caption, in.w)
}

// carry puts the totals of the pages before under the header of each page that goes on.
func (g *grid) carry(rows []*piece, in room) {
	for i := 1; i < len(rows); i++ {
		before := g.t.Rows[i-1].Carried
		if len(before) == 0 || g.t.Rows[i].Kind == report.Total {
			continue
		}
		r := &report.Row{Kind: report.Unassigned, Cells: make([]report.Cell, len(before))}
		for c, text := range before {
			r.Cells[c].Text = text
		}
		if c := g.roomiest(r); c >= 0 {
			r.Cells[c].Text = in.carried
		}
		head, row := rows[i].head, g.row(r, 0)
		rows[i].head = &piece{height: head.height + row.height, needs: head.needs, draw: func(p *sheet, b box) {
			head.draw(p, box{b.x, b.y, b.w, head.height})
			row.draw(p, box{b.x, b.y + head.height, b.w, row.height})
		}}
	}
}

// roomiest is the widest text column in which the row holds nothing, -1 for none.
func (g *grid) roomiest(r *report.Row) int {
	best, w := -1, 0.0
	for _, c := range g.columns {
		if s := g.spec(c); s.Align == report.Left && s.Kind == report.TextColumn && c.source < len(r.Cells) &&
			r.Cells[c.source].Text == "" && c.w > w {
			best, w = c.source, c.w
		}
	}
	return best
}

// withCaption sets a caption, such as how many rows there are, under the last piece and on its page.
func withCaption(pieces []*piece, caption string, w float64) []*piece {
	if caption == "" {
		return pieces
	}
	if len(pieces) > 0 {
		pieces[len(pieces)-1].keep = true
	}
	return append(pieces, footnote(caption, w, true))
}

// headPiece is the header: labels over their columns, the unit below them, ruled off.
func (g *grid) headPiece() *piece {
	heads, most := make([][]string, len(g.columns)), 1
	for i, c := range g.columns {
		s := g.spec(c)
		heads[i] = wrap(g.header, s.Label, c.w+0.01, 4)
		if s.Unit != "" {
			heads[i] = append(heads[i], s.Unit)
		}
		most = max(most, len(heads[i]))
	}
	leading := g.header.size * leadFactor
	h := float64(most)*leading + 5
	line := &node{role: "TR", parent: g.tree}
	return &piece{height: h, draw: func(p *sheet, b box) {
		for i, c := range g.columns {
			y := b.bottom() - 5 - float64(len(heads[i])-1)*leading
			p.tag(headCell(line), func() {
				for n, l := range heads[i] {
					st := g.header
					if g.spec(c).Unit != "" && n == len(heads[i])-1 {
						st = st.in(ink600)
						st.face = regular
					}
					aligned(p.ink, g.spec(c).Align, b.x+c.x, c.w, y+float64(n)*leading, st, l)
				}
			})
		}
		p.line(b.x, b.bottom()-0.5, b.x+g.width(), b.bottom()-0.5, 0.8, ink900)
	}}
}

func (g *grid) width() float64 {
	last := g.columns[len(g.columns)-1]
	return last.x + last.w
}

// row is one line of the table. Totals are ruled off and bold; the unassigned stand in grey.
func (g *grid) row(r *report.Row, index int) *piece {
	st := g.cell
	switch r.Kind {
	case report.Total, report.Subtotal:
		st = st.strong()
	case report.Unassigned:
		st = st.in(ink600)
	}
	lines, most := g.cells(r, st)
	h := float64(most)*g.leading() + 2*rowPad
	return &piece{height: h, draw: func(p *sheet, b box) {
		if r.Kind == report.Total && index > 0 {
			p.line(b.x, b.y, b.x+g.width(), b.y, 0.8, ink900)
		}
		line := &node{role: "TR", parent: g.tree}
		for i, c := range g.columns {
			cell := rowCell(line, i)
			if c.source >= len(r.Cells) || len(lines[i]) == 0 {
				p.place(cell)
			}
			if c.source < len(r.Cells) {
				g.drawCell(p, cell, &r.Cells[c.source], c, lines[i], st, b)
			}
		}
		if r.Kind != report.Total {
			p.line(b.x, b.bottom(), b.x+g.width(), b.bottom(), 0.3, hairline)
		}
	}}
}

// cells breaks a row's texts into lines and counts the most lines.
func (g *grid) cells(r *report.Row, st style) (lines [][]string, most int) {
	lines, most = make([][]string, len(g.columns)), 1
	for i, c := range g.columns {
		if c.source < len(r.Cells) && r.Cells[c.source].Text != "" {
			lines[i] = wrap(st, r.Cells[c.source].Text, c.w+0.01, maxLines)
			most = max(most, len(lines[i]))
		}
	}
	return lines, most
}

// headCell is the next cell of a header.
func headCell(line *node) *node { return &node{role: "TH", parent: line, header: 'c'} }

// rowCell is the next cell of a row; the first one names the row.
func rowCell(line *node, i int) *node {
	if i == 0 {
		return &node{role: "TH", parent: line, header: 'r'}
	}
	return &node{role: "TD", parent: line}
}

func (g *grid) drawCell(p *sheet, in *node, cell *report.Cell, c gridColumn, lines []string, st style, b box) {
	if cell.Bullet != nil && g.spec(c).Kind == report.BulletColumn {
		drawBullet(p.ink, cell.Bullet, g.bullets[c.source].high, box{b.x + c.x, b.y + 2, c.w, math.Min(b.h-4, 14)})
		return
	}
	if cell.Tone != report.Neutral {
		st = st.in(toneColor(cell.Tone))
	}
	if cell.Forecast && len(lines) > 0 {
		left, right := math.Max(c.x-forecastPad, 0), math.Min(c.x+c.w+forecastPad, g.width())
		drawForecastGround(p.ink, box{b.x + left, b.y + 0.8, right - left, b.h - 1.6})
		st.color = onForecast(st.color)
	}
	y := b.y + rowPad + g.cell.size*0.98
	if len(lines) == 0 {
		return
	}
	if cell.Alt != "" {
		in.alt = cell.Alt
		side := b.x + c.x + statusMark/2 - 2
		if g.spec(c).Align == report.Right {
			side = b.x + c.x + c.w - st.width(lines[0]) - statusMark/2 - 1
		}
		drawMark(p.ink, side, y-g.cell.size*0.34, cell.Status)
		if g.spec(c).Align == report.Left {
			c.x += statusMark
		}
	}
	p.tag(in, func() {
		for n, l := range lines {
			aligned(p.ink, g.spec(c).Align, b.x+c.x, c.w, y+float64(n)*g.leading(), st, l)
		}
	})
}

// statusMark is the room for the mark of a status beside a cell's text.
const statusMark = 10

// aligned prints a line at the side of its column.
func aligned(k *ink, a report.Align, x, w, baseline float64, st style, s string) {
	switch a {
	case report.Right:
		k.textRight(x+w, baseline, st, s)
	case report.Center:
		k.textCenter(x+w/2, baseline, st, s)
	default:
		k.text(x, baseline, st, s)
	}
}
