package scope

import "bilan/report"

// Replaced is a section whose figure is a state at a time for which it is not known.
type Replaced struct{ Kind, Title, Reason string }

// Needs implements Part.
func (k Replaced) Needs(*Needs) {}

// Build implements Part.
func (k Replaced) Build(Book) (report.Section, error) {
	return report.Section{Kind: k.Kind, Title: k.Title, Blocks: (*Scope).Saying(nil, k.Reason)}, nil
}
