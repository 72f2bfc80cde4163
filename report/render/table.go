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
	sparkW   = 64.0
	maxLines = 40 // in one cell; a row must fit on a page
)

// tableGrid is a table, or a part of one that is too wide: its columns with their widths and the type size at which
// they fit.
type tableGrid struct {
	t       *report.Table
	columns []gridColumn
	tree    *canvas.Node
	w       float64 // width available for the table
	rowPad  float64 // space above and below the text of a row
	cell    typeface.Style
	header  typeface.Style
	bullets []layout.Extent // scale of the bullets, by column of the report.Table
}

// gridColumn is a column's position and width. source is its index in the report.Table.
type gridColumn struct {
	source int
	x, w   float64
}

func (g *tableGrid) leading() float64 { return g.cell.Size * layout.LeadFactor }

func (g *tableGrid) column(c gridColumn) *report.Column { return &g.t.Columns[c.source] }

// tablePieces makes a header and a piece per row. A table that is too wide is divided into parts one below the other,
// each with the first column.
func tablePieces(t *report.Table, in layout.Room) []*layout.Piece {
	if len(t.Columns) == 0 || len(t.Rows) == 0 && t.Caption != "" { // a header without rows is useless
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

// carry writes the totals of the earlier pages below the header of each continuation page.
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

// widestEmpty is the index of the widest text column that is empty in the row, −1 for none.
func (g *tableGrid) widestEmpty(r *report.Row) int {
	best, w := -1, 0.0
	for _, c := range g.columns {
		if s := g.column(c); s.Align == report.Left && s.Kind == report.TextColumn && c.source < len(r.Cells) &&
			r.Cells[c.source].Text == "" && c.w > w {
			best, w = c.source, c.w
		}
	}
	return best
}

// headPiece is the header: labels above their columns, units below the labels, and a rule.
func (g *tableGrid) headPiece() *layout.Piece {
	heads, most := make([][]string, len(g.columns)), 1
	for i, c := range g.columns {
		s := g.column(c)
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
					if g.column(c).Unit != "" && n == len(heads[i])-1 {
						st = st.In(layout.Ink600)
						st.Face = typeface.Regular
					}
					drawAligned(p.Canvas, g.column(c).Align, b.X+c.x, c.w, y+float64(n)*leading, st, l)
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

// row is one row of the table. A total is bold with a rule above it; the rows of no member are grey.
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
				p.AddEmpty(cell)
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

// cells breaks a row's texts into lines. most is the largest number of lines.
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
	if cell.Bullet != nil && g.column(c).Kind == report.BulletColumn {
		drawBullet(p.Canvas, cell.Bullet, g.bullets[c.source].High, canvas.BoxAt(b.X+c.x, b.Y+2, c.w, math.Min(b.H-4, 14)))
		return
	}
	if g.column(c).Kind == report.SparkColumn {
		timeseries.DrawPlainSparkline(p.Canvas, cell.Spark, canvas.BoxAt(b.X+c.x, b.Y+2, c.w, math.Min(b.H-4, 12)))
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
		if g.column(c).Align == report.Right {
			side = b.X + c.x + c.w - st.Width(lines[0]) - statusMark/2 - 1
		}
		drawMark(p.Canvas, side, y-g.cell.Size*0.34, cell.Status)
		if g.column(c).Align == report.Left {
			c.x += statusMark
		}
	}
	p.Tag(in, func() {
		for n, l := range lines {
			drawAligned(p.Canvas, g.column(c).Align, b.X+c.x, c.w, y+float64(n)*g.leading(), st, l)
		}
	})
}

// statusMark is the width of a status mark beside a cell's text, in points.
const statusMark = 10

// drawAligned prints a line aligned in its column.
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
