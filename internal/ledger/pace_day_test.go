package ledger

import (
	"context"
	"fmt"
	"testing"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/pace"
)

// A list is longer than the daily limit. No 24 hours have more messages than the limit, and the last message leaves at
// the announced time.
func TestPaceOfADay(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		clock := &testClock{}
		clock.set(monday)
		o.Now = clock.now
		l := locked(t, o)
		addresses := make([]string, 150) // so many that a third day is needed
		for i := range addresses {
			addresses[i] = fmt.Sprintf("%d@x.example", i)
		}
		of := &office{out: func(Job) Outcome { return AsProduced(letters(addresses...)) }}
		c := l.NewProcess(of.workers(), Limits{Pace: pace.Limits{PerMinute: 30, PerDay: 80}})
		s, _, err := l.Request(t.Context(), TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}, Due: monday})
		check(t, err)
		check(t, l.db.Beat(t.Context(), c.Name))
		_, err = c.Produce(t.Context(), s.ID, func(ctx context.Context, t database.Tx) error { return nil })
		check(t, err)
		waiting, lastOut, err := l.Outflow(t.Context(), c.Pace)
		check(t, err)
		if waiting != len(addresses) {
			t.Fatalf("%d wait", waiting)
		}
		var sent []time.Time
		next := map[int64]time.Time{}
		for _, d := range must[[]Delivery](t)(l.Deliveries(t.Context(), must[Slot](t)(l.Slot(t.Context(), s.Key)).Edition)) {
			next[d.ID] = monday
		}
		for len(next) > 0 {
			now := time.Time{}
			for _, at := range next {
				if now.IsZero() || at.Before(now) {
					now = at
				}
			}
			clock.set(now)
			for id, at := range next {
				if at.After(now) {
					continue
				}
				later := must[time.Time](t)(c.Deliver(t.Context(), id, func(context.Context, database.Tx) error { return nil }))
				if next[id] = later; later.IsZero() {
					delete(next, id)
					sent = append(sent, now)
				}
			}
		}
		for i := range sent {
			if i >= 80 && sent[i].Sub(sent[i-80]) < pace.Day {
				t.Fatalf("message %d leaves %s after the one 80 before it", i, sent[i].Sub(sent[i-80]))
			}
			if i > 0 && sent[i].Sub(sent[i-1]) < 2*time.Second {
				t.Fatalf("message %d leaves %s after the one before", i, sent[i].Sub(sent[i-1]))
			}
		}
		took, said := sent[len(sent)-1].Sub(monday), lastOut.Sub(monday)
		t.Logf("the last is out after %s, as was said %s", took, said)
		if off := (took - said).Abs(); off > said/10 {
			t.Errorf("the last is out after %s, and %s was said", took, said)
		}
	})
}
