// Package mark keeps a small file outside the state's folder with the number of messages that the state has sent. A
// state with a smaller number was restored from an old copy.
package mark

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
)

// File records how many messages a state has sent. It is written after the state's commit, so its number is never above
// that of the state that wrote it. A state with the same identity and a lower number was restored from a copy. The file
// is not synchronised with the disk: after a power failure its number may be too low, never too high. It is safe for
// concurrent use.
type File struct {
	Path string // "" if there is no such file; the methods then do nothing

	mu      sync.Mutex
	file    *os.File
	written int64
}

const format = "bilan state %32s has let go %20d messages\n"

// Read returns the identity of the state and its number of messages. The identity is "" if there is no file, or no
// valid mark in it.
func (f *File) Read() (id string, sent int64, err error) {
	if f.Path == "" {
		return "", 0, nil
	}
	text, err := os.ReadFile(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", 0, nil
	}
	if err != nil {
		return "", 0, err
	}
	if _, err := fmt.Sscanf(string(text), format, &id, &sent); err != nil {
		return "", 0, nil
	}
	return id, sent, nil
}

// Write records the number of messages that a state has sent. It ignores a number that is not above the last one.
func (f *File) Write(id string, sent int64) error {
	if f.Path == "" {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file != nil && sent <= f.written {
		return nil
	}
	if f.file == nil {
		file, err := os.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE, 0o644)
		if err != nil {
			return err
		}
		f.file = file
	}
	if _, err := f.file.WriteAt(fmt.Appendf(nil, format, id, sent), 0); err != nil {
		return err
	}
	f.written = sent
	return nil
}

// Close closes the file. It does nothing if Write was never called.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file == nil {
		return nil
	}
	err := f.file.Close()
	f.file = nil
	return err
}
