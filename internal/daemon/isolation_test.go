package daemon

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/maker"
)

// named returns the weekly report under another name, due at 10:00.
func named(name string) string {
	return strings.NewReplacer("weekly", name, "Weekly sales", name, "09:00", "10:00", "boss@", name+"@").Replace(weekly)
}

// A report that uses all memory, never ends or aborts its process fails after two attempts. Its owner is told the
// reason, all other reports are sent on time, and no process or folder is left.
func TestIsolation(t *testing.T) {
	t.Parallel()
	p := newPostbox(t)
	good := []string{"one", "two", "three", "talkative"}
	bad := map[string]string{"greedy": "out of memory", "endless": "had not finished after 6s", "abort": "terminate called"}
	if maker.AddressBytesPerByte > 1 {
		bad["greedy"] = "its process ended" // the race detector has several other messages for this
	}
	reports := "" // the bad reports come first, so that they cannot wait for the good ones
	for name := range bad {
		reports += named(name)
	}
	for _, name := range good {
		reports += named(name)
	}
	b := newBench(t, p.yaml(), reports+"serve: {deadline: 1h}\n")
	b.known()
	// The clock starts one second before ten. Only the endless report has a short deadline, because the good ones may
	// be slow on a busy machine.
	s := b.serve(time.Now().Add(-59*time.Second), boundVariable+"=512", endlessVariable+"=6s")
	eventually(t, "everything is told", func() bool {
		n := p.count(owner)
		for _, name := range good {
			n += p.count(name + "@shop.example")
		}
		return n == len(good)+len(bad)
	})
	check(t, s.Process.Signal(syscall.SIGTERM))
	if err := s.Wait(); err != nil {
		t.Errorf("%v: %s", err, s.words.String())
	}
	b.open(ledger.Options{SQLite: filepath.Join(b.dir, "state.db")})
	for _, name := range good {
		if s := b.slot(name, "2026-11-16"); s.State != ledger.Produced || s.Attempts != 1 || !s.Made.Before(b.slot("endless", "2026-11-16").Finished) {
			t.Errorf("%s: %s after %d attempts, late by %s", name, s.State, s.Attempts, s.Late(s.Made)/fast)
		}
	}
	for name, words := range bad {
		s := b.slot(name, "2026-11-16")
		if s.State != ledger.Failed || s.Attempts != 2 || !strings.Contains(s.Reason, words) {
			t.Errorf("%s: %s after %d attempts: %s", name, s.State, s.Attempts, s.Reason)
		}
		t.Logf("%s: %s", name, s.Reason)
		if p.count(name+"@shop.example") != 0 {
			t.Errorf("somebody got a mail of %s", name)
		}
	}
	if left := b.relatives(); len(left) > 0 {
		t.Errorf("processes are left: %v", left)
	}
	if left, _ := os.ReadDir(b.temp()); len(left) > 0 {
		t.Errorf("folders are left: %v", left)
	}
}

// If the daemon is killed, its children end with it. The next daemon removes their folders.
func TestKilledParent(t *testing.T) {
	t.Parallel()
	p := newPostbox(t)
	b := newBench(t, p.yaml(), named("endless")+"serve: {deadline: 1h}\n")
	b.known()
	start := time.Now().Add(-59 * time.Second)
	s := b.serve(start)
	eventually(t, "the child runs", func() bool { return len(b.relatives()) == 2 })
	check(t, s.Process.Kill())
	_ = s.Wait()
	eventually(t, "the child ends", func() bool { return len(b.relatives()) == 0 })
	left, _ := os.ReadDir(b.temp())
	s = b.serve(start)
	eventually(t, "the next daemon has a child", func() bool { return len(b.relatives()) == 2 })
	now, _ := os.ReadDir(b.temp())
	if len(left) != 1 || len(now) != 1 || left[0].Name() == now[0].Name() {
		t.Errorf("folders: %v, then %v", left, now)
	}
	check(t, s.Process.Kill())
	_ = s.Wait()
}
