package render

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/chart/timeseries"
	"bilan/report/layout"
	"bilan/report/typeface"
)

const (
	bulletW  = 110.0
	maxLines = 40 // of one cell; a row must fit on a page
)

// tableGrid is a table or a part of one: columns with their widths, in a size at which they fit the page.
type tableGrid struct {
	t       *report.Table
	columns []gridColumn
	tree    *canvas.Node
	w       float64 // room of the whole table
	rowPad  float64 // above and below a row's text
	cell    typeface.Style
	header  typeface.Style
	bullets []layout.Extent // by column of the document's table
}

// gridColumn is a column at its place; source counts in the document's table.
type gridColumn struct {
	source int
	x, w   float64
}

func (g *tableGrid) leading() float64 { return g.cell.Size * layout.LeadFactor }

func (g *tableGrid) spec(c gridColumn) *report.Column { return &g.t.Columns[c.source] }

// tablePieces makes a header and a piece per row. A table too wide for the page is cut into parts one below
// the other, each with the first column.
func tablePieces(t *report.Table, in layout.Room) []*layout.Piece {
	if len(t.Columns) == 0 || len(t.Rows) == 0 && t.Caption != "" { // headings without rows are useless
		return layout.WithCaption(nil, t.Caption, in.W)
	}
	var pieces []*layout.Piece
	for i, g := range fitTable(t, in.W) {
		g.tree, g.rowPad = &canvas.Node{Role: "Table"}, in.RowPad
		rows := make([]*layout.Piece, len(t.Rows))
		for r := range t.Rows {
			rows[r] = g.row(&t.Rows[r], r)
		}
		part := layout.RowsUnder(g.headPiece(), rows, in)
		g.carry(rows, in)
		if i > 0 {
			part[0].Above = layout.BlockGap * 1.5
		}
		pieces = append(pieces, part...)
	}
	return layout.WithCaption(pieces, t.Caption, in.W)
}

// carry puts the totals of earlier pages below the header of each continuation page.
func (g *tableGrid) carry(rows []*layout.Piece, in layout.Room) {
	for i := 1; i < len(rows); i++ {
		before := g.t.Rows[i-1].Carried
		if len(before) == 0 || g.t.Rows[i].Kind == report.Total {
			continue
		}
		r := &report.Row{Kind: report.Unassigned, Cells: make([]report.Cell, len(before))}
		for c, text := range before {
			r.Cells[c].Text = text
		}
		if c := g.widestEmpty(r); c >= 0 {
			r.Cells[c].Text = in.Carried
		}
		head, row := rows[i].Head, g.row(r, 0)
		rows[i].Head = &layout.Piece{Height: head.Height + row.Height, Needs: head.Needs, Draw: func(p *layout.Sheet, b canvas.Box) {
			head.Draw(p, canvas.BoxAt(b.X, b.Y, b.W, head.Height))
			row.Draw(p, canvas.BoxAt(b.X, b.Y+head.Height, b.W, row.Height))
		}}
	}
}

// widestEmpty is the widest text column that is empty in the row, -1 for none.
func (g *tableGrid) widestEmpty(r *report.Row) int {
	best, w := -1, 0.0
	for _, c := range g.columns {
		if s := g.spec(c); s.Align == report.Left && s.Kind == report.TextColumn && c.source < len(r.Cells) &&
			r.Cells[c.source].Text == "" && c.w > w {
			best, w = c.source, c.w
		}
	}
	return best
}

// headPiece is the header: labels over their columns, the unit below them, ruled off.
func (g *tableGrid) headPiece() *layout.Piece {
	heads, most := make([][]string, len(g.columns)), 1
	for i, c := range g.columns {
		s := g.spec(c)
		heads[i] = typeface.Wrap(g.header, s.Label, c.w+0.01, 4)
		if s.Unit != "" {
			heads[i] = append(heads[i], s.Unit)
		}
		most = max(most, len(heads[i]))
	}
	leading := g.header.Size * layout.LeadFactor
	h := float64(most)*leading + 5
	line := &canvas.Node{Role: "TR", Parent: g.tree}
	return &layout.Piece{Height: h, Draw: func(p *layout.Sheet, b canvas.Box) {
		for i, c := range g.columns {
			y := b.Bottom() - 5 - float64(len(heads[i])-1)*leading
			p.Tag(layout.HeadCell(line), func() {
				for n, l := range heads[i] {
					st := g.header
					if g.spec(c).Unit != "" && n == len(heads[i])-1 {
						st = st.In(layout.Ink600)
						st.Face = typeface.Regular
					}
					drawAligned(p.Canvas, g.spec(c).Align, b.X+c.x, c.w, y+float64(n)*leading, st, l)
				}
			})
		}
		p.Line(b.X, b.Bottom()-0.5, b.X+g.width(), b.Bottom()-0.5, 0.8, layout.Ink900)
	}}
}

