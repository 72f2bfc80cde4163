package scope

import "bilan/report"

// UnknownSection is a section that prints the reason why it has no figure: its figure is a state that is not known for the
// time of the report.
type UnknownSection struct{ Kind, Title, Reason string }

// Needs implements Part.
func (k UnknownSection) Needs(*Needs) {}

// Build implements Part.
func (k UnknownSection) Build(Book) (report.Section, error) {
	return report.Section{Kind: k.Kind, Title: k.Title, Blocks: (*Scope).Sentence(nil, k.Reason)}, nil
}
