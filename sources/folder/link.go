package folder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// A folder contains what its owner may see. Someone who may write into it could add a link to any file of the machine,
// and a report would show that file. So files are opened below the folder's root, and no link can lead out of it. The
// folder itself may be a link, and so may a file whose target is below the folder.

var errLeadsOut = errors.New("it is a link that leads out of the folder: copy the file, or name the folder that contains it")

// leadsOut reports whether an error of os.Root means that a path leads out of it. Package os does not export that error.
func leadsOut(err error) bool {
	var at *fs.PathError
	return errors.As(err, &at) && at.Err.Error() == "path escapes from parent"
}

// absoluteLink is the path below the root that is the target of a link with an absolute path; false if the target is
// not below the root. The caller opens the result below the root again, so a link that changed meanwhile cannot lead
// out.
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

// stat returns the information about the present target of a path below the root. It follows links.
func (f *Folder) stat(name string) (os.FileInfo, error) {
	info, err := f.dir.Stat(name)
	if !leadsOut(err) {
		return info, err
	}
	if real, ok := f.absoluteLink(name); ok {
		return f.dir.Stat(real)
	}
	return nil, errLeadsOut
}

// isOutsideLink reports whether a file is a link that leads out of the folder, and logs it.
func (f *Folder) isOutsideLink(name string) bool {
	if _, err := f.stat(name); !errors.Is(err, errLeadsOut) {
		return false
	}
	f.log.Warn("did not follow a link that leads out of the folder", "file", name)
	return true
}