func (g *tableGrid) width() float64 {
	last := g.columns[len(g.columns)-1]
	return last.x + last.w
}

// row is one line of the table. Totals have a rule above and are bold; the unassigned are grey.
func (g *tableGrid) row(r *report.Row, index int) *layout.Piece {
	st := g.cell
	switch r.Kind {
	case report.Total, report.Subtotal:
		st = st.Strong()
	case report.Unassigned:
		st = st.In(layout.Ink600)
	}
	lines, most := g.cells(r, st)
	h := float64(most)*g.leading() + 2*g.rowPad
	return &layout.Piece{Height: h, Draw: func(p *layout.Sheet, b canvas.Box) {
		if r.Kind == report.Total && index > 0 {
			p.Line(b.X, b.Y, b.X+g.width(), b.Y, 0.8, layout.Ink900)
		}
		line := &canvas.Node{Role: "TR", Parent: g.tree}
		for i, c := range g.columns {
			cell := layout.RowCell(line, i)
			if c.source >= len(r.Cells) || len(lines[i]) == 0 {
				p.Place(cell)
			}
			if c.source < len(r.Cells) {
				g.drawCell(p, cell, &r.Cells[c.source], c, lines[i], st, b)
			}
		}
		if r.Kind != report.Total {
			p.Line(b.X, b.Bottom(), b.X+g.width(), b.Bottom(), 0.3, layout.Hairline)
		}
	}}
}

// cells breaks a row's texts into lines and counts the most lines.
func (g *tableGrid) cells(r *report.Row, st typeface.Style) (lines [][]string, most int) {
	lines, most = make([][]string, len(g.columns)), 1
	for i, c := range g.columns {
		if c.source < len(r.Cells) && r.Cells[c.source].Text != "" {
			lines[i] = typeface.Wrap(st, r.Cells[c.source].Text, c.w+0.01, maxLines)
			most = max(most, len(lines[i]))
		}
	}
	return lines, most
}

func (g *tableGrid) drawCell(p *layout.Sheet, in *canvas.Node, cell *report.Cell, c gridColumn, lines []string, st typeface.Style, b canvas.Box) {
	if cell.Bullet != nil && g.spec(c).Kind == report.BulletColumn {
		drawBullet(p.Canvas, cell.Bullet, g.bullets[c.source].High, canvas.BoxAt(b.X+c.x, b.Y+2, c.w, math.Min(b.H-4, 14)))
		return
	}
	if cell.Tone != report.Neutral {
		st = st.In(layout.ToneColor(cell.Tone))
	}
	if cell.Forecast && len(lines) > 0 {
		left, right := math.Max(c.x-timeseries.ForecastPad, 0), math.Min(c.x+c.w+timeseries.ForecastPad, g.width())
		timeseries.DrawForecastGround(p.Canvas, canvas.BoxAt(b.X+left, b.Y+0.8, right-left, b.H-1.6))
		st.Color = timeseries.OnForecast(st.Color)
	}
	y := b.Y + g.rowPad + g.cell.Size*0.98
	if len(lines) == 0 {
		return
	}
	if cell.Alt != "" {
		in.Alt = cell.Alt
		side := b.X + c.x + statusMark/2 - 2
		if g.spec(c).Align == report.Right {
			side = b.X + c.x + c.w - st.Width(lines[0]) - statusMark/2 - 1
		}
		drawMark(p.Canvas, side, y-g.cell.Size*0.34, cell.Status)
		if g.spec(c).Align == report.Left {
			c.x += statusMark
		}
	}
	p.Tag(in, func() {
		for n, l := range lines {
			drawAligned(p.Canvas, g.spec(c).Align, b.X+c.x, c.w, y+float64(n)*g.leading(), st, l)
		}
	})
}

// statusMark is the room for the mark of a status beside a cell's text.
const statusMark = 10

// drawAligned prints a line at the side of its column.
func drawAligned(k canvas.Canvas, a report.Align, x, w, baseline float64, st typeface.Style, s string) {
	switch a {
	case report.Right:
		k.TextRight(x+w, baseline, st, s)
	case report.Center:
		k.TextCenter(x+w/2, baseline, st, s)
	default:
		k.Text(x, baseline, st, s)
	}
}
