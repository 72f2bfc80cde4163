package sources

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// A folder is what its owner may see. Who may write into it could put a link to any file of the machine there, and a
// report would show it: links that lead out of the folder are not followed. The folder itself may be a link.

// inside tells whether a path, its links followed, lies below the folder. A path that leads nowhere does.
func (f *Folder) inside(path string) bool {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return true // opening it says what is wrong
	}
	root, err := filepath.EvalSymlinks(f.root)
	if err != nil {
		return false
	}
	below, err := filepath.Rel(root, real)
	return err == nil && below != ".." && !strings.HasPrefix(below, ".."+string(filepath.Separator))
}

// staysInside demands of a table's files that they still are what they were when the folder was listed.
func (f *Folder) staysInside(t *fileTable) error {
	if i := slices.IndexFunc(t.paths, func(p string) bool { return !f.inside(p) }); i >= 0 {
		return fmt.Errorf("%s is a link that leads out of the folder: copy the file, or name its own folder", f.below(t.paths[i]))
	}
	return nil
}

// leftOut drops a file behind a link that leads out of the folder, and says so.
func (f *Folder) leftOut(path string) bool {
	if f.inside(path) {
		return false
	}
	f.log.Warn("link that leads out of the folder not followed", "file", f.below(path))
	return true
}
