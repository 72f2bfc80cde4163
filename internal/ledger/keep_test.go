package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/ledger/database"
)

// Retain on three years of two reports, one of which stopped long ago.
func TestRetain(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		c := &testClock{}
		c.set(monday)
		o.Now = c.now
		l, ctx := locked(t, o), t.Context()
		of := &office{out: func(j Job) Outcome {
			if j.Slot.Report == "fails" {
				return AsFailed("no")
			}
			out := AsProduced(letters("a@x"))
			out.Notices = []Delivery{{Address: "owner@x", Raw: []byte("n"), Dedupe: NoticeKey(j.Slot.Key, "late")}}
			return out
		}}
		of.ans = func(p *DueDelivery) Answer {
			if p.Key.Slot == "2026-11-18" && p.Purpose == ForReport {
				return Answer{State: Waiting, Next: monday.AddDate(9, 0, 0)} // this message is still open
			}
			return Answer{}
		}
		for day := range 10 {
			c.set(monday.AddDate(0, 0, day+1))
			list := []Schedule{daily("sales", 8, monday), daily("fails", 8, monday)}
			if day < 3 {
				list = append(list, daily("stopped", 8, monday))
			}
			must[[]Slot](t)(l.Plan(ctx, c.now(), list...))
			check(t, l.Drain(ctx, Key{}, of.workers(), Limits{}))
		}
		n := must[Removed](t)(l.Retain(ctx, monday.AddDate(0, 0, 6)))
		// Removed are: of "sales" the editions before the sixth but the one with an open message, and that one's
		// notice; of "stopped" all but the last; and all old failed slots.
		if want := (Removed{Slots: 4 + 2 + 6, Editions: 4 + 2, Deliveries: 4*2 + 2*2 + 2}); n != want {
			t.Errorf("removed %+v, want %+v", n, want)
		}
		left := map[string]int{}
		for _, report := range []string{"sales", "stopped"} {
			for _, e := range must[[]Edition](t)(l.Editions(ctx, report, "")) {
				left[report]++
				must[Edition](t)(l.Edition(ctx, e.ID))
			}
		}
		if left["sales"] != 6 || left["stopped"] != 1 {
			t.Errorf("left %v", left)
		}
		if again := must[[]Slot](t)(l.Plan(ctx, c.now(), daily("sales", 8, monday))); len(again) != 0 {
			t.Errorf("planned again: %v", again)
		}
		if n := must[Removed](t)(l.Retain(ctx, monday.AddDate(0, 0, 6))); n != (Removed{}) {
			t.Errorf("removed again: %+v", n)
		}
		before := must[[]Slot](t)(l.Slots(ctx, Filter{Report: "sales", Slot: "2026-11-16"}))
		if len(before) != 0 {
			t.Errorf("still there: %+v", before)
		}
		// IDs are never reused, because an old job would take a new slot for its own.
		s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "new", Slot: "2026-11-30"}})
		if err != nil || s.ID <= 23 {
			t.Errorf("slot %d, %v", s.ID, err)
		}
	})
}

func TestBackupWhileWriting(t *testing.T) {
	o := places[0].make(t)
	l, ctx := locked(t, o), t.Context()
	stop, folder := make(chan bool), t.TempDir()
	var wait sync.WaitGroup
	wait.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "r", Slot: fmt.Sprint(i)}})
			if err == nil {
				err = l.Drain(ctx, s.Key, (&office{}).workers(), Limits{})
			}
			if err != nil {
				t.Error(err)
				return
			}
		}
	})
	time.Sleep(100 * time.Millisecond)
	for i := range 5 {
		file := filepath.Join(folder, fmt.Sprintf("copy-%d.db", i))
		check(t, open(t, o).Backup(ctx, file)) // by a command, while the daemon runs
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v %v", info.Mode(), err)
		}
		copied := locked(t, Options{SQLite: file})
		for _, s := range must[[]Slot](t)(copied.Slots(ctx, Filter{States: []State{Produced}})) {
			if list := must[[]Delivery](t)(copied.Deliveries(ctx, s.Edition)); len(list) != 2 {
				t.Errorf("slot %s has %d deliveries", s.Key, len(list))
			}
			must[Edition](t)(copied.Edition(ctx, s.Edition))
		}
		var sound string
		check(t, database.One(ctx, copied.db.Reader(), "PRAGMA integrity_check", nil, &sound))
		if sound != "ok" {
			t.Error(sound)
		}
	}
	close(stop)
	wait.Wait()
	if err := l.Backup(ctx, filepath.Join(folder, "copy-0.db")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a file: %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, ".bilan-backup-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestBackupOfPostgres(t *testing.T) {
	l := open(t, places[1].make(t))
	if err := l.Backup(t.Context(), "x"); err == nil || !strings.Contains(err.Error(), "pg_dump") {
		t.Errorf("%v", err)
	}
}

func TestStateIsPrivate(t *testing.T) {
	o := places[0].make(t)
	open(t, o)
	for _, name := range []string{o.SQLite, o.SQLite + "-wal"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", name, info, err)
		}
	}
}

func TestOddFileNames(t *testing.T) {
	for _, name := range []string{"été & hiver.db", "50%?a=b#c.db", "a b.db"} {
		file := filepath.Join(t.TempDir(), name)
		open(t, Options{SQLite: file})
		if _, err := os.Stat(file); err != nil {
			t.Error(err)
		}
	}
}

// Work of a process that ended is resumed within milliseconds, not after the queue's own hour.
func TestRecoveryIsPrompt(t *testing.T) {
	o := places[0].make(t)
	l, ctx := locked(t, o), t.Context()
	for i := range 300 {
		_, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "r", Slot: fmt.Sprint(i)}})
		check(t, err)
	}
	check(t, l.db.Write(ctx, func(x database.Tx) error { // their state after their process has died
		_, err := x.Exec(ctx, `UPDATE river_job SET state = 'running', attempt = 1, attempted_at = '2026-11-16 00:00:00.000', attempted_by = jsonb('["dead"]')`)
		return err
	}))
	c := l.NewProcess(Workers{}, Limits{})
	begin := time.Now()
	check(t, c.Recover(ctx))
	t.Logf("300 jobs taken up in %s", time.Since(begin))
	var running int
	check(t, database.One(ctx, l.db.Reader(), "SELECT count(*) FROM river_job WHERE state = 'running'", nil, &running))
	if running != 0 {
		t.Errorf("%d still running", running)
	}
}
