package schema

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	_ "time/tzdata"

	"bilan/internal/config"
	"bilan/internal/config/load"
)

var update = flag.Bool("update", false, "write the golden files")

// golden compares a text with a file. With -update, it writes the file.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s is not current: go test ./internal/config/load ./internal/config/schema -update", path)
	}
}

func goodFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../load/testdata/good/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	return files
}

// loaded loads a text as a single file.
func loaded(t *testing.T, text string) (*config.Config, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bilan.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return load.Load(path, filled)
}
