package load

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"bilan/internal/config"
	"bilan/internal/yamlfile"
)

// Snapshot is everything that a config was read from, so that another process can have exactly the same config even if
// the files have changed. It contains secrets: it goes through a pipe, never to a disk or a log.
type Snapshot struct {
	Path  string
	Files map[string][]byte
	Globs map[string][]string
	Env   map[string]string
	Hash  string // of the YAML files alone, in their order: neither of their names nor of values and secrets from elsewhere
}

// String hides everything but the name.
func (s *Snapshot) String() string { return "config " + s.Path }

// GoString is String.
func (s *Snapshot) GoString() string { return s.String() }

// LoadSnapshot is Load that also keeps what it read.
func LoadSnapshot(path string, getenv func(string) (string, bool)) (*config.Config, *Snapshot, error) {
	s := &Snapshot{Path: path, Files: map[string][]byte{}, Globs: map[string][]string{}, Env: map[string]string{}}
	c, err := load(recordingDisk{yamlfile.Machine{}, s}, path, func(name string) (string, bool) {
		value, ok := getenv(name)
		if ok {
			s.Env[name] = value
		}
		return value, ok
	})
	if err == nil {
		s.Hash = s.sum(c.Files())
	}
	return c, s, err
}

// sum is a digest of the files at paths.
func (s *Snapshot) sum(paths []string) string {
	at := map[string][]byte{}
	for name, data := range s.Files {
		at[yamlfile.Machine{}.Abs(name)] = data
	}
	h := sha256.New()
	for _, path := range paths {
		fmt.Fprintf(h, "%d\n", len(at[path]))
		h.Write(at[path])
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Config reads the snapshot again. Files that it does not contain, such as a folder that must exist, are looked up on
// the disk.
func (s *Snapshot) Config() (*config.Config, error) {
	return load(recordedDisk{yamlfile.Machine{}, s}, s.Path, func(name string) (string, bool) {
		value, ok := s.Env[name]
		return value, ok
	})
}

// Same reports whether two snapshots would load the same config.
func (s *Snapshot) Same(o *Snapshot) bool {
	if len(s.Files) != len(o.Files) || len(s.Env) != len(o.Env) {
		return false
	}
	for name, data := range s.Files {
		if other, ok := o.Files[name]; !ok || !bytes.Equal(data, other) {
			return false
		}
	}
	for name, value := range s.Env {
		if o.Env[name] != value {
			return false
		}
	}
	return true
}

// recordingDisk is the machine's disk, and keeps everything read from it.
type recordingDisk struct {
	yamlfile.Machine
	kept *Snapshot
}

func (r recordingDisk) Open(name string) (fs.File, error) {
	f, err := r.Machine.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() || info.Size() > yamlfile.MaxFile {
		return f, nil
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	r.kept.Files[name] = data
	return &memoryFile{bytes.NewReader(data), f}, nil
}

func (r recordingDisk) Glob(pattern string) ([]string, error) {
	names, err := r.Machine.Glob(pattern)
	r.kept.Globs[pattern] = slices.Clone(names)
	return names, err
}

// recordedDisk is the disk as a recorder saw it.
type recordedDisk struct {
	yamlfile.Machine
	kept *Snapshot
}

func (r recordedDisk) Open(name string) (fs.File, error) {
	f, err := r.Machine.Open(name)
	data, ok := r.kept.Files[name]
	if !ok {
		return f, err
	}
	if err == nil {
		f.Close()
	}
	return &memoryFile{Reader: bytes.NewReader(data)}, nil
}

func (r recordedDisk) Glob(pattern string) ([]string, error) {
	if names, ok := r.kept.Globs[pattern]; ok {
		return names, nil
	}
	return r.Machine.Glob(pattern)
}

// memoryFile is a file with its content in memory.
type memoryFile struct {
	*bytes.Reader
	behind fs.File // for Stat; nil when the file is gone
}

func (m *memoryFile) Stat() (fs.FileInfo, error) {
	if m.behind == nil {
		return nil, fs.ErrInvalid
	}
	return m.behind.Stat()
}

func (m *memoryFile) Close() error { return nil }
