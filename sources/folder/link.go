package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// A folder is what its owner may see. Who may write into it could put a link to any file of the machine there, and a
// report would show it: files are opened below the folder's root, which no link leads out of. The folder itself may be
// a link, and so may a file whose target is below the folder.

var errLeadsOut = errors.New("it is a link that leads out of the folder: copy the file, or name its own folder")

// escapes tells the error of an os.Root whose name leads out of it. Package os does not export it.
func escapes(err error) bool {
	var at *fs.PathError
	return errors.As(err, &at) && at.Err.Error() == "path escapes from parent"
}

// absoluteLink is what a link with an absolute target means below the root, when it leads there. Whoever opens the
// result opens it below the root again, so that it may be outdated but never lead out.
func (f *Folder) absoluteLink(name string) (string, bool) {
	real, err := filepath.EvalSymlinks(filepath.Join(f.root, name))
	if err != nil {
		return "", false
	}
	root, err := filepath.EvalSymlinks(f.root)
	if err != nil {
		return "", false
	}
	below, err := filepath.Rel(root, real)
	return below, err == nil && filepath.IsLocal(below)
}

// stat looks at what a name below the root means now, links followed.
func (f *Folder) stat(name string) (os.FileInfo, error) {
	info, err := f.dir.Stat(name)
	if !escapes(err) {
		return info, err
	}
	if real, ok := f.absoluteLink(name); ok {
		return f.dir.Stat(real)
	}
	return nil, errLeadsOut
}

// leftOut drops a file behind a link that leads out of the folder, and says so.
func (f *Folder) leftOut(name string) bool {
	if _, err := f.stat(name); !errors.Is(err, errLeadsOut) {
		return false
	}
	f.log.Warn("link that leads out of the folder not followed", "file", name)
	return true
}
