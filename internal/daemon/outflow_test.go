package daemon

import (
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/letter"
	"bilan/internal/timetable"
)

// A service that takes 30 messages in any minute refuses none of a list of 200, and the last one is out when it was said to be.
func TestLastMailIsForetold(t *testing.T) {
	p := newPostbox(t)
	var mu sync.Mutex
	var taken []time.Time
	refused := 0
	b := newBench(t, strings.Replace(p.yaml(), "timeout: 1s", "timeout: 1s, limits: exchange-online", 1), strings.Replace(weekly, "boss@shop.example", strings.Join(addresses(200), ", "), 1))
	p.mood = func() string {
		mu.Lock()
		defer mu.Unlock()
		now, within := b.now(), 0
		for _, at := range taken {
			if now.Sub(at) < time.Minute {
				within++
			}
		}
		if within >= 30 {
			refused++
			return "451 4.3.2 throttled"
		}
		taken = append(taken, now)
		return "ok"
	}
	var log strings.Builder
	b.Log = slogTo(&log)
	b.step()
	coming, err := timetable.ReadComing(t.Context(), b.Ledger, Paced(b.current.Load().cfg), b.now())
	check(t, err)
	foretold, waits := coming.LastMail(len(letter.Readers(b.current.Load().cfg.Reports["weekly"])), monday)
	b.set(monday)
	b.step()
	_, last, err := b.Ledger.Outflow(t.Context(), b.limits().Pace)
	check(t, err)
	for steps := 0; len(taken) < 200 && steps < 1000; steps++ {
		b.set(b.now().Add(time.Second))
		check(t, b.Ledger.Drain(t.Context(), ledger.Key{}, b.Workers(), b.limits()))
	}
	took := taken[len(taken)-1].Sub(monday)
	if !waits || refused > 0 || len(taken) != 200 {
		t.Errorf("foretold %v, %d refused, %d taken", waits, refused, len(taken))
	}
	for what, said := range map[string]time.Duration{"before it was due": foretold.Sub(monday), "once it was made": last.Sub(monday)} {
		t.Logf("%s: the last mail is out after %s; it took %s", what, said, took)
		if off := (took - said).Abs(); off > said/10 {
			t.Errorf("%s: %s was said, it took %s", what, said, took)
		}
	}
	if !strings.Contains(log.String(), `msg="messages wait for their turn" report=weekly slot=2026-11-16 messages=200 last_out=2026-11-16T08:06:38`) {
		t.Error(log.String()[:600])
	}
}
