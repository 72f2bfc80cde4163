package scratch

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestMain lets this binary run itself as a process that makes a folder and is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("SCRATCH_TEST_DIR"); dir != "" {
		f, err := New(dir)
		if err == nil {
			err = os.WriteFile(filepath.Join(f.Path, "rows.csv"), []byte("secret"), 0o600)
		}
		if err != nil {
			os.Exit(1)
		}
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	os.Exit(m.Run())
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	check(t, err)
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	a, err := New(dir)
	check(t, err)
	b, err := New(dir)
	check(t, err)
	if info, err := os.Stat(a.Path); err != nil || info.Mode().Perm() != 0o700 || len(filepath.Base(a.Path)) < len(prefix)+26 || a.Path == b.Path {
		t.Errorf("%s %v %v", a.Path, info.Mode(), err)
	}
	check(t, os.WriteFile(filepath.Join(a.Path, "x"), nil, 0o600))
	check(t, a.Close())
	check(t, b.Close())
	if left := names(t, dir); len(left) > 0 {
		t.Errorf("left %v", left)
	}
}

// Sweep removes the folders of killed processes. Folders in use and things of other users stay, and nothing blocks.
func TestSweep(t *testing.T) {
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "kept")
	check(t, os.WriteFile(outside, nil, 0o600))
	killed := exec.Command("/proc/self/exe")
	killed.Env = append(os.Environ(), "SCRATCH_TEST_DIR="+dir)
	if err := killed.Run(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatal(err)
	}
	if left := names(t, dir); len(left) != 1 {
		t.Fatalf("the killed process left %v", left)
	}
	check(t, os.Mkdir(filepath.Join(dir, freshPrefix+"begun"), 0o700))
	check(t, syscall.Mkfifo(filepath.Join(dir, prefix+"pipe"), 0o600))
	check(t, os.Symlink(filepath.Dir(outside), filepath.Join(dir, prefix+"link")))
	used, err := New(dir)
	check(t, err)
	check(t, Sweep(dir))
	if left, want := names(t, dir), []string{filepath.Base(used.Path), prefix + "link", prefix + "pipe"}; !slices.Equal(left, sorted(want)) {
		t.Errorf("left %v, want %v", left, want)
	}
	if _, err := os.Stat(outside); err != nil {
		t.Error("a link was followed:", err)
	}
	check(t, used.Close())
}

func sorted(list []string) []string { slices.Sort(list); return list }
