package ledger

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/mark"
)

// marked returns options for a ledger in SQLite with a mark in another folder.
func marked(t *testing.T) Options {
	o := places[0].make(t)
	o.Mark = filepath.Join(t.TempDir(), "bilan.mark")
	return o
}

// sendTurn requests a turn and sends its messages.
func sendTurn(t *testing.T, l *Ledger, slot string) {
	t.Helper()
	s, _, err := l.Request(t.Context(), TurnRequest{Key: Key{Report: "sales", Slot: slot}, Due: monday})
	check(t, err)
	check(t, l.Drain(t.Context(), s.Key, (&office{}).workers(), Limits{}))
}

// putBack replaces the state's files by a copy, as a person who restores a backup does.
func putBack(t *testing.T, o Options, copied []byte) {
	t.Helper()
	for _, end := range []string{"-wal", "-shm"} {
		if err := os.Remove(o.SQLite + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	check(t, os.WriteFile(o.SQLite, copied, 0o600))
}

func TestACopyMadeByBackupIsBehind(t *testing.T) {
	o := marked(t)
	l := locked(t, o)
	sendTurn(t, l, "2026-11-16")
	copied := filepath.Join(t.TempDir(), "copy.db")
	check(t, l.Backup(t.Context(), copied))
	if b := must[*Behind](t)(l.Behind(t.Context())); b != nil {
		t.Errorf("the state itself is behind: %+v", b)
	}

	c := locked(t, Options{SQLite: copied})
	if b := must[*Behind](t)(c.Behind(t.Context())); b == nil || !strings.Contains(b.Why, "bilan state backup") {
		t.Fatalf("Behind = %+v", b)
	}
	refuseAll(t, c)
	check(t, c.EndBehind(t.Context()))
	sendTurn(t, c, "2026-11-23")
}

// refuseAll checks that nothing can be planned, made or sent.
func refuseAll(t *testing.T, l *Ledger) {
	t.Helper()
	ctx, w := t.Context(), (&office{}).workers()
	_, planned := l.Plan(ctx, monday, daily("sales", 8, monday))
	_, _, asked := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-30"}, Due: monday})
	_, resent := l.Resend(ctx, 1)
	retried := l.RetrySlot(ctx, Key{Report: "sales", Slot: "2026-11-16"})
	for what, err := range map[string]error{
		"Plan": planned, "Request": asked, "Resend": resent, "RetrySlot": retried,
		"Drain": l.Drain(ctx, Key{}, w, Limits{}), "Work": l.Work(ctx, w, Limits{}),
	} {
		if !errors.Is(err, ErrBehind) {
			t.Errorf("%s = %v", what, err)
		}
	}
}

// A copy made by other means is not marked as a copy. The mark shows that it is behind if messages have left since.
func TestTheMarkShowsThatAStateIsBehind(t *testing.T) {
	o := marked(t)
	l := open(t, o)
	must[bool](t)(l.TryLock())
	sendTurn(t, l, "2026-11-16")
	onFile(t, o.SQLite, "PRAGMA wal_checkpoint(TRUNCATE)")
	copied, err := os.ReadFile(o.SQLite)
	check(t, err)
	sendTurn(t, l, "2026-11-23")
	check(t, l.Close())

	// A copy at the state's path is behind. After Settled it is not, also not at the next start.
	putBack(t, o, copied)
	l = locked(t, o)
	b := must[*Behind](t)(l.Behind(t.Context()))
	if b == nil || !strings.Contains(b.Why, "2 sent messages") {
		t.Fatalf("Behind = %+v", b)
	}
	check(t, l.EndBehind(t.Context()))
	if b := must[*Behind](t)(open(t, o).Behind(t.Context())); b != nil {
		t.Errorf("after Settled: %+v", b)
	}
	sendTurn(t, l, "2026-11-30")
	if b := must[*Behind](t)(open(t, o).Behind(t.Context())); b != nil {
		t.Errorf("after more was sent: %+v", b)
	}
}

// A mark proves no restore if the state was moved, or if the mark is lost, unreadable, of another state or not
// writable.
func TestWhatIsNoProof(t *testing.T) {
	o := marked(t)
	l := open(t, o)
	must[bool](t)(l.TryLock())
	sendTurn(t, l, "2026-11-16")
	id := *l.origin.id.Load()
	check(t, l.Close())
	moved := Options{SQLite: filepath.Join(t.TempDir(), "moved.db"), Mark: o.Mark}
	text, err := os.ReadFile(o.SQLite)
	check(t, err)
	check(t, os.WriteFile(moved.SQLite, text, 0o600))
	m := mark.File{Path: filepath.Join(t.TempDir(), "other.mark")}
	check(t, m.Write("another", 99))
	check(t, m.Close())
	garbage := filepath.Join(t.TempDir(), "garbage.mark")
	check(t, os.WriteFile(garbage, []byte("bilan state "+id+" has let go"), 0o644))
	for name, o := range map[string]Options{
		"as it was":   o,
		"moved":       moved,
		"no mark yet": {SQLite: o.SQLite, Mark: filepath.Join(t.TempDir(), "new.mark")},
		"no folder":   {SQLite: o.SQLite, Mark: filepath.Join(t.TempDir(), "missing", "new.mark")},
		"other state": {SQLite: o.SQLite, Mark: m.Path},
		"cut off":     {SQLite: o.SQLite, Mark: garbage},
	} {
		l := open(t, o)
		if b := must[*Behind](t)(l.Behind(t.Context())); b != nil {
			t.Errorf("%s: %+v", name, b)
		}
	}
	l = locked(t, Options{SQLite: o.SQLite, Mark: filepath.Join(t.TempDir(), "missing", "new.mark")})
	sendTurn(t, l, "2026-11-23") // a mark that cannot be written stops nothing
}

func TestRestoredByHand(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		o.Now = (&testClock{still: monday.Add(time.Hour)}).now
		l := locked(t, o)
		must[[]Slot](t)(l.Plan(t.Context(), monday, daily("sales", 6, monday.AddDate(0, 0, -2))))
		check(t, l.SetBehind(t.Context(), time.Time{}, "said by hand"))
		if b := must[*Behind](t)(l.Behind(t.Context())); b == nil || !b.Since.Equal(monday) {
			t.Errorf("Behind = %+v, want since the last plan", b)
		}
		refuseAll(t, l)

		// A recalled turn is not planned again. A turn that the state knows is not changed.
		known := Slot{Key: Key{Report: "sales", Slot: "2026-11-15"}, Kind: Scheduled, State: Skipped}
		unknown := Slot{Key: Key{Report: "sales", Slot: "2026-11-17"}, Kind: Scheduled, On: "2026-11-17", Due: monday.AddDate(0, 0, 1), State: Skipped, Reason: "as ops said"}
		open := Slot{Key: Key{Report: "sales", Slot: "2026-11-14"}, Kind: Scheduled, On: "2026-11-14", Due: monday.AddDate(0, 0, -2), State: Planned, Next: monday}
		check(t, l.Write(t.Context(), func(tx Tx) error {
			was, err := l.Recall(t.Context(), tx, known)
			if err == nil && was.State != Planned {
				t.Errorf("%s was %s", known.Key, was.State)
			}
			_, err1 := l.Recall(t.Context(), tx, unknown)
			_, err2 := l.Recall(t.Context(), tx, open)
			return errors.Join(err, err1, err2)
		}))
		check(t, l.EndBehind(t.Context()))
		must[[]Slot](t)(l.Plan(t.Context(), monday.AddDate(0, 0, 2), daily("sales", 6, monday)))
		of := &office{}
		check(t, l.Drain(t.Context(), Key{}, of.workers(), Limits{}))
		for slot, want := range map[string]State{"2026-11-14": Produced, "2026-11-15": Produced, "2026-11-16": Produced, "2026-11-17": Skipped, "2026-11-18": Planned} {
			s := must[Slot](t)(l.Slot(t.Context(), Key{Report: "sales", Slot: slot}))
			if s.State != want || want == Skipped && !strings.Contains(s.Reason, "as ops said") {
				t.Errorf("%s is %s (%s), want %s", slot, s.State, s.Reason, want)
			}
		}
	})
}

// BenchmarkMark measures sending a mail with a mark, which costs one write to a file.
func BenchmarkMark(b *testing.B) {
	m := mark.File{Path: filepath.Join(b.TempDir(), "bilan.mark")}
	for i := 0; b.Loop(); i++ {
		if err := m.Write("0123456789abcdef0123456789abcdef", int64(i+1)); err != nil {
			b.Fatal(err)
		}
	}
}
