package config

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// disk is where files are read: the machine's, or a test's.
type disk interface {
	open(name string) (fs.File, error)
	glob(pattern string) ([]string, error)
	abs(name string) string  // where a file stands
	real(name string) string // the one name of a file, links followed, to know it again
}

type machine struct{}

func (machine) open(name string) (fs.File, error)     { return os.Open(name) }
func (machine) glob(pattern string) ([]string, error) { return filepath.Glob(pattern) }

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
