package output

import (
	"fmt"
	"path/filepath"
	"strings"

	"bilan/internal/config"
	"bilan/internal/plans"
)

// CheckTarget returns an error if writing the file target would destroy what reports are made from: the YAML, a
// database's file, the daemon's state, or a file in a source's folder. PDFs may be written to a source's folder,
// because no source reads them.
func CheckTarget(cfg *config.Config, target string) error {
	if target == "-" {
		return nil
	}
	path := absolutePath(target)
	refuse := func(what string) error {
		return &plans.BadRequest{Err: fmt.Errorf("%s is %s: it was not changed (write to another file with -o)", target, what)}
	}
	for _, file := range cfg.Files() {
		if path == absolutePath(file) {
			return refuse("the YAML that the report is made from")
		}
	}
	if cfg.State.File != "" && path == absolutePath(cfg.State.File) {
		return refuse("the state of the daemon")
	}
	for name, src := range cfg.Sources {
		switch {
		case src.SQLite != "" && path == absolutePath(src.SQLite):
			return refuse(fmt.Sprintf("the source %q", name))
		case src.Files != "" && isBelow(absolutePath(src.Files), path) && !strings.EqualFold(filepath.Ext(path), ".pdf"):
			return refuse(fmt.Sprintf("in the folder of the source %q", name))
		}
	}
	return nil
}

// absolutePath returns the absolute path. It follows links as far as the path exists.
func absolutePath(path string) string {
	path, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(dir, filepath.Base(path))
	}
	return path
}

func isBelow(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
