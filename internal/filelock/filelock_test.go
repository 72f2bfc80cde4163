package filelock

import (
	"os"
	"path/filepath"
	"testing"
)

// At most one Lock is held at a time. Release keeps the file. ByOthers does not change who has the lock.
func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	a, b := New(path), New(path)
	want := func(what string, got bool, err error, want bool) {
		t.Helper()
		if got != want || err != nil {
			t.Errorf("%s = %v, %v", what, got, err)
		}
	}
	got, err := a.ByOthers()
	want("held by others, free", got, err, false)
	for range 2 {
		got, err = a.Try()
		want("a takes it", got, err, true)
	}
	got, err = b.Try()
	want("b takes it", got, err, false)
	got, err = b.ByOthers()
	want("held by others than b", got, err, true)
	got, err = a.ByOthers()
	want("held by others than a", got, err, false)
	if err := a.Release(); err != nil || a.Held() {
		t.Error(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
	got, err = b.Try()
	want("b takes it then", got, err, true)
	if err := b.Release(); err != nil {
		t.Error(err)
	}
}
