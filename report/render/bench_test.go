package render

import (
	"context"
	"testing"

	"bilan/report"
)

// reference is the document that other programs are measured against: scorecard, twelve months, a target table
// of ten rows, funnel, bars and 200 rows of detail, on six pages.
func reference() *report.Document {
	d := sample()
	d.Sections = append(d.Sections[:5:5], longTable(200))
	return d
}

func benchmark(b *testing.B, d *report.Document) {
	b.ReportAllocs()
	for b.Loop() {
		out, err := PDF(context.Background(), d)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(out)))
	}
}

func BenchmarkDocument(b *testing.B) { benchmark(b, reference()) }

func BenchmarkPage(b *testing.B) {
	d := sample()
	d.Sections = d.Sections[:2]
	benchmark(b, d)
}
