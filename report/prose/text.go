// Package prose handles text of several paragraphs: it parses a subset of Markdown, and turns text from outside into
// one clean line.
package prose

// Text is prose from a subset of Markdown.
type Text struct {
	Paragraphs []Paragraph
}

// ParagraphKind is a paragraph's style.
type ParagraphKind string

// The styles of paragraphs.
const (
	Plain    ParagraphKind = "p"
	Heading  ParagraphKind = "h"
	ListItem ParagraphKind = "li"
)

// Paragraph is a run of text that wraps.
type Paragraph struct {
	Kind  ParagraphKind
	Depth int    // of a list item, from 0
	Mark  string // "•" or "1."
	Runs  []Run
}

// Run is text in one face.
type Run struct {
	Text string
	Bold bool   `json:",omitempty"`
	Link string `json:",omitempty"`
}

// Message is the text in one sentence: empty, because a mail shows all of it.
func (*Text) Message() string { return "" }
