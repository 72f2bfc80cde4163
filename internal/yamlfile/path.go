package yamlfile

import (
	"path/filepath"
)

// PathFrom is a path as a YAML file writes it, with slashes: relative to the file's folder, or absolute where that is shorter.
func PathFrom(file, path string) string {
	folder, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return path
	}
	whole, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if rel, err := filepath.Rel(folder, whole); err == nil && len(rel) <= len(whole) {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(whole)
}
