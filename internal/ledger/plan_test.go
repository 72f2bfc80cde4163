package ledger

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/ledger/database"

	"github.com/google/go-cmp/cmp"
)

func slotNames(list []Slot) (names []string) {
	for _, s := range list {
		names = append(names, s.Key.Slot+" "+string(s.State))
	}
	slices.Sort(names)
	return names
}

func TestPlanListsEachSlotOnce(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := open(t, o), t.Context()
		plan := func(until time.Time) []string {
			t.Helper()
			return slotNames(must[[]Slot](t)(l.Plan(ctx, until, daily("sales", 8, monday))))
		}
		for _, step := range []struct {
			until time.Time
			want  []string
		}{
			{monday, nil}, // nothing is due before the start
			{monday.Add(59 * time.Minute), nil},
			{monday.Add(time.Hour), []string{"2026-11-16 planned"}},
			{monday.Add(time.Hour), nil},
			{monday.Add(72*time.Hour + time.Hour), []string{"2026-11-17 planned", "2026-11-18 planned", "2026-11-19 planned"}},
			{monday, nil}, // a clock that goes back does not plan again
			{monday.Add(73 * time.Hour), nil},
		} {
			if diff := cmp.Diff(step.want, plan(step.until)); diff != "" {
				t.Errorf("until %s: %s", step.until, diff)
			}
		}
		s := must[Slot](t)(l.Slot(ctx, Key{Report: "sales", Slot: "2026-11-16"}))
		want := Slot{ID: s.ID, Key: Key{Report: "sales", Slot: "2026-11-16"}, Kind: Scheduled, On: "2026-11-16", Due: monday.Add(time.Hour),
			State: Planned, Next: monday.Add(time.Hour), To: []string{}}
		if diff := cmp.Diff(want, s); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTwoPlannersAtOnce(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		ctx := t.Context()
		var mu sync.Mutex
		var made []string
		var wait sync.WaitGroup
		for range 4 {
			l := open(t, o) // each goroutine has a ledger of its own, like a process
			wait.Go(func() {
				for h := range 24 * 10 {
					list, err := l.Plan(ctx, monday.Add(time.Duration(h)*time.Hour), daily("a", 8, monday), daily("b", 9, monday))
					if err != nil {
						t.Error(err)
						return
					}
					mu.Lock()
					for _, s := range list {
						made = append(made, s.Key.String())
					}
					mu.Unlock()
				}
			})
		}
		wait.Wait()
		slices.Sort(made)
		if len(made) != 20 || len(slices.Compact(slices.Clone(made))) != 20 {
			t.Errorf("%d slots made: %v", len(made), made)
		}
	})
}

func TestMissedPausedSkipped(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := open(t, o), t.Context()
		s := daily("sales", 8, monday)
		list := s.List
		s.List = func(after, until time.Time) []Turn {
			turns := list(after, until)
			if len(turns) > 0 {
				turns[0].State, turns[0].Reason = Missed, "the program was off"
			}
			return turns
		}
		check(t, l.SkipSlot(ctx, "sales", Turn{Slot: "2026-11-18", Due: monday.Add(49 * time.Hour), On: "2026-11-18"}, "a holiday of ours"))
		must[[]Slot](t)(l.Plan(ctx, monday.Add(50*time.Hour), s))
		check(t, l.Pause(ctx, "sales", "new tool"))
		check(t, l.Pause(ctx, "sales", "newer tool"))
		must[[]Slot](t)(l.Plan(ctx, monday.Add(98*time.Hour), s))
		if was := must[bool](t)(l.Resume(ctx, "sales")); !was {
			t.Error("Resume knew no pause")
		}
		if was := must[bool](t)(l.Resume(ctx, "sales")); was {
			t.Error("Resume knew a pause twice")
		}
		var got []string
		for _, s := range must[[]Slot](t)(l.Slots(ctx, Filter{Report: "sales"})) {
			got = append(got, s.Key.Slot+" "+string(s.State)+" "+s.Reason)
		}
		want := []string{"2026-11-20 skipped paused: newer tool", "2026-11-19 missed the program was off", "2026-11-18 skipped a holiday of ours",
			"2026-11-17 planned ", "2026-11-16 missed the program was off"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

// Many turns are planned in several transactions. Interrupted planning continues where it stopped, and stores each turn
// once.
func TestManyTurnsArePlannedInParts(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, until := open(t, o), monday.Add(250*time.Minute)
		often := Schedule{Report: "often", Rule: "every minute", Loaded: monday}
		stop := func() {}
		often.List = func(after, until time.Time) (list []Turn) {
			if after.After(monday) { // this is the second transaction
				stop()
			}
			for at := after.Truncate(time.Minute).Add(time.Minute); !at.After(until); at = at.Add(time.Minute) {
				list = append(list, Turn{Slot: at.Format(time.RFC3339), On: at.Format(time.DateOnly), Due: at})
			}
			return list
		}
		_, err := l.Plan(t.Context(), monday, often)
		check(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		stop = cancel
		made, err := l.Plan(ctx, until, often)
		if err == nil || len(made) != 200 {
			t.Fatalf("%d turns, %v", len(made), err)
		}
		stop = func() {}
		if made := must[[]Slot](t)(l.Plan(t.Context(), until, often)); len(made) != 50 {
			t.Errorf("then %d turns", len(made))
		}
		if list := must[[]Slot](t)(l.Slots(t.Context(), Filter{})); len(list) != 250 {
			t.Errorf("%d slots", len(list))
		}
	})
}

// Whether a turn is known is answered with indexes for the turn, without reading all turns of the report.
func TestKnownTurnsAreFoundByTheirIndexes(t *testing.T) {
	l := open(t, places[0].make(t))
	plan := must[[]string](t)(database.All(t.Context(), l.db.Reader(), "EXPLAIN QUERY PLAN SELECT id FROM bilan_slot "+whereSameWork,
		[]any{"sales", "2026-11-16", int64(1), "rule", "2026-11-16", "2026-11-09", "week"}, func(scan func(...any) error) (line string, err error) {
			var id, parent, unused int64
			err = scan(&id, &parent, &unused, &line)
			return line, err
		}))
	searches := 0
	for _, line := range plan {
		if strings.Contains(line, "bilan_slot") {
			searches++
			if !strings.Contains(line, " AND ") && !strings.Contains(line, "rowid=?") {
				t.Errorf("it reads too much: %s", line)
			}
		}
	}
	if searches != 5 {
		t.Errorf("%d searches: %q", searches, plan)
	}
}
