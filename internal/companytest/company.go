// Package companytest makes programs from the files of small companies, for tests that need the real engine.
package companytest

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config/load"
	"bilan/internal/engine"
	"bilan/internal/loaded"
)

// Morning is the present time of most programs: Monday 2 November 2026, 8:00 UTC.
var Morning = time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)

// Company contains the texts of a company's files by path. The YAML file is bilan.yaml.
type Company map[string]string

// With replaces a text of a file where it first occurs, and returns the same company. The test ends when the file does
// not contain the text.
func (c Company) With(t testing.TB, file, old, new string) Company {
	t.Helper()
	if !strings.Contains(c[file], old) {
		t.Fatalf("%s does not contain %q", file, old)
	}
	c[file] = strings.Replace(c[file], old, new, 1)
	return c
}

// Program returns a program of the company on Morning.
func (c Company) Program(t testing.TB) *loaded.Program {
	t.Helper()
	return c.ProgramAt(t, Morning)
}

// ProgramAt writes the files into a new folder, an hour before now, and loads the YAML. The program's present time is now.
func (c Company) ProgramAt(t testing.TB, now time.Time) *loaded.Program {
	t.Helper()
	root := t.TempDir()
	for name, text := range c {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(os.WriteFile(path, []byte(text), 0o600), os.Chtimes(path, now, now.Add(-time.Hour))); err != nil {
			t.Fatal(err)
		}
	}
	cfg, err := load.Load(filepath.Join(root, "bilan.yaml"), os.LookupEnv)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	return &loaded.Program{Config: cfg, Log: log, Now: now, OpenWorkbench: engine.Opener(log)}
}
