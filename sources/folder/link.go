package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// A folder is what its owner may see. A person who may write into it could put a link to any file of the machine there,
// and a report would show it. So files are opened below the folder's root, which no link can leave. The folder itself
// may be a link, and so may a file whose target is below the folder.

var errLeadsOut = errors.New("it is a link that leads out of the folder: copy the file, or name the folder that contains it")

// escapes reports whether an error of an os.Root means that a name leads out of it. Package os does not export that
// error.
func escapes(err error) bool {
	var at *fs.PathError
	return errors.As(err, &at) && at.Err.Error() == "path escapes from parent"
}

// absoluteLink is the name below the root that a link with an absolute target means, if its target is there. The caller
// opens the result below the root again, so it may be outdated but never leads out.
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

// stat inspects the present target of a name below the root, following links.
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

// leftOut ignores a file behind a link that leads out of the folder, and logs that.
func (f *Folder) leftOut(name string) bool {
	if _, err := f.stat(name); !errors.Is(err, errLeadsOut) {
		return false
	}
	f.log.Warn("did not follow a link that leads out of the folder", "file", name)
	return true
}
