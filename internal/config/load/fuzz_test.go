package load

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"bilan/internal/yamlfile"
)

// For any file, Load returns a config or mistakes. The mistakes are sorted, readable, and the same each time.
func FuzzLoad(f *testing.F) {
	for _, pattern := range []string{"testdata/good/*.yaml", "testdata/bad/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, path := range files {
			text, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		fsys := fstest.MapFS{"bilan.yaml": {Data: text}, "other.yaml": {Data: text}}
		c, err := LoadFS(fsys, "bilan.yaml", environment)
		if (c == nil) == (err == nil) {
			t.Fatalf("config %v and error %v", c != nil, err)
		}
		if err == nil {
			return
		}
		var found yamlfile.Mistakes
		if !errors.As(err, &found) || len(found) == 0 {
			t.Fatalf("%T", err)
		}
		sorted := slices.Clone(found)
		sorted.Sort()
		for i, m := range found {
			if m != sorted[i] || m.File == "" || m.Message == "" || m.Line < 0 || strings.Contains(m.Message, "%!") {
				t.Errorf("%+v", m)
			}
			if m.Line > 0 && m.Excerpt == "" {
				t.Errorf("no excerpt: %s", m.OneLine())
			}
		}
		if utf8.Valid(text) && !utf8.ValidString(err.Error()) {
			t.Error("a message is not UTF-8")
		}
		if _, again := LoadFS(fsys, "bilan.yaml", environment); again == nil || again.Error() != err.Error() {
			t.Errorf("not the same twice:\n%v\n%v", err, again)
		}
	})
}
