package render

import (
	"math"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
)

const (
	gutter    = 24.0 // between sections side by side
	leastPart = 0.25 // of the page's width
)

// rowsOf divides the sections into rows. Consecutive sections are in one row if their widths fit side by side.
func rowsOf(sections []report.Section) [][]report.Section {
	const rounding = 0.01
	var rows [][]report.Section
	start, used := 0, 0.0
	for i := range sections {
		part := widthShare(&sections[i])
		if i > start && (sections[i].NewPage || used+part > 1+rounding) {
			rows = append(rows, sections[start:i])
			start, used = i, 0
		}
		used += part
	}
	if start < len(sections) {
		rows = append(rows, sections[start:])
	}
	return rows
}

// widthShare is the section's share of the page's width, from leastPart to 1.
func widthShare(s *report.Section) float64 {
	if s.Width > 0 && s.Width < 1 {
		return math.Max(s.Width, leastPart)
	}
	return 1
}

// partWidth converts a share of the width to points. Three thirds with the two gutters between them have the complete
// width.
func partWidth(part, whole float64) float64 { return part*(whole+gutter) - gutter }

// row makes one piece of sections side by side. Their tops and the rules below their titles are at the same height. A
// row that is higher than tall becomes sections one below the other.
func (d *paper) row(sections []report.Section, tall float64) []*layout.Piece {
	whole := d.canvas.ContentW()
	if len(sections) == 1 {
		s := &sections[0]
		return startPage(s, inWidth(d.section(s, partWidth(widthShare(s), whole)), partWidth(widthShare(s), whole)))
	}
	cells := make([]cell, len(sections))
	x := 0.0
	for i := range sections {
		w := partWidth(widthShare(&sections[i]), whole)
		cells[i] = cell{x, w, d.section(&sections[i], w)}
		x += w + gutter
	}
	if p := d.rowPiece(cells, sections); p.Height <= tall {
		return startPage(&sections[0], []*layout.Piece{p})
	}
	var all []*layout.Piece
	for i := range sections {
		all = append(all, startPage(&sections[i], d.section(&sections[i], whole))...)
	}
	return all
}

// inWidth sets the width of all pieces and their repeated headers.
func inWidth(pieces []*layout.Piece, w float64) []*layout.Piece {
	for _, p := range pieces {
		p.W = w
		if p.Head != nil {
			p.Head.W = w
		}
	}
	return pieces
}

// startPage makes the section begin on a new page if it has NewPage.
func startPage(s *report.Section, pieces []*layout.Piece) []*layout.Piece {
	if len(pieces) > 0 {
		pieces[0].NewPage = s.NewPage
	}
	return pieces
}

// cell is one section of a row.
type cell struct {
	x, w   float64
	pieces []*layout.Piece
}

// rowPiece joins the cells of a row into one piece.
func (d *paper) rowPiece(cells []cell, sections []report.Section) *layout.Piece {
	title := 0.0
	for i := range cells {
		if hasTitle(&sections[i]) && len(cells[i].pieces) > 0 {
			title = math.Max(title, cells[i].pieces[0].Height)
		}
	}
	row := &layout.Piece{Above: d.density.gap}
	for i, c := range cells {
		if hasTitle(&sections[i]) && len(c.pieces) > 0 {
			c.pieces[0].Height = title
		}
		row.Height = math.Max(row.Height, layout.Length(c.pieces, true))
		for _, p := range c.pieces {
			row.Needs = append(row.Needs, p.Needs...)
		}
	}
	row.Draw = func(s *layout.Sheet, b canvas.Box) {
		for _, c := range cells {
			c.draw(s, b)
		}
	}
	return row
}

// draw draws the cell's section below the row's top, as a structure element of its own.
func (c cell) draw(s *layout.Sheet, row canvas.Box) {
	y := row.Y
	for i, p := range c.pieces {
		if i > 0 {
			y += p.Above
		}
		s.SetParent(p.Section, false)
		p.Draw(s, canvas.BoxAt(row.X+c.x, y, c.w, p.Height))
		y += p.Height
	}
}
