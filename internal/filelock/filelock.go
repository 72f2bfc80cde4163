// Package filelock is a lock that at most one process has at a time, kept with a file on a local disk.
package filelock

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
	"time"
)

// Lock is an advisory lock that ends with its process in every case. The file itself stays: removing it would let two
// processes lock two files with one name. It is safe for concurrent use.
type Lock struct {
	path string
	mu   sync.Mutex
	file *os.File
}

// New is the lock of a file. Nothing is opened before Try.
func New(path string) *Lock { return &Lock{path: path} }

// Try takes the lock, without waiting for another process that has it. True when this process has it now.
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
	for i := 0; i < 5 && errors.Is(err, syscall.EWOULDBLOCK); i++ { // somebody may only be asking
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

// ByOthers reports whether another process has it.
func (l *Lock) ByOthers() (bool, error) {
	if l.Held() {
		return false, nil
	}
	probe := New(l.path)
	free, err := probe.Try()
	return !free, errors.Join(err, probe.Release())
}

// Release gives it back; nothing happens where it is not held.
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
