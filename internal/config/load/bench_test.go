package load

import (
	"os"
	"testing"
	"testing/fstest"
)

func BenchmarkLoad(b *testing.B) {
	text, err := os.ReadFile("testdata/good/bilan.yaml")
	if err != nil {
		b.Fatal(err)
	}
	fsys := fstest.MapFS{"bilan.yaml": {Data: text}}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := LoadFS(fsys, "bilan.yaml", environment); err != nil {
			b.Fatal(err)
		}
	}
}
