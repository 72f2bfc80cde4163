package build

import (
	"strings"

	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/prose"
)

var tidy = prose.Tidy // makes a label one line

// written is a text in a subset of Markdown.
type written struct {
	s *Scope
	c *section.Text
}

func newProse(s *Scope, c *section.Text) part { return &written{s, c} }

func (k *written) needs(*Needs) {}

func (k *written) build(Book) (report.Section, error) {
	if k.c.Small {
		return report.Section{Kind: "text", Title: tidy(k.c.Title), Footnotes: []string{tidy(k.c.Body)}}, nil
	}
	return report.Section{Kind: "text", Title: tidy(k.c.Title), Blocks: []report.Block{{Text: prose.Markdown(k.c.Body)}}}, nil
}

// nothing stands where a section has nothing to show.
func (s *Scope) nothing() []report.Block { return s.saying(s.word("nothing")) }

// saying is a sentence in place of a chart.
func (s *Scope) saying(text string) []report.Block {
	return []report.Block{{Text: &report.Text{Paragraphs: []report.Paragraph{{Kind: report.Prose, Runs: []report.Run{{Text: text}}}}}}}
}

// stopped is a sentence with one full stop, also where its last word is short for another: "n.d.".
func stopped(sentence string) string {
	if rest, ok := strings.CutSuffix(sentence, ".."); ok {
		return rest + "."
	}
	return sentence
}
