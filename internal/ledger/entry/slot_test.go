package entry

import (
	"testing"
	"time"
)

func TestCause(t *testing.T) {
	for reason, want := range map[string]string{
		`report "weekly": dataset "orders": empty`: `dataset "orders": empty`,
		`report "monthly": dataset "orders"`:       `report "monthly": dataset "orders"`,
		"out of memory":                            "out of memory",
		"":                                         "",
	} {
		if got := (Slot{Key: Key{Report: "weekly"}, Reason: reason}).Cause(); got != want {
			t.Errorf("%q: %q", reason, got)
		}
	}
}

// A finished turn is late by the time from its due time to its edition or its end. An open turn is late by the time
// that has passed. Late is never negative.
func TestLate(t *testing.T) {
	due := time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)
	at := func(minutes int) time.Time { return due.Add(time.Duration(minutes) * time.Minute) }
	for name, c := range map[string]struct {
		slot Slot
		want time.Duration
	}{
		"made":            {Slot{Due: due, State: Produced, Made: at(3), Finished: at(5)}, 3 * time.Minute},
		"failed":          {Slot{Due: due, State: Failed, Finished: at(7)}, 7 * time.Minute},
		"open":            {Slot{Due: due, State: Held}, 60 * time.Minute},
		"made beforehand": {Slot{Due: due, State: Produced, Made: at(-30)}, 0},
		"not due":         {Slot{Due: at(90), State: Planned}, 0},
	} {
		if got := c.slot.Late(at(60)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Final states are final, and each turn, member and extra number has a key of its own.
func TestFinalStates(t *testing.T) {
	for _, s := range []State{Planned, Producing, Held, Retrying} {
		if s.Final() {
			t.Errorf("%s is final", s)
		}
	}
	for _, s := range []DeliveryState{Pending, Sending, Waiting, Withheld} {
		if s.Final() {
			t.Errorf("%s is final", s)
		}
	}
	keys := map[string]bool{}
	for _, k := range []Key{{Report: "a", Slot: "s"}, {Report: "a", Slot: "s", Row: "R1"}, {Report: "a", Slot: "s", Extra: 1}, {Report: "b", Slot: "s"}} {
		if key := NoticeKey(k, "held"); keys[key] {
			t.Errorf("%s is another turn's", key)
		} else {
			keys[key] = true
		}
	}
}
