package prose

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Markdown parses a subset of Markdown: headings, paragraphs, bold, lists and links. Italic text becomes plain, and
// HTML is shown as it is written.
func Markdown(body string) *Text {
	source := []byte(strings.ToValidUTF8(body, "\ufffd"))
	w := &writer{source: source}
	w.blocks(goldmark.DefaultParser().Parse(text.NewReader(source)), Paragraph{Kind: Plain}, -1)
	return &Text{Paragraphs: w.out}
}

// writer turns a Markdown tree into paragraphs.
type writer struct {
	source []byte
	out    []Paragraph
	runs   []Run
}

// blocks adds the paragraphs of a node's children. The first gets the given style, for example with the bullet of a
// list item.
func (w *writer) blocks(parent ast.Node, style Paragraph, depth int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			w.paragraph(n, Paragraph{Kind: Heading})
		case *ast.List:
			w.list(n, depth+1)
		case *ast.Paragraph, *ast.TextBlock:
			w.paragraph(n, style)
			style.Mark = "" // only the first paragraph of an item has the bullet or number
		case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
			w.verbatim(n, style)
		case *ast.Blockquote:
			w.blocks(n, style, depth)
		}
	}
}

func (w *writer) list(l *ast.List, depth int) {
	number := l.Start
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "•"
		if l.IsOrdered() {
			mark = strconv.Itoa(number) + "."
			number++
		}
		w.blocks(item, Paragraph{Kind: ListItem, Depth: depth, Mark: mark}, depth)
	}
}

func (w *writer) paragraph(n ast.Node, style Paragraph) {
	w.runs = nil
	w.inline(n, Run{})
	w.addParagraph(style)
}

func (w *writer) addParagraph(style Paragraph) {
	if style.Runs = trim(w.runs); len(style.Runs) > 0 {
		w.out = append(w.out, style)
	}
	w.runs = nil
}

// verbatim adds each line of code or HTML as a paragraph.
func (w *writer) verbatim(n ast.Node, style Paragraph) {
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		w.addText(string(line.Value(w.source)), Run{})
		w.addParagraph(style)
		style.Mark = ""
	}
}

func (w *writer) inline(parent ast.Node, face Run) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			w.addText(string(n.Value(w.source)), face)
			if n.SoftLineBreak() || n.HardLineBreak() {
				w.addText(" ", face)
			}
		case *ast.String:
			w.addText(string(n.Value), face)
		case *ast.Emphasis:
			bold := face
			bold.Bold = face.Bold || n.Level > 1
			w.inline(n, bold)
		case *ast.Link:
			link := face
			link.Link = safeLink(string(n.Destination))
			w.inline(n, link)
		case *ast.AutoLink:
			link := face
			link.Link = autoLink(n, w.source)
			w.addText(string(n.Label(w.source)), link)
		case *ast.RawHTML:
			w.addText(string(n.Segments.Value(w.source)), face)
		default: // code and the alternative text of an image
			w.inline(n, face)
		}
	}
}

// addText appends text to the last run if that has the same face, else as a new run.
func (w *writer) addText(s string, face Run) {
	s = OneLine(s)
	if i := len(w.runs) - 1; i >= 0 && w.runs[i].Bold == face.Bold && w.runs[i].Link == face.Link {
		w.runs[i].Text += s
		return
	}
	face.Text = s
	w.runs = append(w.runs, face)
}

func autoLink(n *ast.AutoLink, source []byte) string {
	url := string(n.URL(source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(url, "mailto:") {
		url = "mailto:" + url
	}
	return safeLink(url)
}

// safeLink returns a URL of the web or of mail, and "" for any other.
func safeLink(url string) string {
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if len(url) > len(scheme) && strings.EqualFold(url[:len(scheme)], scheme) && strings.IndexFunc(url, isUntidy) < 0 {
			return url
		}
	}
	return ""
}

// trim removes the spaces at both ends and drops empty runs.
func trim(runs []Run) []Run {
	if len(runs) > 0 {
		runs[0].Text = strings.TrimLeft(runs[0].Text, " ")
		last := len(runs) - 1
		runs[last].Text = strings.TrimRight(runs[last].Text, " ")
	}
	kept := runs[:0]
	for _, r := range runs {
		if r.Text != "" {
			kept = append(kept, r)
		}
	}
	return kept
}
