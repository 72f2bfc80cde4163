package ledger

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger/store"
)

func openFile(t *testing.T, file string) (*Ledger, error) {
	t.Helper()
	l, err := Open(t.Context(), Options{SQLite: file, Now: time.Now})
	if err == nil {
		t.Cleanup(func() { _ = l.Close() })
	}
	return l, err
}

// A state has one lock, under whatever name it is opened. A hard link is refused, because it cannot be recognised.
func TestLockFollowsTheFile(t *testing.T) {
	dir := t.TempDir()
	file, link, hard := filepath.Join(dir, "a.db"), filepath.Join(dir, "link.db"), filepath.Join(dir, "hard.db")
	check(t, os.Symlink("a.db", link))
	first := must[*Ledger](t)(openFile(t, link)) // creates the file that the link names
	second := must[*Ledger](t)(openFile(t, file))
	if ok := must[bool](t)(first.TryLock()); !ok {
		t.Error("the lock is not free")
	}
	if ok := must[bool](t)(second.TryLock()); ok {
		t.Error("two processes work one state by two names")
	}
	check(t, os.Link(file, hard))
	for _, name := range []string{file, hard, link} {
		if _, err := openFile(t, name); err == nil || !strings.Contains(err.Error(), "hard link") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A state that is removed or replaced while it is used accepts no more writes. The next start does not create a new
// one.
func TestStateThatGoesAway(t *testing.T) {
	for name, replace := range map[string]func(file string) error{
		"removed":  func(string) error { return nil },
		"replaced": func(file string) error { return os.WriteFile(file, nil, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "state.db")
			l := must[*Ledger](t)(openFile(t, file))
			must[bool](t)(l.TryLock())
			check(t, l.Pause(t.Context(), "weekly", "because"))
			check(t, os.Rename(file, file+".away"))
			check(t, replace(file))
			if err := l.Pause(t.Context(), "monthly", "because"); !errors.Is(err, store.ErrGone) {
				t.Errorf("written all the same: %v", err)
			}
			if _, err := l.Plan(t.Context(), time.Now()); !errors.Is(err, store.ErrGone) {
				t.Errorf("planned all the same: %v", err)
			}
			if _, err := l.Counts(t.Context()); !errors.Is(err, store.ErrGone) {
				t.Errorf("counted all the same: %v", err)
			}
			if name == "replaced" {
				return
			}
			if _, err := openFile(t, file); err == nil || !strings.Contains(err.Error(), "put it back from a backup") {
				t.Errorf("begun anew in silence: %v", err)
			}
			check(t, os.Rename(file+".away", file))
			again := must[*Ledger](t)(openFile(t, file))
			if paused := must[[]Pause](t)(again.Paused(t.Context())); len(paused) != 1 {
				t.Errorf("%v", paused)
			}
		})
	}
}
