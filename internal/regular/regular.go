// Package regular opens regular files only, and never waits for one. Other people may have put something else at the
// path: a named pipe, which would block the open, a device or a folder is an error at once.
package regular

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// ErrFolder is the error for opening a folder, inside a *fs.PathError.
var ErrFolder = errors.New("it is a folder, not a file")

var (
	errPipe   = errors.New("it is a named pipe, not a file")
	errSocket = errors.New("it is a socket, not a file")
	errNoFile = errors.New("it is a socket or a named pipe, not a file")
	errDevice = errors.New("it is a device, not a file")
)

// flags keep an open from waiting for a writer and from making a terminal the process's own.
const flags = os.O_RDONLY | syscall.O_NONBLOCK | syscall.O_NOCTTY

// Open opens a regular file for reading. Links are followed.
func Open(name string) (*os.File, error) {
	f, err := os.OpenFile(name, flags, 0)
	return checked(f, name, err)
}

// OpenIn is Open below root: no link leads out of it.
func OpenIn(root *os.Root, name string) (*os.File, error) {
	f, err := root.OpenFile(name, flags, 0)
	return checked(f, name, err)
}

// Create opens a regular file for writing, and empties it. A pipe that somebody reads is an error too.
func Create(name string, perm fs.FileMode) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|syscall.O_NONBLOCK|syscall.O_NOCTTY, perm)
	if f, err = checked(f, name, err); err != nil {
		return nil, err
	}
	if err := f.Truncate(0); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// ReadFile reads a regular file whole.
func ReadFile(name string) ([]byte, error) { return whole(Open(name)) }

// ReadFileIn is ReadFile below a folder: no link leads out of it.
func ReadFileIn(folder, name string) ([]byte, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return whole(OpenIn(root, name))
}

func whole(f *os.File, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// checked looks at the file that was opened, not at its name, which may mean another one by now.
func checked(f *os.File, name string, err error) (*os.File, error) {
	if errors.Is(err, syscall.ENXIO) { // a socket, or a pipe without a reader opened for writing
		return nil, &fs.PathError{Op: "open", Path: name, Err: errNoFile}
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		err = problem(info.Mode())
	}
	if err != nil {
		_ = f.Close()
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return f, nil
}

// problem names the kind of a file that is not regular.
func problem(mode fs.FileMode) error {
	switch {
	case mode.IsRegular():
		return nil
	case mode.IsDir():
		return ErrFolder
	case mode&fs.ModeNamedPipe != 0:
		return errPipe
	case mode&fs.ModeSocket != 0:
		return errSocket
	}
	return errDevice
}

// WithoutPath is an error of opening or reading a file without the file's path, for a message that uses the user's name
// of the file.
func WithoutPath(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
