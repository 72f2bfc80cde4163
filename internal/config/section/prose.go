package section

import (
	"fmt"
	"strings"

	"bilan/internal/config/figure"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

// Text is a paragraph in a subset of Markdown. In the YAML, it may be written as only the text.
type Text struct {
	Title string `yaml:"title" is:"languages" eg:"Lecture" doc:"The section's title."`
	Body  string `yaml:"body" is:"languages,req,bare" eg:"\"Hors taxes, **avoirs déduits**.\"" doc:"The text: paragraphs, lists and bold. Italic is printed as plain text."`
	Small bool   `yaml:"small" def:"false" eg:"true" doc:"Whether the text is printed as small as a footnote, in one paragraph and without bold, as for definitions."`
	// Figures is set by packs.
	Figures scalar.StringList `yaml:"figures" eg:"[revenue, margin margin_rate]" doc:"The metrics that the lines of 'body' define: one entry for each line, with blanks between several metrics. A member's edition leaves out a line if it shows none of the line's metrics."`
}

// LinesAbout returns the text without the lines that define only metrics for which shown returns false.
func (t *Text) LinesAbout(shown func(metric string) bool) *Text {
	own, lines := *t, strings.Split(strings.TrimRight(t.Body, "\n"), "\n")
	if len(t.Figures) != len(lines) {
		return t
	}
	var kept []string
	own.Figures = nil
	for i, of := range t.Figures {
		for _, metric := range strings.Fields(of) {
			if shown(metric) {
				kept, own.Figures = append(kept, lines[i]), append(own.Figures, of)
				break
			}
		}
	}
	own.Body = strings.Join(kept, "\n")
	return &own
}

// Shows implements Kind: the metrics that the section shows.
func (t *Text) Shows() []string { return nil }

// Against implements Kind: the comparisons of a metric.
func (t *Text) Against(string, bool) []string { return nil }

// Targeted implements Kind: the metric that is compared with targets by member, and the dimension.
func (t *Text) Targeted() (metric, by string) { return "", "" }

// Past implements Kind: the YAML key and the metric for which past figures are needed, both "" for none.
func (t *Text) Past() (key, metric string) { return "", "" }

// Judged implements Kind: the metrics that get a status.
func (t *Text) Judged() []string { return nil }

// OwnPeriod implements Kind: the period that the section names, if any.
func (t *Text) OwnPeriod() period.Phrase { return period.Phrase{} }

func (t *Text) fillIn(figure.Set) {}

func (t *Text) check(l *Checker, path string) {
	if lines := strings.Count(strings.TrimRight(t.Body, "\n"), "\n") + 1; len(t.Figures) > 0 && len(t.Figures) != lines {
		l.AddMistake(path+".figures", fmt.Sprintf("has %d entries, and body has %d lines", len(t.Figures), lines), "write an entry for each line")
	}
}
