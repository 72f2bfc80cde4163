package ledger

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The schedule finds a turn done that was requested by hand before its due time. Other requests by hand do not affect
// the schedule's slot.
func TestByHandAndBySchedule(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		c := &testClock{}
		c.set(monday)
		o.Now = c.now
		l, ctx, of := locked(t, o), t.Context(), &office{}
		key := Key{Report: "sales", Slot: "2026-11-16"}
		ask := func(a TurnRequest, wantDone bool) Slot {
			t.Helper()
			a.Key, a.Due = key, monday.Add(time.Hour)
			s, done, err := l.Request(ctx, a)
			if err != nil || done != wantDone {
				t.Fatal(s, done, err)
			}
			check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
			return must[Slot](t)(l.Slot(ctx, s.Key))
		}
		if s := ask(TurnRequest{Kind: Address, To: []string{"me@x.example"}}, false); s.Extra != 1 || s.State != Produced || !cmp.Equal(s.To, []string{"me@x.example"}) {
			t.Errorf("%+v", s)
		}
		if len(of.sent) != 2 {
			t.Fatal(of.sent)
		}
		early := ask(TurnRequest{}, false)
		if len(of.sent) != 4 || early.State != Produced || early.Late(monday) != 0 {
			t.Fatal(of.sent, early)
		}
		ask(TurnRequest{}, true)
		c.set(monday.Add(2 * time.Hour))
		if list := must[[]Slot](t)(l.Plan(ctx, c.now(), daily("sales", 8, monday))); len(list) != 0 {
			t.Errorf("planned %v", list)
		}
		check(t, l.Drain(ctx, Key{}, of.workers(), Limits{}))
		if len(of.sent) != 4 {
			t.Errorf("the schedule sent again: %v", of.sent)
		}
		if s := ask(TurnRequest{Kind: Correction}, false); s.Extra != 2 || must[Edition](t)(l.Edition(ctx, s.Edition)).Version != 2 {
			t.Errorf("%+v", s)
		}
		var got []string
		for _, e := range must[[]Edition](t)(l.Editions(ctx, "sales", "")) {
			got = append(got, fmt.Sprint(e.Key, " v", e.Version))
		}
		if diff := cmp.Diff([]string{"sales 2026-11-16 (2) v2", "sales 2026-11-16 v1", "sales 2026-11-16 (1) v1"}, got); diff != "" {
			t.Error(diff)
		}
		// nothing changed since the second version
		if s := ask(TurnRequest{Kind: Again}, false); must[Edition](t)(l.Edition(ctx, s.Edition)).Version != 2 {
			t.Errorf("%+v", s)
		}
	})
}

// Slots that Drain has worked on leave no job behind.
func TestDrainThenWork(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx, of := locked(t, o), t.Context(), &office{}
		s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}})
		check(t, err)
		check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
		other, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "other", Slot: "2026-11-16"}})
		check(t, err)
		working(t, l, of.workers(), quick, func() bool { return len(of.sentTo()) == 4 })
		if must[Slot](t)(l.Slot(ctx, other.Key)).State != Produced {
			t.Error("the other slot was not worked")
		}
	})
}

// A command can follow work that it requested from another process.
func TestFollow(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		daemon, command, of := locked(t, o), open(t, o), &office{}
		ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
		defer stop()
		s, _, err := command.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}})
		check(t, err)
		ended := make(chan error)
		working(t, daemon, of.workers(), quick, func() bool {
			go func() {
				ended <- command.Follow(ctx, s.Key, func(s Slot, list []Delivery) bool {
					if s.State != Produced {
						return false
					}
					for _, d := range list {
						if !d.State.Final() {
							return false
						}
					}
					return true
				})
			}()
			check(t, <-ended)
			return true
		})
		if len(of.sentTo()) != 2 {
			t.Error(of.sentTo())
		}
	})
}

func TestForEachRow(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		rows := []string{"ana", "ben"}
		of := &office{}
		of.out = func(j Job) Outcome {
			var made []Made
			for _, row := range rows {
				m := letters(row + "@x.example")
				m.Row = row
				made = append(made, m)
			}
			out := AsProduced(made...)
			if len(j.Rows) > 0 && !cmp.Equal(j.Rows, []string{"ana", "ben"}) {
				t.Errorf("rows %v", j.Rows)
			}
			return out
		}
		s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "reps", Slot: "2026-11-16"}})
		check(t, err)
		check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
		list := must[[]Slot](t)(l.Slots(ctx, Filter{Report: "reps"}))
		if len(list) != 3 || len(of.sent) != 2 {
			t.Fatal(list, of.sent)
		}
		row := must[Slot](t)(l.Slot(ctx, Key{Report: "reps", Slot: "2026-11-16", Row: "ben"}))
		if e := must[Edition](t)(l.Edition(ctx, row.Edition)); e.Row != "ben" || e.Version != 1 {
			t.Errorf("%+v", e)
		}
	})
}

func TestMoreDeliveries(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx, of := locked(t, o), t.Context(), &office{}
		s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}})
		check(t, err)
		check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
		s = must[Slot](t)(l.Slot(ctx, s.Key))
		more := letters("a@x.example", "c@x.example").Deliveries
		if added := must[[]Delivery](t)(l.AddDeliveries(ctx, s.Edition, false, more...)); len(added) != 1 || added[0].Address != "c@x.example" {
			t.Errorf("%+v", added)
		}
		if added := must[[]Delivery](t)(l.AddDeliveries(ctx, s.Edition, true, more[0])); len(added) != 1 || added[0].Copy != 1 {
			t.Errorf("%+v", added)
		}
		if _, err := l.AddDeliveries(ctx, 999, true, more[0]); err == nil {
			t.Error("deliveries of no edition")
		}
		check(t, l.Notify(ctx, Delivery{Address: "owner@x", Raw: []byte("x"), Dedupe: "config 1"}, Delivery{Address: "owner@x", Raw: []byte("x"), Dedupe: "config 1"}))
		check(t, l.Notify(ctx, Delivery{Address: "owner@x", Raw: []byte("x"), Dedupe: "config 1"}))
		if !must[bool](t)(l.HasDedupe(ctx, "config 1")) || must[bool](t)(l.HasDedupe(ctx, "config 2")) {
			t.Error("HasDedupe is wrong")
		}
		check(t, l.Drain(ctx, Key{}, of.workers(), Limits{}))
		if len(of.sent) != 5 {
			t.Error(of.sent)
		}
		if n := must[int](t)(l.Resend(ctx, s.Edition)); n != 0 {
			t.Errorf("%d of %v would be sent again", n, of.sent)
		}
	})
}
