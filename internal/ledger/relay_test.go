package ledger

import (
	"testing"
	"time"
)

// Three messages that are refused by policy are tried again together. One process raises the alarm, once, until a
// message is accepted.
func TestRelayRefusesEverybody(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		clock := &testClock{}
		clock.set(monday)
		o.Now = clock.now
		l := locked(t, o)
		refuse := true
		of := &office{
			out: func(Job) Outcome { return AsProduced(letters("a@x.example", "b@x.example", "c@y.example")) },
			ans: func(*DueDelivery) Answer {
				if refuse {
					return Answer{State: Dead, Code: 550, Reply: "5.7.1 no", Policy: true}
				}
				return Answer{}
			},
		}
		s, _, err := l.Request(t.Context(), TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}, Due: monday})
		check(t, err)
		drain := func() []Delivery {
			t.Helper()
			check(t, l.Drain(t.Context(), Key{}, of.workers(), Limits{}))
			list, err := l.Deliveries(t.Context(), must[Slot](t)(l.Slot(t.Context(), s.Key)).Edition)
			check(t, err)
			return list
		}
		for _, d := range drain() {
			if d.State != Waiting || !d.Next.Equal(monday.Add(30*time.Minute)) {
				t.Errorf("%s is %s, next %s", d.Address, d.State, d.Next)
			}
		}
		claims := func() int { return len(must[[]Alarm](t)(l.ClaimAlarms(t.Context()))) }
		if first, second := claims(), claims(); first != 1 || second != 0 {
			t.Errorf("claimed %d and %d", first, second)
		}
		clock.set(monday.Add(2 * time.Minute))
		due := must[[]Alarm](t)(l.ClaimAlarms(t.Context())) // AlarmRaised was not called
		if len(due) != 1 || due[0].Kind != MailAlarm || due[0].Reason != "5.7.1 no" {
			t.Fatalf("%+v", due)
		}
		check(t, l.AlarmRaised(t.Context(), due[0]))
		clock.set(monday.Add(3 * time.Hour))
		if n := claims(); n != 0 {
			t.Errorf("told again on the same day: %d", n)
		}
		for _, d := range drain() { // each message is refused again
			if d.State != Waiting || d.Attempts != 2 {
				t.Errorf("%s is %s after %d attempts", d.Address, d.State, d.Attempts)
			}
		}
		refuse = false
		clock.set(monday.Add(4 * time.Hour))
		for _, d := range drain() {
			if d.State != Sent {
				t.Errorf("%s is %s", d.Address, d.State)
			}
		}
		if lasting := must[[]Alarm](t)(l.Alarms(t.Context())); len(lasting) != 0 {
			t.Errorf("%+v", lasting)
		}
		if due = must[[]Alarm](t)(l.ClaimAlarms(t.Context())); len(due) != 1 || due[0].Over.IsZero() {
			t.Errorf("the end: %+v", due)
		}
		removed, err := l.Retain(t.Context(), monday.Add(100*24*time.Hour))
		check(t, err)
		if removed.Editions != 0 { // each report's last edition stays
			t.Errorf("%+v", removed)
		}
	})
}
