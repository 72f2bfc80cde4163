package daemon

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/letter"
	"bilan/internal/maker"
	"bilan/internal/timetable"
)

// A mail service that accepts 30 messages a minute refuses none of a list of 200. The last one leaves at the time that
// was foretold.
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
	coming, err := timetable.ReadComing(t.Context(), b.Ledger, PaceLimits(b.current.Load().cfg), b.now())
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
	if !strings.Contains(log.String(), `msg="messages wait for their turn" report=weekly slot=2026-11-16 messages=200 last_out=2026-11-16T08:06:51`) {
		t.Error(log.String()[:600])
	}
}

// eachMember makes an edition for each of some members, in addition to the full edition.
type eachMember struct {
	maker.Maker
	members int
}

func (m eachMember) MakeEach(ctx context.Context, t maker.Task, give func(*maker.Made) error) (*maker.Product, error) {
	for i := range m.members {
		one := t
		one.Audience.To = []string{memberAddress(i)}
		p, err := m.Make(ctx, one)
		if err != nil {
			return nil, err
		}
		p.Made.Row, p.Made.Batch = fmt.Sprintf("rep=%d", i), "one read"
		if err := give(p.Made); err != nil {
			return nil, err
		}
	}
	p, err := m.Make(ctx, t)
	if err == nil {
		p.Made.Batch = "one read"
	}
	return p, err
}

// The messages to members count in the foretold time of the last message.
func TestLastMailOfMembers(t *testing.T) {
	p := newPostbox(t)
	each := strings.NewReplacer("burst", "weekly", "09:02", "09:00").Replace(burstYAML)
	yaml := strings.Replace(fmt.Sprintf(head, "Europe/Paris", strings.Replace(p.yaml(), "timeout: 1s", "timeout: 1s, limits: exchange-online", 1), each), "query: select * from orders}", "query: select * from orders, keys: {rep: rep}}", 1)
	b := newBench(t, p.yaml(), weekly)
	b.writeText(yaml)
	inner := b.Maker
	b.Maker = func(cfg *config.Config) maker.Maker { return eachMember{inner(cfg), 60} }
	check(t, b.Start())
	var log strings.Builder
	b.Log = slogTo(&log)
	b.step()
	b.set(monday)
	b.step()
	if !strings.Contains(log.String(), `msg="messages wait for their turn" report=weekly slot=2026-11-16 messages=61 last_out=2026-11-16T08:02:03.999`) {
		t.Error(log.String())
	}
}
