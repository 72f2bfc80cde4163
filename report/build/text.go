package build

import (
	"bilan/internal/config/section"
	"bilan/report"
	"bilan/report/prose"
	"bilan/report/scope"
)

// textSection is a section with a text from the YAML.
type textSection struct {
	s *scope.Scope
	c *section.Text
}

func newProse(s *scope.Scope, c *section.Text) scope.Part { return &textSection{s, c} }

// Needs implements scope.Part.
func (k *textSection) Needs(*scope.Needs) {}

// Build implements scope.Part.
func (k *textSection) Build(scope.Book) (report.Section, error) {
	if k.c.Small && k.c.Body == "" {
		return report.Section{Kind: "text", Title: prose.Tidy(k.c.Title)}, nil
	}
	if k.c.Small {
		return report.Section{Kind: "text", Title: prose.Tidy(k.c.Title), Footnotes: []string{prose.Tidy(k.c.Body)}}, nil
	}
	return report.Section{Kind: "text", Title: prose.Tidy(k.c.Title), Blocks: []report.Block{{Text: prose.Markdown(k.c.Body)}}}, nil
}
