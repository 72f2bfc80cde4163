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

// pieces lays out all sections, those side by side no taller than a page's content; the first page's is less.
func (d *paper) pieces(ctx context.Context, first, tall float64) ([]*layout.Piece, error) {
	var all []*layout.Piece
	for _, row := range rowsOf(shortened(withoutPeriod(d.doc), d.density.rows)) {
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

// withoutPeriod is the document's sections with notes that do not say the document's period again.
func withoutPeriod(doc *report.Document) []report.Section {
	sections := slices.Clone(doc.Sections)
	for i := range sections {
		sections[i].Note = doc.OwnNote(&sections[i])
	}
	return sections
}

// titled reports whether the section begins with a title, a unit or a note.
func titled(s *report.Section) bool { return s.Title != "" || s.Note != "" || s.Unit != "" }

// section lays out one section: its title is never alone, and its footnotes always have a line above them.
func (d *paper) section(s *report.Section, w float64) []*layout.Piece {
	tall := d.canvas.ContentBottom() - canvas.MarginTop
	var pieces []*layout.Piece
	if titled(s) {
		pieces = append(pieces, sectionTitle(s, w))
	}
	continued := s.Name()
	if d.doc.Words.Continued != "" {
		continued += " (" + d.doc.Words.Continued + ")"
	}
	var blocks [][]*layout.Piece
	for _, b := range s.Blocks {
		block := blockPieces(b, layout.Room{W: w, Tall: tall, Plot: d.density.plot, RowPad: d.density.rowPad, Title: continued, Carried: d.doc.Words.Carried})
		blocks = append(blocks, block)
		if len(block) > 0 {
			block[0].Above = max(block[0].Above, layout.BlockGap)
			attach(pieces, block)
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
		p.Sect = sect
	}
	return pieces
}

// notesOf are the section's notes without those of signs for which there was no room.
func notesOf(s *report.Section, blocks [][]*layout.Piece) []string {
	drawn := *s
	drawn.Signs = slices.DeleteFunc(slices.Clone(s.Signs), func(sign report.Sign) bool {
		return !slices.ContainsFunc(blocks, func(block []*layout.Piece) bool {
			return len(block) > 0 && !slices.Contains(block[0].LeftOut, sign.Sign)
		})
	})
	return append(drawn.Notes(), keysOf(s)...)
}

// keysOf say what the bullets of the section's tables mean, each once: a mail that shows none explains none.
func keysOf(s *report.Section) (list []string) {
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

// keepSmall keeps pieces that are at most half a page high on one page: readers of a small table need not turn the
// page, and no page stays more than half empty for it.
func keepSmall(pieces []*layout.Piece, tall float64) {
	if layout.Length(pieces, true) <= tall/2 {
		layout.KeepTogether(pieces)
	}
}

// smallBlock is the maximum height of a block that is kept on the same page as the one before it.
const smallBlock = 80.0

// attach keeps a small block whole and together with the preceding one, because they are read together.
func attach(before, block []*layout.Piece) {
	if len(before) == 0 || layout.Length(block, true) > smallBlock {
		return
	}
	before[len(before)-1].Keep = true
	layout.KeepTogether(block)
}

// nameContinued makes every continuation page of a section begin with the section's name.
func nameContinued(pieces []*layout.Piece, title string) {
	const gap = 9
	named := layout.ContinuedHead(&layout.Piece{Height: gap, Draw: func(*layout.Sheet, canvas.Box) {}}, title)
	for _, p := range pieces {
		if p.Head == nil && title != "" {
			p.Head = named
		}
	}
}
