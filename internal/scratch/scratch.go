// Package scratch makes private folders for a process's temporary files, which may contain a company's rows. Their
// names cannot be guessed, and a later process removes those that a killed process left.
package scratch

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// The beginnings of the folders' names. A process locks each folder that it makes. A later process recognises by the free
// lock that the maker was killed; process numbers would not do, because they are reused.
const (
	prefix      = "bilan-private-" // a locked folder
	freshPrefix = "bilan-new-"     // a folder that is not locked yet
)

// Folder is a private folder of this process. Child processes that get its path may use it too.
type Folder struct {
	Path string
	lock *os.File
}

// New makes a folder in dir, or in the system's folder for temporary files if dir is "". Only its owner may enter it.
// Close removes it.
func New(dir string) (*Folder, error) {
	dir = cmp.Or(dir, os.TempDir())
	for try := 0; ; try++ {
		f, err := tryNew(dir)
		if err == nil || try == 3 {
			return f, err
		}
	}
}

func tryNew(dir string) (*Folder, error) {
	name := strings.ToLower(rand.Text())
	fresh := filepath.Join(dir, freshPrefix+name)
	if err := os.Mkdir(fresh, 0o700); err != nil {
		return nil, fmt.Errorf("make a private folder: %w", err)
	}
	f := &Folder{Path: filepath.Join(dir, prefix+name)}
	var err error
	if f.lock, err = lockFolder(fresh); err == nil {
		if err = os.Rename(fresh, f.Path); err == nil {
			return f, nil
		}
		_ = f.lock.Close()
	}
	return nil, errors.Join(fmt.Errorf("make a private folder: %w", err), os.RemoveAll(fresh))
}

// Close removes the folder and all that is in it.
func (f *Folder) Close() error {
	return errors.Join(os.RemoveAll(f.Path), f.lock.Close())
}

var errNotOurs = errors.New("it belongs to another user")

// lockFolder opens and locks a folder of this user. Anything else is an error at once, a link too, because anybody may
// put anything into the system's folder. It does not wait for the lock.
func lockFolder(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_DIRECTORY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		if stat, ok := info.Sys().(*syscall.Stat_t); !ok || int(stat.Uid) != os.Geteuid() {
			err = errNotOurs
		}
	}
	if err == nil {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Sweep removes the folders in dir whose makers were killed; "" stands for the system's folder for temporary files.
func Sweep(dir string) error {
	dir = cmp.Or(dir, os.TempDir())
	var errs []error
	for _, kind := range []string{prefix, freshPrefix} {
		folders, err := filepath.Glob(filepath.Join(dir, kind+"*"))
		if err != nil {
			return err
		}
		for _, path := range folders {
			errs = append(errs, sweepFolder(path, kind == freshPrefix))
		}
	}
	return errors.Join(errs...)
}

// sweepFolder removes one folder if its maker does not live. A fresh folder may be one that its maker has not locked
// yet: it is empty, and its maker then makes another.
func sweepFolder(path string, fresh bool) error {
	locked, err := lockFolder(path)
	if err != nil {
		return nil // its maker lives, or it belongs to another user
	}
	defer locked.Close()
	if !fresh {
		return os.RemoveAll(path)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
