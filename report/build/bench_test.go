package build

import (
	"testing"

	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// BenchmarkBuild measures making the document of the golden files from computed answers.
func BenchmarkBuild(b *testing.B) {
	s := sectiontest.Scope(b, "fr-FR", all()...)
	needs, err := Needs(s)
	if err != nil {
		b.Fatal(err)
	}
	book := sectiontest.Story(s)
	ready := make(map[metric.Ask]metric.Answer, len(needs.Asks))
	for _, a := range needs.Asks {
		ready[a] = book.Answer(a)
	}
	book.Answers = func(a metric.Ask) metric.Answer { return ready[a] }
	trust := facts()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Document(s, book, trust, ""); err != nil {
			b.Fatal(err)
		}
	}
}
