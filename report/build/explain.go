package build

import (
	"bilan/report"
	"bilan/report/glossary"
	"bilan/report/scope"
)

// explainOnce removes the explanation of an abbreviation from all notes but the first one that has it.
func explainOnce(s *scope.Scope, doc *report.Document) {
	var terms []glossary.Term
	for _, code := range []string{"ac", "pl", "py", "ppy", "pp", "fc", "landing"} {
		full := s.ExplainScenario(code)
		terms = append(terms, glossary.Term{Short: s.Word("scenario." + code), Full: full, Explained: s.IsSelfExplanatory(code) || glossary.HasItem(doc.Subtitle, full)})
	}
	var notes []*string
	for i := range doc.Sections {
		notes = append(notes, &doc.Sections[i].Note)
	}
	glossary.ExplainOnce(notes, terms)
}
