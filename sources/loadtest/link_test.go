package loadtest

import (
	"bytes"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/sources/folder"
)

// TestLinks checks that a link that leads out of the folder is not a table, even if the YAML names it.
func TestLinks(t *testing.T) {
	outside, dir := write(t, "secret.csv", "a;b\n1;2\n"), write(t, "in/own.csv", "a;b\n1;2\n")
	link := filepath.Join(t.TempDir(), "exports")
	err := errors.Join(os.Symlink(filepath.Join(outside, "secret.csv"), filepath.Join(dir, "out.csv")),
		os.Symlink("in/own.csv", filepath.Join(dir, "near.csv")), os.Symlink(filepath.Join(dir, "in", "own.csv"), filepath.Join(dir, "whole.csv")), os.Symlink(outside, filepath.Join(dir, "folder")),
		os.Symlink(outside, filepath.Join(dir, "folder.csv")), os.Symlink("nowhere", filepath.Join(dir, "broken.csv")), os.Symlink(dir, link))
	if err != nil {
		t.Skip(err)
	}
	given := map[string]config.FileTable{"named": {File: "out.csv"}, "through": {File: "folder/secret.csv"}, "some": {File: "*/*.csv"}}
	for _, root := range []string{dir, link} {
		var log bytes.Buffer
		links, err := folder.Open("x", config.Source{Files: root}, slog.New(slog.NewTextHandler(&log, nil)))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(links.Names(), " "); got != "broken in_own near whole" {
			t.Errorf("tables %s", got)
		}
		if !strings.Contains(log.String(), "did not follow a link that leads out of the folder") || !strings.Contains(log.String(), "file=out.csv") {
			t.Errorf("the log says %s", log.String())
		}
		for _, name := range []string{"near", "whole"} {
			if _, err := links.Prepare(t.Context(), name, t.TempDir()); err != nil {
				t.Error(err)
			}
		}
		links, err = folder.Open("x", config.Source{Files: root, Tables: given}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for name, file := range map[string]string{"named": "out.csv", "through": "folder/secret.csv"} {
			if _, err := links.Prepare(t.Context(), name, t.TempDir()); err == nil || !strings.HasPrefix(err.Error(), file+": it is a link that leads out of the folder") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got, err := links.Prepare(t.Context(), "some", t.TempDir()); err != nil || len(got.Files) != 1 || got.Files[0].Origin != "in/own.csv" {
			t.Errorf("pattern: %v %v", got.Files, err)
		}
	}
}
