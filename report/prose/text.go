// Package prose handles text of several paragraphs: it parses a subset of Markdown, and turns text from outside into
// one clean line.
package prose

// Text is a list of paragraphs.
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
	Mark  string // "•" or "1." of a list item, "" for none
	Runs  []Run
}

// Run is text in one face, with at most one link.
type Run struct {
	Text string
	Bold bool   `json:",omitempty"`
	Link string `json:",omitempty"`
}

// Message is always empty: a mail shows the complete text, so it needs no summary.
func (*Text) Message() string { return "" }
