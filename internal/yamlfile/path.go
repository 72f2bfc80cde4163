package yamlfile

import (
	"path/filepath"
)

// PathFrom returns a path for use in a YAML file, with slashes: relative to the file's folder, or absolute if that is
// shorter.
func PathFrom(file, path string) string {
	folder, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return path
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(folder, abs); err == nil && len(rel) <= len(abs) {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(abs)
}
