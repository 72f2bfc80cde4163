// Package filelock provides a lock on a file of a local disk. At most one process has the lock at a time.
package filelock

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
	"time"
)

// Lock is an advisory lock. The system releases it when the process ends, also after a crash. Release keeps the file:
// without it two processes could lock two files with the same name. It is safe for concurrent use.
type Lock struct {
	path string
	mu   sync.Mutex
	file *os.File
}

// New returns the lock of the file at path. Try opens the file, New does not.
func New(path string) *Lock { return &Lock{path: path} }

// Try takes the lock without waiting long for another process that has it. It returns true if this process now has the
// lock.
func (l *Lock) Try() (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file != nil {
		return true, nil
	}
	f, err := os.OpenFile(l.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return false, err
	}
	err = flock(f, syscall.LOCK_EX|syscall.LOCK_NB)
	for i := 0; i < 5 && errors.Is(err, syscall.EWOULDBLOCK); i++ { // another process's ByOthers takes the lock for a moment
		time.Sleep(10 * time.Millisecond)
		err = flock(f, syscall.LOCK_EX|syscall.LOCK_NB)
	}
	if err != nil {
		_ = f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return false, nil
		}
		return false, fmt.Errorf("lock %s: %w (the state must be on a local disk)", l.path, err)
	}
	l.file = f
	return true, nil
}

// Held reports whether this process has the lock.
func (l *Lock) Held() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.file != nil
}

// ByOthers reports whether another process has the lock.
func (l *Lock) ByOthers() (bool, error) {
	if l.Held() {
		return false, nil
	}
	probe := New(l.path)
	free, err := probe.Try()
	return !free, errors.Join(err, probe.Release())
}

// Release gives the lock back. Without the lock it does nothing.
func (l *Lock) Release() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return nil
	}
	f := l.file
	l.file = nil
	return f.Close()
}

func flock(f *os.File, how int) error {
	for {
		if err := syscall.Flock(int(f.Fd()), how); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
