package render

import (
	"context"
	"slices"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
)

const (
	sectionLeading = 14.0
	noteLeading    = 10.0
)

// pieces lays out all sections. Sections side by side are at most tall points high; first is that height on page one.
func (d *paper) pieces(ctx context.Context, first, tall float64) ([]*layout.Piece, error) {
	var all []*layout.Piece
	for _, row := range rowsOf(shortenLists(withoutPeriod(d.doc), d.density.rows)) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		height := tall
		if len(all) == 0 {
			height = first
		}
		all = append(all, d.row(row, height)...)
	}
	return all, nil
}

// withoutPeriod returns the document's sections, with notes that do not repeat the document's period.
func withoutPeriod(doc *report.Document) []report.Section {
	sections := slices.Clone(doc.Sections)
	for i := range sections {
		sections[i].Note = doc.NoteWithoutPeriod(&sections[i])
	}
	return sections
}

// hasTitle reports whether the section has a title, a unit or a note.
func hasTitle(s *report.Section) bool { return s.Title != "" || s.Note != "" || s.Unit != "" }

// section lays out one section. Its title stays on a page with what follows, and each footnote with the line before it.
func (d *paper) section(s *report.Section, w float64) []*layout.Piece {
	tall := d.canvas.ContentBottom() - canvas.MarginTop
	var pieces []*layout.Piece
	if hasTitle(s) {
		pieces = append(pieces, sectionTitle(s, w))
	}
	continued := s.Name()
	if d.doc.Words.Continued != "" {
		continued += " (" + d.doc.Words.Continued + ")"
	}
	var blocks [][]*layout.Piece
	for _, b := range s.Blocks {
		block := blockPieces(b, layout.Room{W: w, PageHeight: tall, Plot: d.density.plot, RowPad: d.density.rowPad, Title: continued, Carried: d.doc.Words.Carried})
		blocks = append(blocks, block)
		if len(block) > 0 {
			block[0].Above = max(block[0].Above, layout.BlockGap)
			keepWithBefore(pieces, block)
			keepSmall(block, tall)
		}
		pieces = append(pieces, block...)
		if len(blocks) == 1 {
			for _, remark := range d.remarks(s.Remarks, w) {
				pieces[len(pieces)-1].Keep = true
				pieces = append(pieces, remark)
			}
		}
	}
	for i, f := range notesOf(s, blocks) {
		if len(pieces) > 0 {
			pieces[len(pieces)-1].Keep = true
		}
		pieces = append(pieces, layout.Footnote(f, w, i == 0))
	}
	if len(pieces) > 0 {
		pieces[0].Above = d.density.gap
		pieces[len(pieces)-1].Keep = false
		keepSmall(pieces, tall)
		nameContinued(pieces[1:], continued)
	}
	sect := &canvas.Node{Role: "Sect", Parent: d.canvas.Structure()}
	for _, p := range pieces {
		p.Section = sect
	}
	return pieces
}

// notesOf returns the section's footnotes, except the explanation of a sign that no block had room to print.
func notesOf(s *report.Section, blocks [][]*layout.Piece) []string {
	drawn := *s
	drawn.Signs = slices.DeleteFunc(slices.Clone(s.Signs), func(sign report.Sign) bool {
		return !slices.ContainsFunc(blocks, func(block []*layout.Piece) bool {
			return len(block) > 0 && !slices.Contains(block[0].LeftOut, sign.Sign)
		})
	})
	return append(drawn.Notes(), bulletKeys(s)...)
}

// bulletKeys explains the bullet graphs in the section's tables, each kind once. These are not footnotes of the
// document, because a mail shows no bullet graphs.
func bulletKeys(s *report.Section) (list []string) {
	for _, b := range s.Blocks {
		if b.Table == nil {
			continue
		}
		for _, c := range b.Table.Columns {
			if c.Key != "" && !slices.Contains(list, c.Key) {
				list = append(list, c.Key)
			}
		}
	}
	return list
}

// keepSmall keeps pieces on one page if they are at most half a page high. Otherwise a page could be left more than
// half empty.
func keepSmall(pieces []*layout.Piece, tall float64) {
	if layout.Length(pieces, true) <= tall/2 {
		layout.KeepTogether(pieces)
	}
}

// smallBlock is the largest height in points of a block that stays on the page of the block before it.
const smallBlock = 80.0

// keepWithBefore keeps a small block on one page, together with the pieces before it, because they are read together.
func keepWithBefore(before, block []*layout.Piece) {
	if len(before) == 0 || layout.Length(block, true) > smallBlock {
		return
	}
	before[len(before)-1].Keep = true
	layout.KeepTogether(block)
}

// nameContinued repeats the section's name at the top of each page on which it continues.
func nameContinued(pieces []*layout.Piece, title string) {
	const gap = 9
	named := layout.ContinuedHead(&layout.Piece{Height: gap, Draw: func(*layout.Sheet, canvas.Box) {}}, title)
	for _, p := range pieces {
		if p.Head == nil && title != "" {
			p.Head = named
		}
	}
}
