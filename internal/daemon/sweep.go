package daemon

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// folderPrefix and the parent's process id begin the name of a child's private folder.
const folderPrefix = "bilan-child-"

// Sweep removes the private folders that parents which were killed have left in dir ("" is the system's). They hold
// reports.
func Sweep(dir string) error {
	dir = cmp.Or(dir, os.TempDir())
	left, err := filepath.Glob(filepath.Join(dir, folderPrefix+"*"))
	if err != nil {
		return err
	}
	var errs []error
	for _, folder := range left {
		number, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(folder), folderPrefix), "-")
		pid, err := strconv.Atoi(number)
		if err != nil || pid <= 0 || pid != os.Getpid() && !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			continue
		}
		errs = append(errs, os.RemoveAll(folder))
	}
	return errors.Join(errs...)
}
