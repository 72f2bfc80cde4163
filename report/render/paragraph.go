package render

import (
	"net/url"
	"strings"

	"bilan/report"
	"bilan/report/canvas"
	"bilan/report/layout"
	"bilan/report/typeface"
)

var (
	proseStyle   = typeface.NewStyle(typeface.Regular, 9.5, layout.Ink900)
	headingStyle = typeface.NewStyle(typeface.Bold, 10.5, layout.Ink900)
	linkColor    = typeface.Color{0x1a, 0x4f, 0x8b}
)

const (
	proseLeading = 13.0
	proseW       = 440.0 // about 95 characters; longer lines are hard to read
	indent       = 14.0
)

// word is a piece of text in one style.
type word struct {
	text string
	st   typeface.Style
	link string
	w    float64
}

// paragraphPieces makes the pieces of prose, one per line.
func paragraphPieces(t *report.Text, w float64) []*layout.Piece {
	var pieces []*layout.Piece
	var lists listing
	for i := range t.Paragraphs {
		g := &t.Paragraphs[i]
		label, in := lists.place(g)
		pieces = append(pieces, paragraph(g, label, in, min(w, proseW))...)
	}
	return pieces
}

// paragraph makes a piece per line. Its first two lines stay on one page, and its last two.
func paragraph(g *report.Paragraph, label, in *canvas.Node, w float64) []*layout.Piece {
	st, left := proseStyle, 0.0
	if g.Kind == report.Heading {
		st = headingStyle
	}
	if g.Kind == report.ListItem {
		left = indent * float64(1+min(max(g.Depth, 0), 8))
	}
	lines := breakRuns(st, g.Runs, w-left)
	var pieces []*layout.Piece
	for i, l := range lines {
		mark := ""
		if i == 0 {
			mark = g.Mark
		}
		pieces = append(pieces, &layout.Piece{Height: proseLeading, Draw: func(p *layout.Sheet, b canvas.Box) {
			if mark != "" {
				p.Tag(label, func() { p.TextRight(b.X+left-4, b.Y+9.5, st, typeface.Ellipsis(st, mark, indent*2)) })
			}
			drawWords(p, in, l, b.X+left, b.Y+9.5)
		}})
	}
	if n := len(pieces); n > 0 {
		pieces[0].Above = paragraphGap(g.Kind)
		pieces[0].Keep = n > 1 || g.Kind == report.Heading
		if n > 2 {
			pieces[n-2].Keep = true
		}
		pieces[n-1].Keep = g.Kind == report.Heading
	}
	return pieces
}

func paragraphGap(k report.ParagraphKind) float64 {
	switch k {
	case report.Heading:
		return 9
	case report.ListItem:
		return 1.5
	}
	return 5
}

// breakRuns breaks the text of all runs into lines of at most width points.
func breakRuns(st typeface.Style, runs []report.Run, width float64) [][]word {
	lines, x := [][]word{nil}, 0.0
	put := func(w word) {
		if x+w.st.Width(strings.TrimRight(w.text, " ")) > width && x > 0 {
			lines, x = append(lines, nil), 0
		}
		end := len(lines) - 1
		lines[end] = join(lines[end], w)
		x += w.w
	}
	for _, r := range runs {
		rs := st
		if r.Bold {
			rs = st.Strong()
		}
		link := safeLink(r.Link)
		if link != "" {
			rs = rs.In(linkColor)
		}
		for i, part := range strings.Split(typeface.BindNumbers(typeface.Clean(r.Text)), "\n") {
			if i > 0 {
				lines, x = append(lines, nil), 0
			}
			for text := range typeface.Words(part) {
				for rs.Width(strings.TrimRight(text, " ")) > width {
					head, tail := typeface.CutAt(rs, text, width/rs.Size)
					put(word{head, rs, link, rs.Width(head)})
					text = tail
				}
				put(word{text, rs, link, rs.Width(text)})
			}
		}
	}
	return lines
}

// join adds a word to a line. If its style and link are those of the last piece, the piece becomes longer.
func join(line []word, w word) []word {
	if n := len(line); n > 0 && line[n-1].st == w.st && line[n-1].link == w.link {
		line[n-1].text += w.text
		line[n-1].w += w.w
		return line
	}
	return append(line, w)
}

func drawWords(p *layout.Sheet, in *canvas.Node, line []word, x, baseline float64) {
	for _, w := range line {
		if w.link == "" {
			p.Tag(in, func() { p.Text(x, baseline, w.st, w.text) })
		} else {
			l := &canvas.Node{Role: "Link", Parent: in}
			p.Tag(l, func() { p.Text(x, baseline, w.st, w.text) })
			p.Line(x, baseline+1.5, x+w.st.Width(strings.TrimRight(w.text, " ")), baseline+1.5, 0.4, linkColor)
			p.Link(l, canvas.BoxAt(x, baseline-w.st.Size*0.8, w.w, w.st.Size*1.1), w.link, w.text)
		}
		x += w.w
	}
}

// safeLink returns a web or mail address in ASCII; "" for any other.
func safeLink(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || s == "" {
		return ""
	}
	switch u.Scheme {
	case "http", "https", "mailto":
		return strings.Map(func(r rune) rune {
			if r < '!' || r > '~' {
				return -1
			}
			return r
		}, u.String())
	}
	return ""
}
