package loadtest

import (
	"os"
	"testing"

	"bilan/internal/config"
	"bilan/sources/folder"
)

// FuzzParquet checks that any bytes in a Parquet file are either a table or an error.
func FuzzParquet(f *testing.F) {
	whole := parquet(f)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte("PAR1PAR1"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if _, err := load(t, config.Source{}, map[string]string{"t.parquet": string(content)}, "t"); err != nil && err.Error() != "load t.parquet: t.parquet is damaged, or no Parquet file: export it again" {
			t.Error(err)
		}
	})
}

// parquet is a small file with every type that text files are converted to.
func parquet(t testing.TB) []byte {
	t.Helper()
	folder, err := folder.Open("x", config.Source{Files: write(t, "a.csv", "n;v;d;s;b\n1;0,5;2026-01-02;x;true\n2;1,5;2026-01-03;y;false\n")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	ready, err := folder.Prepare(t.Context(), "a", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(ready.Files[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
