package config

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"bilan/internal/regular"
)

// disk is where files are read: the machine's, or a test's.
type disk interface {
	open(name string) (fs.File, error)
	glob(pattern string) ([]string, error)
	abs(name string) string  // where a file stands
	real(name string) string // the one name of a file, links followed, to know it again
}

type machine struct{}

func (machine) glob(pattern string) ([]string, error) { return filepath.Glob(pattern) }

// open opens a regular file, or what the process that started this one handed it: -c /dev/stdin, -c <(sops …).
func (machine) open(name string) (fs.File, error) {
	if Stream(name) {
		return os.Open(name)
	}
	f, err := regular.Open(name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Stream tells whether a file is one that the process which started this one handed it: it can be read once.
func Stream(name string) bool { return name == "/dev/stdin" || strings.HasPrefix(name, "/dev/fd/") }

func (machine) abs(name string) string {
	if whole, err := filepath.Abs(name); err == nil {
		return whole
	}
	return name
}

func (m machine) real(name string) string {
	if real, err := filepath.EvalSymlinks(m.abs(name)); err == nil {
		return real
	}
	return m.abs(name)
}

// read gives at most limit+1 bytes of a file; folder tells that it is one.
func read(d disk, name string, limit int64) (data []byte, folder bool, err error) {
	f, err := d.open(name)
	if errors.Is(err, regular.ErrFolder) {
		return nil, true, nil
	}
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, true, nil
	}
	data, err = io.ReadAll(io.LimitReader(f, limit+1))
	return data, false, err
}
