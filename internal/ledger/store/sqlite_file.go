package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// ErrGone reports that the state's file was removed or replaced while it was in use. Nothing is written after that.
var ErrGone = errors.New("the state's file was removed or replaced while it was in use, so nothing more is made or sent: put it back and start again")

// ErrNoFile reports that the file does not contain a state.
var ErrNoFile = errors.New("nothing has been made or sent yet, so there is no state")

// prepareFile creates the file with access for its owner only, because it contains figures and addresses, and returns
// the one path to which all its names resolve. The lock and the write-ahead log are beside that path.
func prepareFile(file string, existing bool) (string, os.FileInfo, error) {
	if err := checkNotLost(file); err != nil {
		return "", nil, err
	}
	if _, err := os.Stat(file); existing && errors.Is(err, fs.ErrNotExist) {
		return "", nil, fmt.Errorf("%s: %w", file, ErrNoFile)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return "", nil, err
	}
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return "", nil, err
	}
	info, err := f.Stat()
	if err = errors.Join(err, f.Close()); err != nil {
		return "", nil, err
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok && stat.Nlink > 1 {
		return "", nil, fmt.Errorf("%s has another name (a hard link): two programs would write to it at once, so remove the other name, or use a copy", file)
	}
	file, err = filepath.EvalSymlinks(file)
	return file, info, err
}

// checkNotLost returns an error if an existing state is missing, because a new state would send reports again.
func checkNotLost(file string) error {
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if target, err := os.Readlink(file); err == nil {
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(file), target)
		}
		file = target
	}
	lock := file + ".lock"
	if _, err := os.Stat(lock); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("%s is missing, but %s shows that it existed: put it back from a backup, or remove the .lock file to begin with an empty state, which sends again what was sent before", file, lock)
}

// Present reports whether the opened file is still at its path.
func (s *sqlite) Present() error {
	now, err := os.Stat(s.file)
	if err != nil || !os.SameFile(now, s.opened) {
		return fmt.Errorf("%s: %w", s.file, ErrGone)
	}
	return nil
}
