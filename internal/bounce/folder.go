package bounce

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"bilan/internal/regular"
)

// ListFiles lists the mails in a folder and its subfolders, by name. In a Maildir, it leaves out mails that are still being
// written. If path is a file, the list is that file.
func ListFiles(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return []string{path}, err
	}
	var list []string
	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name != path:
			return nil // a mail program has moved the file
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == "tmp" && isMaildir(filepath.Dir(name)):
			return fs.SkipDir
		case entry.Type().IsRegular():
			list = append(list, name)
		}
		return nil
	})
	slices.Sort(list)
	return list, err
}

func isMaildir(folder string) bool {
	for _, name := range []string{"cur", "new"} {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// ReadFile reads one mail. It returns nil for a mail that is not a delivery status notification.
func ReadFile(path string) (*Notification, error) {
	f, err := regular.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	n, err := Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return n, nil
}
