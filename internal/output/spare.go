package output

import (
	"fmt"
	"path/filepath"
	"strings"

	"bilan/internal/config"
	"bilan/internal/plans"
)

// Spare returns an error if writing the file target would destroy what reports are made from: the YAML, a database's file,
// the daemon's state, or a file in a source's folder. PDFs may be written to a source's folder, because no source reads
// them.
func Spare(cfg *config.Config, target string) error {
	if target == "-" {
		return nil
	}
	path := resolved(target)
	refuse := func(what string) error {
		return &plans.BadRequest{Err: fmt.Errorf("%s is %s: it was not changed (write to another file with -o)", target, what)}
	}
	for _, file := range cfg.Files() {
		if path == resolved(file) {
			return refuse("the YAML that the report is made from")
		}
	}
	if cfg.State.File != "" && path == resolved(cfg.State.File) {
		return refuse("where the daemon keeps what it did")
	}
	for name, src := range cfg.Sources {
		switch {
		case src.SQLite != "" && path == resolved(src.SQLite):
			return refuse(fmt.Sprintf("the source %q", name))
		case src.Files != "" && below(resolved(src.Files), path) && !strings.EqualFold(filepath.Ext(path), ".pdf"):
			return refuse(fmt.Sprintf("in the folder of the source %q", name))
		}
	}
	return nil
}

// resolved returns the absolute path. It follows links as far as the path exists.
func resolved(path string) string {
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

func below(folder, path string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
