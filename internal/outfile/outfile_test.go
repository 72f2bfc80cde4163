package outfile

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReplaceLeavesWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "report.pdf"), filepath.Join(dir, "latest.pdf")
	if err := os.WriteFile(file, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if err := Replace(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "new" {
		t.Errorf("behind the link: %q, %v", got, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced by a file")
	}
	// A new pseudo-terminal is a device that a test may write to.
	device, err := os.Open("/dev/ptmx")
	if err != nil {
		t.Skip("no terminal to write to")
	}
	device.Close()
	if err := Replace("/dev/ptmx", nil); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat("/dev/ptmx"); err != nil || info.Mode().IsRegular() {
		t.Fatal("a device was replaced by a file")
	}
	if err := Replace(dir, nil); err == nil {
		t.Error("a folder was written to")
	}
}
