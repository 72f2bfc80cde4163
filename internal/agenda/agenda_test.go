package agenda

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"bilan/internal/config/load"
	"bilan/internal/ledger"
	"bilan/internal/pace"
	"bilan/internal/schedule"
	"bilan/internal/timetable"
)

var update = flag.Bool("update", false, "write testdata/next.txt again")

// now is a Monday at six in Paris.
var now = time.Date(2026, 11, 30, 5, 0, 0, 0, time.UTC)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// The line of each kind of turn says what will happen to it.
func TestLines(t *testing.T) {
	cfg, err := load.Load("testdata/bilan.yaml", os.LookupEnv)
	check(t, err)
	a, err := New(cfg, now)
	check(t, err)
	var text strings.Builder
	all := slices.Sorted(func(yield func(string) bool) {
		for name := range cfg.Reports {
			if !yield(name) {
				return
			}
		}
	})
	print := func(head string, list []Turn) {
		text.WriteString("# " + head + "\n")
		for _, turn := range list {
			a.Print(&text, turn, len(list) < 3)
		}
	}
	print("no state", a.List(all, 1, time.Time{}))

	l, err := ledger.Open(t.Context(), ledger.Options{SQLite: filepath.Join(t.TempDir(), "bilan.db"), Now: func() time.Time { return now }})
	check(t, err)
	defer l.Close()
	check(t, l.Pause(t.Context(), "paused", "on holiday"))
	check(t, l.SkipSlot(t.Context(), "left", ledger.Turn{Slot: "2026-12-01", Due: now.AddDate(0, 0, 1)}, "by hand"))
	check(t, l.SkipSlot(t.Context(), "hourly", ledger.Turn{Slot: "2026-11-30T08:00Z", Due: now.Add(3 * time.Hour)}, "by hand"))
	a.Known, err = timetable.ReadComing(t.Context(), l, pace.Limits{PerMinute: 2}, now)
	check(t, err)
	check(t, a.Known.ReadTurns(t.Context(), l, all...))
	a.Open = func(string) bool { return false }
	print("with a state, two mails a minute", a.List(all, 1, time.Time{}))
	print("hourly", a.List([]string{"hourly"}, 3, time.Time{}))
	print("ending", a.List([]string{"ending"}, 3, time.Time{}))
	for _, name := range []string{"ended", "by_hand", "weekly"} {
		text.WriteString(a.WhyEmpty([]string{name}, "2026-11-30") + "\n")
	}
	text.WriteString(a.WhyEmpty(nil, "2026-11-30") + "\n" + a.WhyEmpty(nil, "") + "\n")
	a.Tables = map[string]*schedule.Timetable{}
	text.WriteString(a.WhyEmpty(nil, "") + "\n")

	if *update {
		check(t, os.WriteFile("testdata/next.txt", []byte(text.String()), 0o644))
	}
	want, err := os.ReadFile("testdata/next.txt")
	check(t, err)
	if diff := cmp.Diff(string(want), text.String()); diff != "" {
		t.Error(diff)
	}
}

// After an edit of the schedule, a turn that keeps its old due time is marked, and a turn whose work is already done is
// no longer due.
func TestAfterAnEdit(t *testing.T) {
	cfg, err := load.Load("testdata/bilan.yaml", os.LookupEnv)
	check(t, err)
	a, err := New(cfg, now)
	check(t, err)
	l, err := ledger.Open(t.Context(), ledger.Options{SQLite: filepath.Join(t.TempDir(), "bilan.db"), Now: func() time.Time { return now }})
	check(t, err)
	defer l.Close()
	check(t, l.Write(t.Context(), func(tx ledger.Tx) error {
		work := func(day string) ledger.Work {
			return ledger.Work{Day: day, Unit: "week", Span: "2026-W48", Rule: "another"}
		}
		_, err := l.Recall(t.Context(), tx, ledger.Slot{Key: ledger.Key{Report: "weekly", Slot: "2026-12-02"}, Work: work("2026-12-02"), Edited: ledger.ByEdit,
			Kind: ledger.Scheduled, Due: now.AddDate(0, 0, 2), Next: now.AddDate(0, 0, 2), State: ledger.Planned})
		check(t, err)
		_, err = l.Recall(t.Context(), tx, ledger.Slot{Key: ledger.Key{Report: "zlate", Slot: "2026-11-27"}, Work: work("2026-12-01"), Kind: ledger.Scheduled, Due: now.AddDate(0, 0, -3), State: ledger.Produced})
		return err
	}))
	a.Known, err = timetable.ReadComing(t.Context(), l, pace.Limits{}, now)
	check(t, err)
	check(t, a.Known.ReadTurns(t.Context(), l))
	var text strings.Builder
	for _, turn := range a.List([]string{"weekly", "zlate"}, 2, time.Time{}) {
		a.Print(&text, turn, false)
	}
	for _, want := range []string{
		"zlate                    Tuesday 1 December 2026 at 08:00 CET (left out: it is the same as 2026-11-27)",
		"weekly                   Wednesday 2 December 2026 at 06:00 CET (by the schedule before it was edited)",
	} {
		if !strings.Contains(text.String(), want+"\n") {
			t.Errorf("%q is not in\n%s", want, text.String())
		}
	}
}
