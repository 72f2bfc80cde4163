package daemon

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"bilan/internal/clock"
	"bilan/internal/ledger"
)

// guarded is a bench with a guard over a clock and an uptime that the test moves.
type guarded struct {
	*bench
	wall time.Time
	up   time.Duration
}

func newGuarded(t *testing.T, reports string) *guarded {
	p := newPostbox(t)
	g := &guarded{bench: &bench{t: t, dir: t.TempDir(), maker: &fakeMaker{}}, wall: monday.Add(-time.Hour), up: time.Hour}
	g.write(p.yaml(), reports)
	guard := clock.New(func() clock.Reading { return clock.Reading{Wall: g.wall, Uptime: g.up, Boot: "first"} })
	g.at = guard.Now()
	g.bench.open(ledger.Options{SQLite: g.dir + "/state.db"})
	g.Guard, g.Daemon.Now = guard, func() time.Time { return g.bench.now() }
	check(t, g.resumeClock(t.Context()))
	return g
}

// pass lets time pass, with a step of the daemon every 20 seconds.
func (g *guarded) pass(d time.Duration) {
	g.t.Helper()
	for ; d > 0; d -= 20 * time.Second {
		g.wall, g.up = g.wall.Add(20*time.Second), g.up+20*time.Second
		g.set(g.Guard.Now())
		g.checkClock(g.t.Context())
		g.step()
	}
}

func (g *guarded) readyzSays() string {
	g.t.Helper()
	g.stats.Ready.Store(true)
	r := httptest.NewRequest("GET", "http://localhost/readyz", nil)
	w := httptest.NewRecorder()
	g.Handler().ServeHTTP(w, r)
	return w.Body.String()
}

// While the clock is a year ahead for 50 seconds, no turn is given up and nothing is sent early. A turn that becomes
// due meanwhile is sent on time.
func TestAYearAheadForAMoment(t *testing.T) {
	g := newGuarded(t, weekly)
	g.pass(59 * time.Minute)
	g.wall = g.wall.AddDate(1, 0, 0)
	g.pass(2 * time.Minute) // past 09:00, when the report is due
	if s := g.slot("weekly", "2026-11-16"); s.State != ledger.Produced {
		t.Errorf("%s is %s", s.Key, s.State)
	}
	if says := g.readyzSays(); !strings.Contains(says, "not confirmed") {
		t.Errorf("readyz says %q", says)
	}
	g.wall = g.wall.AddDate(-1, 0, 0)
	g.pass(time.Minute)
	list, err := g.Ledger.Slots(t.Context(), ledger.Filter{})
	check(t, err)
	if len(list) != 1 || len(g.maker.tasks) != 1 {
		t.Errorf("%d turns, %d made", len(list), len(g.maker.tasks))
	}
	if says := g.readyzSays(); says != "ready\n" {
		t.Errorf("readyz says %q", says)
	}
}

// A clock that stays wrong is believed after a while. Once it is right again, the owner is told once that turns are
// planned ahead, and repair corrects that.
func TestPlannedAheadIsTold(t *testing.T) {
	g := newGuarded(t, weekly)
	g.pass(2 * time.Minute)
	g.wall = g.wall.AddDate(1, 0, 0)
	g.pass(6 * time.Minute)
	g.wall = g.wall.AddDate(-1, 0, 0)
	g.pass(10 * time.Minute)
	if says := g.readyzSays(); !strings.Contains(says, "bilan state repair") {
		t.Errorf("readyz says %q", says)
	}
	notices, err := g.Ledger.NoticesOf(t.Context(), "", "")
	check(t, err)
	if len(notices) != 1 {
		t.Errorf("%d notices", len(notices))
	}
	if _, err := g.Ledger.RepairAhead(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	g.pass(time.Hour)
	if s := g.slot("weekly", "2026-11-16"); s.State != ledger.Produced || s.Late(s.Finished) > 2*time.Minute {
		t.Errorf("%s is %s, finished %s", s.Key, s.State, s.Finished)
	}
	if says := g.readyzSays(); says != "ready\n" {
		t.Errorf("readyz says %q", says)
	}
}

// A new process continues from the time of the last one. A clock that was set a year ahead while no process ran gives
// up no turn.
func TestTheClockIsKeptForTheNextStart(t *testing.T) {
	g := newGuarded(t, weekly)
	g.pass(2 * time.Minute)
	g.storeReading(t.Context())
	before := g.wall
	g.wall, g.up = g.wall.AddDate(1, 0, 0), g.up+10*time.Minute
	g.Guard = clock.New(func() clock.Reading { return clock.Reading{Wall: g.wall, Uptime: g.up, Boot: "first"} })
	check(t, g.resumeClock(t.Context()))
	if got := g.Guard.Now(); !got.Equal(before.Add(10*time.Minute)) || g.clockConfirmed() {
		t.Errorf("Now is %s, want %s", got, before.Add(10*time.Minute))
	}
}

// After two months off, an hourly report causes one short notice.
func TestLongOff(t *testing.T) {
	hourly := strings.Replace(weekly, `{every: week, day: monday, at: "09:00"}`, `{cron: "0 * * * *"}`, 1)
	b := newBench(t, newPostbox(t).yaml(), hourly)
	b.step()
	b.set(monday.AddDate(0, 0, 60))
	b.step()
	notices, err := b.Ledger.NoticesOf(t.Context(), "weekly", "")
	check(t, err)
	if len(notices) != 1 {
		t.Fatalf("%d notices", len(notices))
	}
	d, err := b.Ledger.Delivery(t.Context(), notices[0].ID)
	check(t, err)
	if n := strings.Count(string(d.Raw), "\n"); n > 40 {
		t.Errorf("a notice of %d lines:\n%s", n, d.Raw)
	}
}
