package section

import "bilan/internal/period"

import "bilan/internal/config/figure"

// Text is a paragraph in a subset of Markdown. It may be written as the bare string.
type Text struct {
	Title string `yaml:"title" is:"languages" eg:"Lecture" doc:"The section's title."`
	Body  string `yaml:"body" is:"languages,req,bare" eg:"\"Hors taxes, **avoirs déduits**.\"" doc:"The text: paragraphs, lists and bold. Italic is set plain."`
	Small bool   `yaml:"small" def:"false" eg:"true" doc:"Whether it is set as small as footnotes are, in one paragraph and without bold, as definitions are."`
}

// Shows implements Kind.
func (t *Text) Shows() []string { return nil }

// Against implements Kind.
func (t *Text) Against(string, bool) []string { return nil }

// Targeted implements Kind.
func (t *Text) Targeted() (metric, by string) { return "", "" }

// Past implements Kind.
func (t *Text) Past() (key, metric string) { return "", "" }

// Judged implements Kind.
func (t *Text) Judged() []string { return nil }

// OwnPeriod implements Kind.
func (t *Text) OwnPeriod() period.Phrase { return period.Phrase{} }

func (t *Text) fillIn(figure.Set) {}

func (t *Text) check(*Checker, string) {}
