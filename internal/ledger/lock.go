package ledger

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"syscall"
	"time"
)

// fileLock is an advisory lock that ends with its process, however that ends. The file itself stays: removing it would
// let two processes hold locks on two files of one name.
type fileLock struct {
	path string
	mu   sync.Mutex
	file *os.File
}

func (l *fileLock) try() (bool, error) {
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

func (l *fileLock) held() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.file != nil
}

// byOthers tells whether another process holds it.
func (l *fileLock) byOthers() (bool, error) {
	if l.held() {
		return false, nil
	}
	probe := &fileLock{path: l.path}
	free, err := probe.try()
	return !free, errors.Join(err, probe.release())
}

func (l *fileLock) release() error {
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
