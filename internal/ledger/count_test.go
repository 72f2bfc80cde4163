package ledger

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestUnmadeAndMarks(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := open(t, o), t.Context()
		turns := []Turn{{Slot: "2026-11-02", Due: monday.AddDate(0, 0, -14), State: Missed}, {Slot: "2026-11-09", Due: monday.AddDate(0, 0, -7), State: Missed}}
		until := monday.Add(time.Minute)
		must[[]Slot](t)(l.Plan(ctx, until, Schedule{Report: "sales", Rule: "weekly", Loaded: monday.AddDate(0, 0, -15),
			List: func(time.Time, time.Time) []Turn { return turns }}))
		check(t, l.SkipSlot(ctx, "sales", Turn{Slot: "2026-11-23", Due: monday, On: "2026-11-23"}, "by hand"))
		// an open turn that is not of the schedule
		_, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "other", Slot: "2026-11-23"}, Kind: Again})
		check(t, err)
		want := map[string]map[State]int{"sales": {Missed: 2, Skipped: 1}}
		if diff := cmp.Diff(want, must[map[string]map[State]int](t)(l.Unmade(ctx))); diff != "" {
			t.Error(diff)
		}
		marks := must[map[string]Watermark](t)(l.Watermarks(ctx))
		if m := marks["sales"]; len(marks) != 1 || m.Rule != "weekly" || !m.Until.Equal(until) {
			t.Errorf("%+v", marks)
		}
	})
}

// A command that only reads does not create a state.
func TestExistingStateOnly(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "state")
	o := Options{SQLite: filepath.Join(folder, "bilan.db"), Now: time.Now, Existing: true}
	if _, err := Open(t.Context(), o); !errors.Is(err, ErrNoState) {
		t.Errorf("Open = %v", err)
	}
	if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
	o.Existing = false
	open(t, o)
	o.Existing = true
	open(t, o)
}
