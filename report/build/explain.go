package build

import (
	"bilan/report"
	"bilan/report/glossary"
)

// explainOnce leaves the meaning of a short name in the first note that gives it.
func (s *Scope) explainOnce(doc *report.Document) {
	var terms []glossary.Term
	for _, code := range []string{"ac", "pl", "py", "ppy", "pp", "fc", "landing"} {
		full := s.scenario(code)
		terms = append(terms, glossary.Term{Short: s.word("scenario." + code), Full: full, Told: s.plain(code) || glossary.Listed(doc.Subtitle, full)})
	}
	var notes []*string
	for i := range doc.Sections {
		notes = append(notes, &doc.Sections[i].Note)
	}
	glossary.Once(notes, terms)
}
