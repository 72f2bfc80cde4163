package ledger

import (
	"fmt"
	"testing"
	"time"

	"bilan/internal/ledger/worker"
	"bilan/internal/pace"
	"bilan/internal/testdb"
)

// Of two replicas with different YAMLs, the one whose YAML was announced last plans and works, even if the other is
// announced again. When it ends, the other one works, except on reports that only the newer YAML has.
func TestReplicas(t *testing.T) {
	o := Options{Postgres: testdb.Postgres(t)}
	older, newer := open(t, o), open(t, o)
	announce := func(l *Ledger, name, hash string) ReplicaStatus {
		t.Helper()
		return must[ReplicaStatus](t)(l.Announce(t.Context(), name, hash))
	}
	if s := announce(older, "a", "one"); !s.Newest || len(s.Others) != 0 {
		t.Errorf("alone: %+v", s)
	}
	if s := announce(newer, "b", "two"); !s.Newest || len(s.Others) != 1 || s.Others[0].Name != "a" || s.Others[0].Hash != "one" {
		t.Errorf("the newer: %+v", s)
	}
	if s := announce(older, "a", "one"); s.Newest || len(s.Others) != 1 || s.Others[0].Number != 2 {
		t.Errorf("the older: %+v", s)
	}
	if s := announce(newer, "c", "two"); !s.Newest || len(s.Others) != 1 { // all replicas with the same YAML work
		t.Errorf("another of the newer: %+v", s)
	}
	if s := announce(newer, "b", "two"); !s.Newest || len(s.Others) != 1 {
		t.Errorf("the newer beside another: %+v", s)
	}
	check(t, newer.Withdraw(t.Context(), "c"))
	known := true
	made := func(l *Ledger) int {
		t.Helper()
		of := &office{}
		w := of.workers()
		w.KnowsReport = func(string) bool { return known }
		check(t, l.Drain(t.Context(), Key{}, w, Limits{}))
		return len(of.made)
	}
	turn := func(day int) {
		t.Helper()
		slots := must[[]Slot](t)(newer.Plan(t.Context(), monday.AddDate(0, 0, day), daily("sales", 6, monday.AddDate(0, 0, day-1))))
		if day == 1 && len(slots) != 1 {
			t.Fatalf("planned %v", slots)
		}
	}
	turn(1)
	if a, b := made(older), made(newer); a != 0 || b != 1 {
		t.Errorf("the older made %d, the newer %d", a, b)
	}
	check(t, newer.Withdraw(t.Context(), "b"))
	if s := announce(older, "a", "one"); !s.Newest {
		t.Errorf("left alone: %+v", s)
	}
	turn(2)
	if known = false; made(older) != 0 {
		t.Error("what only the newer YAML knows was made by the older one")
	}
	if known = true; made(older) != 1 {
		t.Error("what both know waits for the one that ended")
	}
	turn(3)
	if known = false; made(open(t, o)) != 1 {
		t.Error("a command, which announces nothing, does not work what it was asked for")
	}
}

// The processes of a state share the messages of a minute. A process that ends loses at most one minute's share.
func TestPaceIsShared(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		clock := &testClock{}
		clock.set(monday)
		o.Now = clock.now
		six := Limits{Pace: pace.Limits{PerMinute: 6}}
		crews := []*worker.Process{locked(t, o).NewProcess(Workers{}, six)}
		if o.Postgres != "" {
			for range 2 {
				crews = append(crews, open(t, o).NewProcess(Workers{}, six))
			}
		}
		waits := map[string]time.Time{}
		var begun []time.Time
		for second := range 300 {
			now := monday.Add(time.Duration(second) * time.Second)
			clock.set(now)
			if second == 150 && len(crews) > 1 {
				crews = crews[:2] // the third was killed
			}
			for i, c := range crews {
				for id := range int64(40) {
					key := fmt.Sprint(i, id)
					if until, asked := waits[key]; asked && until.After(now) {
						continue
					}
					at := must[time.Time](t)(c.Reserve(t.Context(), id))
					if waits[key] = at; !at.After(now) {
						waits[key] = monday.AddDate(1, 0, 0)
						begun = append(begun, now)
					}
				}
			}
		}
		for i := range begun[1:] {
			if gap := begun[i+1].Sub(begun[i]); gap < 10*time.Second {
				t.Errorf("two began within %s, at %s", gap, begun[i].Sub(monday))
			}
		}
		if len(begun) < 22 { // of 30 messages
			t.Errorf("%d began in five minutes", len(begun))
		}
		clock.set(monday.AddDate(-1, 0, 0)) // a clock that was a year ahead delays nothing
		if at := must[time.Time](t)(open(t, o).NewProcess(Workers{}, six).Reserve(t.Context(), 99)); at.After(clock.now()) {
			t.Errorf("waits until %s", at)
		}
	})
}
