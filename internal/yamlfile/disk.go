package yamlfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"bilan/internal/regular"
)

// Disk is where files are read: the machine's, or a test's.
type Disk interface {
	Open(name string) (fs.File, error)
	Glob(pattern string) ([]string, error)
	Abs(name string) string  // the full path of a file
	Real(name string) string // the one name of a file, links followed, to know it again
}

// Machine is the disk of the machine that the program runs on.
type Machine struct{}

// Glob lists the files that match a pattern.
func (Machine) Glob(pattern string) ([]string, error) { return filepath.Glob(pattern) }

// Open opens a regular file, or a stream that the parent process passed: -c /dev/stdin, -c <(sops …).
func (Machine) Open(name string) (fs.File, error) {
	if Stream(name) {
		return os.Open(name)
	}
	f, err := regular.Open(name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Stream reports whether a file is one that the process which started this one handed it: it can be read once.
func Stream(name string) bool { return name == "/dev/stdin" || strings.HasPrefix(name, "/dev/fd/") }

// Abs is the file's whole path.
func (Machine) Abs(name string) string {
	if whole, err := filepath.Abs(name); err == nil {
		return whole
	}
	return name
}

// Real is the path without links.
func (m Machine) Real(name string) string {
	if real, err := filepath.EvalSymlinks(m.Abs(name)); err == nil {
		return real
	}
	return m.Abs(name)
}

// Read returns at most limit+1 bytes of a file; folder reports that it is a folder.
func Read(d Disk, name string, limit int64) (data []byte, folder bool, err error) {
	f, err := d.Open(name)
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
