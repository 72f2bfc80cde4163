package prose

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Markdown reads a subset of Markdown: headings, paragraphs, bold, lists and links. Italics are set plain, HTML is shown as it
// is written.
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

// blocks writes the node's children; the first paragraph takes the style given, as a list's item does.
func (w *writer) blocks(parent ast.Node, style Paragraph, depth int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			w.paragraph(n, Paragraph{Kind: Heading})
		case *ast.List:
			w.list(n, depth+1)
		case *ast.Paragraph, *ast.TextBlock:
			w.paragraph(n, style)
			style.Mark = "" // a second paragraph of an item has no mark of its own
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
	w.put(style)
}

func (w *writer) put(style Paragraph) {
	if style.Runs = trim(w.runs); len(style.Runs) > 0 {
		w.out = append(w.out, style)
	}
	w.runs = nil
}

// verbatim writes the lines of code or HTML as one paragraph each.
func (w *writer) verbatim(n ast.Node, style Paragraph) {
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		w.add(string(line.Value(w.source)), Run{})
		w.put(style)
		style.Mark = ""
	}
}

func (w *writer) inline(parent ast.Node, face Run) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			w.add(string(n.Value(w.source)), face)
			if n.SoftLineBreak() || n.HardLineBreak() {
				w.add(" ", face)
			}
		case *ast.String:
			w.add(string(n.Value), face)
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
			w.add(string(n.Label(w.source)), link)
		case *ast.RawHTML:
			w.add(string(n.Segments.Value(w.source)), face)
		default: // code, an image's alternative text
			w.inline(n, face)
		}
	}
}

// add joins text to the last run when the face is the same.
func (w *writer) add(s string, face Run) {
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

// safeLink keeps links that a reader may follow: the web and mail.
func safeLink(url string) string {
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if len(url) > len(scheme) && strings.EqualFold(url[:len(scheme)], scheme) && strings.IndexFunc(url, untidy) < 0 {
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
