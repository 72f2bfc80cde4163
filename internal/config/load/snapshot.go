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

// Snapshot contains all files and variables that a config was read from. Another process can load exactly the same
// config from it, even if the files have changed since. It contains secrets, so it may be sent through a pipe, but
// never stored or logged.
type Snapshot struct {
	Path  string
	Files map[string][]byte
	Globs map[string][]string
	Env   map[string]string
	Hash  string // SHA-256 of the contents of the YAML files in their order; does not depend on their names, environment variables or secret files
}

// String returns the path only, because the contents are secret.
func (s *Snapshot) String() string { return "config " + s.Path }

// GoString returns the same as String.
func (s *Snapshot) GoString() string { return s.String() }

// LoadSnapshot loads a config as Load does, and also returns what it was read from.
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
		s.Hash = s.hashFiles(c.Files())
	}
	return c, s, err
}

// hashFiles returns the hash of the files at paths.
func (s *Snapshot) hashFiles(paths []string) string {
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

// Config loads the config again from the snapshot. What it does not contain, such as a folder that must exist, is
// looked up on the disk.
func (s *Snapshot) Config() (*config.Config, error) {
	return load(recordedDisk{yamlfile.Machine{}, s}, s.Path, func(name string) (string, bool) {
		value, ok := s.Env[name]
		return value, ok
	})
}

// Same reports whether two snapshots give the same config.
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

// recordingDisk reads from the machine's disk and keeps what it reads.
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

// recordedDisk is a disk with the files that a recordingDisk kept.
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

// memoryFile is an open file with its content in memory.
type memoryFile struct {
	*bytes.Reader
	behind fs.File // the real file, for Stat; nil if it no longer exists
}

func (m *memoryFile) Stat() (fs.FileInfo, error) {
	if m.behind == nil {
		return nil, fs.ErrInvalid
	}
	return m.behind.Stat()
}

func (m *memoryFile) Close() error { return nil }
