// Package regular opens regular files only. A folder, a device or a named pipe at the path is an error at once. A normal
// open of a named pipe would wait for a writer.
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

// flags open a file for reading, without waiting for the writer of a pipe and without taking over a terminal.
const flags = os.O_RDONLY | syscall.O_NONBLOCK | syscall.O_NOCTTY

// Open opens a regular file for reading. Links are followed.
func Open(name string) (*os.File, error) {
	f, err := os.OpenFile(name, flags, 0)
	return onlyRegular(f, name, err)
}

// OpenIn is Open for a file below root. A link that leads out of root is an error.
func OpenIn(root *os.Root, name string) (*os.File, error) {
	f, err := root.OpenFile(name, flags, 0)
	return onlyRegular(f, name, err)
}

// Create opens a regular file for writing, and empties it. A pipe that somebody reads is an error too.
func Create(name string, perm fs.FileMode) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|syscall.O_NONBLOCK|syscall.O_NOCTTY, perm)
	if f, err = onlyRegular(f, name, err); err != nil {
		return nil, err
	}
	if err := f.Truncate(0); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// ReadFile reads the whole content of a regular file.
func ReadFile(name string) ([]byte, error) { return readAll(Open(name)) }

// ReadFileIn is ReadFile for a file below a folder. A link that leads out of the folder is an error.
func ReadFileIn(folder, name string) ([]byte, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return readAll(OpenIn(root, name))
}

func readAll(f *os.File, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// onlyRegular returns an error, and closes the file, if the opened file is not regular. It checks the open file and not
// the path, which may name another file by now.
func onlyRegular(f *os.File, name string, err error) (*os.File, error) {
	if errors.Is(err, syscall.ENXIO) { // a socket, or a pipe without a reader opened for writing
		return nil, &fs.PathError{Op: "open", Path: name, Err: errNoFile}
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil {
		err = kindError(info.Mode())
	}
	if err != nil {
		_ = f.Close()
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return f, nil
}

// kindError returns the error for a file that is not regular, nil for a regular one.
func kindError(mode fs.FileMode) error {
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

// WithoutPath returns the cause of an error about a file without the file's path, for a message that names the file
// otherwise.
func WithoutPath(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
