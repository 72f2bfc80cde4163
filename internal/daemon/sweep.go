package daemon

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// A child's private folder is locked by its parent, so that whoever comes after a killed parent can tell: process numbers
// are used again. It has another name until it is.
const (
	folderPrefix = "bilan-child-"
	newPrefix    = "bilan-new-"
)

// privateFolder makes a folder in dir ("" is the system's). Close removes it.
type privateFolder struct {
	path string
	lock *os.File
}

func newFolder(dir string) (*privateFolder, error) {
	fresh, err := os.MkdirTemp(dir, newPrefix)
	if err != nil {
		return nil, err
	}
	f := &privateFolder{path: filepath.Join(filepath.Dir(fresh), folderPrefix+strings.TrimPrefix(filepath.Base(fresh), newPrefix))}
	if f.lock, err = lockFolder(fresh); err == nil {
		err = os.Rename(fresh, f.path)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(fresh))
	}
	return f, nil
}

func (f *privateFolder) Close() error {
	return errors.Join(os.RemoveAll(f.path), f.lock.Close())
}

func lockFolder(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Sweep removes the private folders that parents which were killed have left in dir ("" is the system's). They hold
// reports.
func Sweep(dir string) error {
	left, err := filepath.Glob(filepath.Join(cmp.Or(dir, os.TempDir()), folderPrefix+"*"))
	if err != nil {
		return err
	}
	var errs []error
	for _, path := range left {
		lock, err := lockFolder(path)
		if err != nil {
			continue // its parent lives, or it is somebody else's
		}
		errs = append(errs, (&privateFolder{path, lock}).Close())
	}
	return errors.Join(errs...)
}
