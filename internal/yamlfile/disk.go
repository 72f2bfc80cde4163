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

// Disk is where files are read from: the machine's disk, or files in a test.
type Disk interface {
	Open(name string) (fs.File, error)
	Glob(pattern string) ([]string, error)
	Abs(name string) string  // the absolute path of a file
	Real(name string) string // the path without links, by which two names of one file are equal
}

// Machine is the disk of the machine on which the program runs.
type Machine struct{}

// Glob returns the files that match a pattern.
func (Machine) Glob(pattern string) ([]string, error) { return filepath.Glob(pattern) }

// Open opens a regular file, or a stream from the parent process, as with -c /dev/stdin or -c <(sops …).
func (Machine) Open(name string) (fs.File, error) {
	if IsStream(name) {
		return os.Open(name)
	}
	f, err := regular.Open(name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// IsStream reports whether a name means a stream from the parent process, which can be read only once.
func IsStream(name string) bool { return name == "/dev/stdin" || strings.HasPrefix(name, "/dev/fd/") }

// Abs returns the absolute path of a file, or its name if that fails.
func (Machine) Abs(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		return abs
	}
	return name
}

// Real returns the absolute path without links, or Abs if that fails.
func (m Machine) Real(name string) string {
	if real, err := filepath.EvalSymlinks(m.Abs(name)); err == nil {
		return real
	}
	return m.Abs(name)
}

// Read returns at most limit+1 bytes of a file; folder says that it is a folder.
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
