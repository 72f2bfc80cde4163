package layout

import (
	"slices"

	"bilan/report/canvas"
	"bilan/report/typeface"
)

// KeepTogether keeps all pieces on one page.
func KeepTogether(pieces []*Piece) {
	for _, p := range pieces[:len(pieces)-1] {
		p.Keep = true
	}
}

// WithoutShown returns the texts of out that are not in shown. It changes out.
func WithoutShown(out, shown []string) []string {
	return slices.DeleteFunc(out, func(text string) bool { return slices.Contains(shown, text) })
}

// ContinuedHead is the header for the pages after the first: title, with head below it.
func ContinuedHead(head *Piece, title string) *Piece {
	const titleH = 13
	return &Piece{Height: titleH + head.Height, Needs: head.Needs, Draw: func(p *Sheet, b canvas.Box) {
		p.Text(b.X, b.Y+8, SectionStyle.At(8.5), typeface.Ellipsis(SectionStyle.At(8.5), title, b.W))
		head.Draw(p, canvas.BoxAt(b.X, b.Y+titleH, b.W, head.Height))
	}}
}

// RowsUnder returns the header and its rows as pieces. The header is repeated on each page. It stays with the first two
// rows, and the last two rows stay together.
func RowsUnder(head *Piece, rows []*Piece, in Room) []*Piece {
	again := ContinuedHead(head, in.Title)
	for _, r := range rows {
		r.Head = again
	}
	head.Keep = true
	if len(rows) > 1 {
		rows[0].Keep, rows[len(rows)-2].Keep = true, true
	}
	return append([]*Piece{head}, rows...)
}

// Footnote is a note below a block, w points wide. The first note of a block has space above it.
func Footnote(s string, w float64, first bool) *Piece {
	lines := typeface.WrapSentence(SmallStyle, s, w, 12)
	p := &Piece{Height: float64(len(lines)) * SmallLeading, Draw: func(p *Sheet, b canvas.Box) {
		DrawLines(p.Canvas, "P", lines, b.X, b.Y+7-SmallLeading, SmallLeading, SmallStyle)
	}}
	if first {
		p.Above = 5
	}
	return p
}

// WithCaption adds a caption, such as the number of rows, below the last piece and on its page.
func WithCaption(pieces []*Piece, caption string, w float64) []*Piece {
	if caption == "" {
		return pieces
	}
	if len(pieces) > 0 {
		pieces[len(pieces)-1].Keep = true
	}
	return append(pieces, Footnote(caption, w, true))
}

// HeadCell is a new cell in a table's header row, for screen readers.
func HeadCell(line *canvas.Node) *canvas.Node {
	return &canvas.Node{Role: "TH", Parent: line, Header: 'c'}
}

// RowCell is a new cell in column i of a table's row, for screen readers. The first cell is the row's header.
func RowCell(line *canvas.Node, i int) *canvas.Node {
	if i == 0 {
		return &canvas.Node{Role: "TH", Parent: line, Header: 'r'}
	}
	return &canvas.Node{Role: "TD", Parent: line}
}
