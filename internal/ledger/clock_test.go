package ledger

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"bilan/internal/clock"
)

// A clock that is a year ahead plans a year of turns. The repair removes turns that were given up, keeps turns that
// were made, and plans again from now.
func TestRepairAhead(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		ctx, at := t.Context(), &testClock{still: monday}
		o.Now = at.now
		l := locked(t, o)
		schedule := daily("daily", 8, monday)
		must[[]Slot](t)(l.Plan(ctx, monday.Add(time.Minute), schedule))
		check(t, l.SkipSlot(ctx, "daily", Turn{Slot: "2026-11-20", Due: monday.AddDate(0, 0, 4).Add(time.Hour), On: "2026-11-20"}, "left out by hand"))

		ahead := monday.AddDate(0, 0, 10).Add(2 * time.Hour)
		at.set(ahead)
		must[[]Slot](t)(l.Plan(ctx, ahead, givenUp(schedule, "2026-11-26")))
		of := &office{}
		check(t, l.Drain(ctx, Key{}, of.workers(), Limits{}))
		at.set(monday.Add(time.Hour))
		if list := must[map[string]time.Time](t)(l.PlannedAhead(ctx)); !list["daily"].Equal(ahead) {
			t.Fatalf("PlannedAhead = %v", list)
		}
		for _, dry := range []bool{true, false} {
			list := must[[]Repair](t)(l.RepairAhead(ctx, dry))
			// The turns of the 17th to the 25th were given up, except the 20th. The 16th at 8:00 is not ahead, and the
			// 26th was made.
			if len(list) != 1 || list[0].GaveUp != 8 || len(list[0].Made) != 1 {
				t.Fatalf("dry %v: %+v", dry, list)
			}
		}
		if list := must[map[string]time.Time](t)(l.PlannedAhead(ctx)); len(list) != 0 {
			t.Errorf("PlannedAhead after the repair = %v", list)
		}
		before := len(of.sent)
		for day := range 12 {
			at.set(monday.AddDate(0, 0, day).Add(2 * time.Hour))
			must[[]Slot](t)(l.Plan(ctx, at.now(), schedule))
			check(t, l.Drain(ctx, Key{}, of.workers(), Limits{}))
		}
		if made := len(of.sent) - before; made != 10*2 { // the 17th to the 27th without the 20th, to two addresses each
			t.Errorf("%d mails after the repair", made)
		}
		if s := must[Slot](t)(l.Slot(ctx, Key{Report: "daily", Slot: "2026-11-26"})); s.State != Produced {
			t.Errorf("the 26th is %s", s.State)
		}
	})
}

// Turns that were due while the clock was wrong are planned after the repair.
func TestRepairPlansWhatWasDueMeanwhile(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		ctx, at := t.Context(), &testClock{still: monday}
		o.Now = at.now
		l := locked(t, o)
		often := Schedule{Report: "often", Rule: "every five minutes", Loaded: monday}
		often.List = func(after, until time.Time) (list []Turn) {
			for due := after.Truncate(5 * time.Minute).Add(5 * time.Minute); !due.After(until); due = due.Add(5 * time.Minute) {
				list = append(list, Turn{Slot: due.Format(time.RFC3339), On: due.Format(time.DateOnly), Due: due})
			}
			return list[max(0, len(list)-10):] // the policy gives up all but the newest ten
		}
		must[[]Slot](t)(l.Plan(ctx, monday.Add(6*time.Minute), often))
		ahead := monday.AddDate(1, 0, 0)
		at.set(ahead)
		must[[]Slot](t)(l.Plan(ctx, ahead, often))
		at.set(monday.Add(17 * time.Minute))
		must[[]Repair](t)(l.RepairAhead(ctx, false))
		want := []string{monday.Add(10*time.Minute).Format(time.RFC3339) + " planned", monday.Add(15*time.Minute).Format(time.RFC3339) + " planned"}
		if diff := cmp.Diff(want, slotNames(must[[]Slot](t)(l.Plan(ctx, at.now(), often)))); diff != "" {
			t.Error(diff)
		}
	})
}

// givenUp returns a schedule that gives up all turns but one.
func givenUp(s Schedule, but string) Schedule {
	list := s.List
	s.List = func(after, until time.Time) []Turn {
		turns := list(after, until)
		for i := range turns {
			if turns[i].Slot != but {
				turns[i].State = Missed
			}
		}
		return turns
	}
	return s
}

func TestKeepReading(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l := open(t, o)
		for _, up := range []time.Duration{time.Hour, 2 * time.Hour} {
			want := clock.Reading{Wall: monday.Add(up), Uptime: up, Boot: "first"}
			check(t, l.KeepReading(t.Context(), want))
			if o.Postgres != "" {
				want = clock.Reading{} // the server's clock decides, so no reading is stored
			}
			if got := must[clock.Reading](t)(l.LastReading(t.Context())); got != want {
				t.Errorf("LastReading = %+v, want %+v", got, want)
			}
		}
	})
}

// The server's clock decides if the machine's clock is a year ahead.
func TestCompareClock(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l := open(t, o)
		began := time.Now()
		g := clock.New(func() clock.Reading {
			return clock.Reading{Wall: time.Now().AddDate(1, 0, 0), Uptime: time.Since(began), Boot: "first"}
		})
		check(t, l.CompareClock(t.Context(), g))
		if believed := o.Postgres == ""; g.Confirmed() != believed {
			t.Errorf("a year ahead: confirmed %v", g.Confirmed())
		}
	})
}
