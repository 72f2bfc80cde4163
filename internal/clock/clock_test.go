package clock

import (
	"context"
	"errors"
	"testing"
	"time"
)

var start = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

// machine is a clock and an uptime that a test sets.
type machine struct {
	wall time.Time
	up   time.Duration
	boot string
}

func newMachine() *machine { return &machine{wall: start, up: time.Hour, boot: "first"} }

func (m *machine) read() Reading { return Reading{Wall: m.wall, Uptime: m.up, Boot: m.boot} }

// pass advances clock and uptime by d, and asks the guard every 20 seconds, as the planner does.
func (m *machine) pass(g *Guard, d time.Duration) {
	for ; d > 0; d -= 20 * time.Second {
		m.wall, m.up = m.wall.Add(min(d, 20*time.Second)), m.up+min(d, 20*time.Second)
		g.Now()
	}
}

func (m *machine) jump(d time.Duration) { m.wall = m.wall.Add(d) }

func TestAJumpIsBelievedAfterFiveMinutes(t *testing.T) {
	for name, jump := range map[string]time.Duration{"a year ahead": 365 * 24 * time.Hour, "an hour back": -time.Hour, "two minutes": 2 * time.Minute} {
		m := newMachine()
		g := New(m.read)
		m.pass(g, time.Hour)
		before := m.wall
		m.jump(jump)
		m.pass(g, 4*time.Minute+50*time.Second)
		if got := g.Now(); !got.Equal(before.Add(4*time.Minute+50*time.Second)) || g.Confirmed() {
			t.Errorf("%s, before five minutes: %s, confirmed %v", name, got, g.Confirmed())
		}
		m.pass(g, time.Minute)
		if got := g.Now(); !got.Equal(m.wall) || !g.Confirmed() {
			t.Errorf("%s, after: %s, the clock says %s", name, got, m.wall)
		}
	}
}

func TestAJumpThatIsTakenBackLeavesNothing(t *testing.T) {
	m := newMachine()
	g := New(m.read)
	m.jump(365 * 24 * time.Hour)
	m.pass(g, 50*time.Second)
	m.jump(-365 * 24 * time.Hour)
	m.pass(g, 10*time.Minute)
	if got := g.Now(); !got.Equal(m.wall) || !g.Confirmed() {
		t.Errorf("%s, the clock says %s", got, m.wall)
	}
	// A clock that jumps again and again is never believed.
	for range 100 {
		m.jump(time.Hour)
		m.pass(g, time.Minute)
	}
	if got, want := g.Now(), m.wall.Add(-100*time.Hour); !got.Equal(want) {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestSmallStepsAreBelieved(t *testing.T) {
	m := newMachine()
	g := New(m.read)
	for range 100 {
		m.jump(30 * time.Second)
		m.pass(g, time.Minute)
		if !g.Confirmed() {
			t.Fatalf("not confirmed at %s", m.wall)
		}
	}
}

func TestASleepingMachine(t *testing.T) {
	m := newMachine()
	g := New(m.read)
	m.wall, m.up = m.wall.Add(60*24*time.Hour), m.up+60*24*time.Hour
	if !g.Confirmed() || !g.Now().Equal(m.wall) {
		t.Errorf("after sixty days asleep: %s", g.Now())
	}
}

func TestResume(t *testing.T) {
	kept := newMachine().read()
	for name, c := range map[string]struct {
		now       Reading
		believed  bool
		otherwise time.Time // what Now returns if the clock is not confirmed
	}{
		"the same machine":           {Reading{start.Add(3 * time.Hour), 4 * time.Hour, "first"}, true, time.Time{}},
		"sixty days off, machine on": {Reading{start.AddDate(0, 0, 60), time.Hour + 60*24*time.Hour, "first"}, true, time.Time{}},
		"set while it was off":       {Reading{start.AddDate(1, 0, 0), 2 * time.Hour, "first"}, false, start.Add(time.Hour)},
		"restarted within a day":     {Reading{start.Add(20 * time.Hour), time.Minute, "second"}, true, time.Time{}},
		"restarted after two days":   {Reading{start.Add(48 * time.Hour), time.Minute, "second"}, false, start},
		"restarted in the past":      {Reading{start.AddDate(-10, 0, 0), time.Minute, "second"}, false, start},
	} {
		m := &machine{c.now.Wall, c.now.Uptime, c.now.Boot}
		g := New(m.read)
		g.Resume(kept)
		want := c.otherwise
		if c.believed {
			want = m.wall
		}
		if got := g.Now(); !got.Equal(want) || g.Confirmed() != c.believed {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		m.pass(g, 6*time.Minute)
		if !g.Confirmed() || !g.Now().Equal(m.wall) {
			t.Errorf("%s: not confirmed after six minutes", name)
		}
	}
	m := newMachine()
	g := New(m.read)
	g.Resume(Reading{})
	if !g.Confirmed() {
		t.Error("without an earlier reading")
	}
}

func TestCompare(t *testing.T) {
	m, theirs := newMachine(), start
	g := New(m.read)
	server := func(context.Context) (time.Time, error) { return theirs, nil }
	ask := func() {
		t.Helper()
		if err := g.Compare(t.Context(), server); err != nil {
			t.Fatal(err)
		}
	}
	ask()
	if !g.Confirmed() {
		t.Error("both agree")
	}
	// The machine's clock jumps and is not confirmed, however long it runs evenly.
	m.jump(365 * 24 * time.Hour)
	theirs = theirs.Add(time.Hour)
	m.pass(g, time.Hour)
	ask()
	m.pass(g, time.Hour)
	if got, want := g.Now(), start.Add(2*time.Hour); !got.Equal(want) || g.Confirmed() {
		t.Errorf("%s, want %s", got, want)
	}
	// The clock is set right and is confirmed immediately.
	m.jump(-365 * 24 * time.Hour)
	theirs = m.wall
	ask()
	if !g.Confirmed() || !g.Now().Equal(m.wall) {
		t.Errorf("%s, the clock says %s", g.Now(), m.wall)
	}
	// At the start, if the two clocks disagree, the earlier time is used.
	m = newMachine()
	m.jump(365 * 24 * time.Hour)
	g, theirs = New(m.read), start
	ask()
	if got := g.Now(); !got.Equal(start) || g.Confirmed() {
		t.Errorf("%s, want the server's %s", got, start)
	}
	away := errors.New("away")
	if err := g.Compare(t.Context(), func(context.Context) (time.Time, error) { return time.Time{}, away }); !errors.Is(err, away) {
		t.Errorf("Compare = %v", err)
	}
}

func TestUptimeRuns(t *testing.T) {
	for _, read := range []func() (time.Duration, string){Uptime, processUptime} {
		before, boot := read()
		after, again := read()
		if after < before || boot == "" || boot != again {
			t.Errorf("%s %q, then %s %q", before, boot, after, again)
		}
	}
}
