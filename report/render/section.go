package render

import (
	"context"
	"slices"

	"bilan/report"
)

var (
	sectionStyle = style{bold, 11.5, ink900}
	noteStyle    = style{regular, 8, ink600}
)

const (
	sectionGap     = 20.0
	sectionLeading = 14.0
	blockGap       = 9.0
	noteLeading    = 10.0
)

// blockPieces turns a block into pieces. A new kind of block is one file and one line here.
func blockPieces(b report.Block, in room) []*piece {
	switch {
	case b.Cards != nil:
		return cardPieces(b.Cards, in.w)
	case b.Table != nil:
		return tablePieces(b.Table, in)
	case b.Columns != nil:
		return columnsPieces(b.Columns, in.w)
	case b.Line != nil:
		return linePieces(b.Line, in.w)
	case b.Series != nil:
		return seriesPieces(b.Series, in)
	case b.Bars != nil:
		return barPieces(b.Bars, in)
	case b.Waterfall != nil:
		return waterfallPieces(b.Waterfall, in)
	case b.Donut != nil:
		return donutPieces(b.Donut, in)
	case b.Multiples != nil:
		return multiplesPieces(b.Multiples, in)
	case b.Heat != nil:
		return heatPieces(b.Heat, in)
	case b.Funnel != nil:
		return funnelPieces(b.Funnel, in)
	case b.Text != nil:
		return paragraphPieces(b.Text, in.w)
	}
	return nil
}

