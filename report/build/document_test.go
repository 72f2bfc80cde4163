package build

import (
	"testing"

	"bilan/internal/period"
	"bilan/report"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// build makes the document and checks the rules for every document.
func build(t testing.TB, s *scope.Scope, b scope.Book) *report.Document {
	t.Helper()
	doc, err := Document(s, b, facts(), "")
	if err != nil {
		t.Fatal(err)
	}
	sectiontest.CheckText(t, doc)
	sectiontest.CheckShape(t, doc)
	return doc
}

func facts() TrustFacts {
	return TrustFacts{CutOff: period.NewDate(2026, 11, 16), Owner: "salesops@lenoir.example"}
}
