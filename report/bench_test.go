package report

import "testing"

func BenchmarkBuild(b *testing.B) {
	s := scope(b, "fr-FR", all()...)
	book := story(s)
	trust := facts()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Build(s, book, trust, ""); err != nil {
			b.Fatal(err)
		}
	}
}