// pieces lays out all sections, those side by side no taller than a page's content; the first page's is less.
func (d *paper) pieces(ctx context.Context, first, tall float64) ([]*piece, error) {
	var all []*piece
	for _, row := range rowsOf(withoutPeriod(d.doc)) {
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

// titled tells whether the section begins with a title, a unit or a note.
func titled(s *report.Section) bool { return s.Title != "" || s.Note != "" || s.Unit != "" }

// section lays out one section: its title never stands alone, its footnotes never without a line above them.
func (d *paper) section(s *report.Section, w float64) []*piece {
	tall := d.ink.contentBottom() - marginTop
	var pieces []*piece
	if titled(s) {
		pieces = append(pieces, sectionTitle(s, w))
	}
	continued := s.Title
	if d.doc.Words.Continued != "" {
		continued += " (" + d.doc.Words.Continued + ")"
	}
	var blocks [][]*piece
	for _, b := range s.Blocks {
		block := blockPieces(b, room{w, tall, continued, d.doc.Words.Carried})
		blocks = append(blocks, block)
		if len(block) > 0 {
			block[0].above = max(block[0].above, blockGap)
			attach(pieces, block)
			keepSmall(block, tall)
		}
		pieces = append(pieces, block...)
	}
	for i, f := range notesOf(s, blocks) {
		if len(pieces) > 0 {
			pieces[len(pieces)-1].keep = true
		}
		pieces = append(pieces, footnote(f, w, i == 0))
	}
	if len(pieces) > 0 {
		pieces[0].above = sectionGap
		pieces[len(pieces)-1].keep = false
		keepSmall(pieces, tall)
		nameContinued(pieces[1:], continued)
	}
	sect := &node{role: "Sect", parent: d.ink.tags.root}
	for _, p := range pieces {
		p.sect = sect
	}
	return pieces
}

// nowhere are the texts that have no room where they belong and are not shown elsewhere.
func nowhere(out, shown []string) []string {
	return slices.DeleteFunc(out, func(text string) bool { return slices.Contains(shown, text) })
}

// notesOf are the section's notes without those of signs for which there was no room.
func notesOf(s *report.Section, blocks [][]*piece) []string {
	drawn := *s
	drawn.Signs = slices.DeleteFunc(slices.Clone(s.Signs), func(sign report.Sign) bool {
		return !slices.ContainsFunc(blocks, func(block []*piece) bool {
			return len(block) > 0 && !slices.Contains(block[0].leftOut, sign.Sign)
		})
	})
	return drawn.Notes()
}

// keepTogether lets no page end between the pieces.
func keepTogether(pieces []*piece) {
	for _, p := range pieces[:len(pieces)-1] {
		p.keep = true
	}
}

// keepSmall keeps pieces on one page that are not higher than half of one: who reads a small table turns no page, and no
// page stays emptier than by half for it.
func keepSmall(pieces []*piece, tall float64) {
	if length(pieces, true) <= tall/2 {
		keepTogether(pieces)
	}
}

// smallBlock is the height up to which a block stands on the page of the one before it.
const smallBlock = 80.0

// attach keeps a small block whole and with what stands before it: it is read together with that.
func attach(before, block []*piece) {
	if len(before) == 0 || length(block, true) > smallBlock {
		return
	}
	before[len(before)-1].keep = true
	keepTogether(block)
}

// nameContinued lets every page that a section goes on to open with the section's name.
func nameContinued(pieces []*piece, title string) {
	const gap = 9
	named := continuedHead(&piece{height: gap, draw: func(*sheet, box) {}}, title)
	for _, p := range pieces {
		if p.head == nil && title != "" {
			p.head = named
		}
	}
}

// sectionTitle names what is shown with its unit, once; the note says period and scenarios.
func sectionTitle(s *report.Section, w float64) *piece {
	title := s.Title
	if s.Unit != "" && title != "" {
		title += ", " + s.Unit
	} else if title == "" {
		title = s.Unit
	}
	noteW := noteStyle.width(s.Note)
	beside := noteW <= w*0.45 && sectionStyle.width(title) <= w-noteW-16
	lines := wrap(sectionStyle, title, w, 4)
	if len(lines) > 1 && s.Title != "" && s.Unit != "" { // the unit never stands alone
		lines = wrap(sectionStyle, s.Title+",\u00a0"+s.Unit, w, 4)
	}
	var notes []string
	if s.Note != "" && !beside {
		notes = wrap(noteStyle, s.Note, w, 3)
	}
	h := float64(len(lines))*sectionLeading + float64(len(notes))*noteLeading + 4
	return &piece{height: h, keep: true, draw: func(p *sheet, b box) {
		p.pdf.Bookmark(utf16(s.Title), 0, max(b.y-8, 0))
		y := b.y - 3
		y = p.lines("H2", lines, b.x, y, sectionLeading, sectionStyle)
		if beside && s.Note != "" {
			p.tagged("P", func() { p.textRight(b.right(), y, noteStyle, s.Note) })
		}
		if len(notes) > 0 {
			p.lines("P", notes, b.x, y, noteLeading+0.5, noteStyle)
		}
		p.line(b.x, b.bottom(), b.right(), b.bottom(), 0.5, hairline)
	}}
}

func footnote(s string, w float64, first bool) *piece {
	lines := wrap(smallStyle, s, w, 12)
	p := &piece{height: float64(len(lines)) * trustLeading, draw: func(p *sheet, b box) {
		p.lines("P", lines, b.x, b.y+7-trustLeading, trustLeading, smallStyle)
	}}
	if first {
		p.above = 5
	}
	return p
}

// continuedHead is a header as it stands on the pages after the first, under the name of what goes on.
func continuedHead(head *piece, title string) *piece {
	const titleH = 13
	return &piece{height: titleH + head.height, needs: head.needs, draw: func(p *sheet, b box) {
		p.text(b.x, b.y+8, sectionStyle.at(8.5), ellipsis(sectionStyle.at(8.5), title, b.w))
		head.draw(p, box{b.x, b.y + titleH, b.w, head.height})
	}}
}

// rowsUnder joins a header with its rows: the header is repeated on each page, the first rows and the last ones
// stay together.
func rowsUnder(head *piece, rows []*piece, in room) []*piece {
	again := continuedHead(head, in.title)
	for _, r := range rows {
		r.head = again
	}
	head.keep = true
	if len(rows) > 1 {
		rows[0].keep, rows[len(rows)-2].keep = true, true
	}
	return append([]*piece{head}, rows...)
}
