// Package outfile writes files atomically, so that no reader ever sees half a file, and makes their names.
package outfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Replace writes the content to a new file and renames it to target, over an older file. A device or a pipe is written
// to directly, because a rename would replace it by a file. An error does not name the target.
func Replace(target string, content []byte) error {
	switch info, err := os.Stat(target); {
	case err != nil:
	case info.IsDir():
		return errors.New("it is a folder: name a file in it")
	case !info.Mode().IsRegular():
		return os.WriteFile(target, content, 0)
	}
	if real, err := filepath.EvalSymlinks(target); err == nil {
		target = real // write to the link's target, so that the link stays
	}
	f, err := os.CreateTemp(filepath.Dir(target), ".bilan-*")
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no folder %s", filepath.Dir(target))
	}
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(content); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), target)
}

// Reason returns the cause of an error of Replace, without the name of the temporary file.
func Reason(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
