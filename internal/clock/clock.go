// Package clock gives the time that the daemon works by. The machine's clock may be wrong for a while: a person or a
// time server set it wrong, or its battery is empty. A turn that was given up, or a report that was sent, because of a
// wrong clock cannot be taken back. So the package accepts a new time only once it is confirmed; until then it adds the
// elapsed time to the last confirmed time.
package clock

import (
	"context"
	"sync"
	"time"
)

// Reading is the machine's clock and its uptime at one instant.
type Reading struct {
	Wall   time.Time
	Uptime time.Duration // time since the machine started, including sleep
	Boot   string        // identifies the start of the machine from which Uptime counts
}

// IsZero reports whether there is no reading.
func (r Reading) IsZero() bool { return r.Wall.IsZero() }

const (
	// tolerance is the largest difference at which two clocks agree.
	tolerance = time.Minute
	// confirmAfter is how long the clock must agree with the uptime after a jump before it is confirmed.
	confirmAfter = 5 * time.Minute
	// longestStop is the longest time after the last reading for which the clock of a restarted machine is trusted
	// immediately.
	longestStop = 24 * time.Hour
)

// Guard gives confirmed time. It is safe for concurrent use.
type Guard struct {
	read func() Reading

	mu        sync.Mutex
	confirmed Reading // the last confirmed reading
	candidate Reading // the first reading after a jump; zero without a jump
	doubted   bool    // whether another clock disagreed
}

// New returns a guard that confirms the clock's present time. Resume and Compare may withdraw that.
func New(read func() Reading) *Guard {
	return &Guard{read: read, confirmed: read()}
}

// NewFromClocks returns a guard of a wall clock. uptime returns the time since the machine's start, and identifies that
// start.
func NewFromClocks(wall func() time.Time, uptime func() (since time.Duration, boot string)) *Guard {
	return New(func() Reading {
		since, boot := uptime()
		return Reading{Wall: wall(), Uptime: since, Boot: boot}
	})
}

// Resume continues from the last reading that an earlier process stored. On a machine that was not restarted, the clock
// must agree with the uptime. On a restarted machine, a clock that went back by more than a minute, or forward by more
// than a day, is not confirmed until it has run evenly for five minutes.
func (g *Guard) Resume(last Reading) {
	if last.IsZero() {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.read()
	gone := now.Wall.Sub(last.Wall)
	switch {
	case last.Boot == now.Boot && last.Uptime <= now.Uptime:
		g.confirmed = last
	case gone < -tolerance || gone > longestStop:
		g.confirmed = Reading{Wall: last.Wall, Uptime: now.Uptime, Boot: now.Boot}
	}
}

// Now returns the confirmed time.
func (g *Guard) Now() time.Time {
	t, _ := g.confirmedTime()
	return t
}

// Confirmed reports whether the machine's clock is confirmed.
func (g *Guard) Confirmed() bool {
	_, ok := g.confirmedTime()
	return ok
}

// Confirming reports whether the machine's clock is not confirmed, but will be within five minutes if it runs evenly.
func (g *Guard) Confirming() bool {
	_, ok := g.confirmedTime()
	g.mu.Lock()
	defer g.mu.Unlock()
	return !ok && !g.doubted
}

// MachineTime returns the time of the machine's clock, confirmed or not.
func (g *Guard) MachineTime() time.Time { return g.read().Wall }

// LastConfirmed returns the last confirmed reading, which a later process passes to Resume.
func (g *Guard) LastConfirmed() Reading {
	g.confirmedTime()
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.confirmed
}

// confirmedTime returns the confirmed time, and whether it is that of the machine's clock.
func (g *Guard) confirmedTime() (time.Time, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.read()
	switch {
	case advancedEqually(g.confirmed, now) && !g.doubted:
		g.confirmed, g.candidate = now, Reading{}
		return now.Wall, true
	case advancedEqually(g.confirmed, now) || g.doubted:
	case g.candidate.IsZero() || !advancedEqually(g.candidate, now):
		g.candidate = now
	case now.Uptime-g.candidate.Uptime >= confirmAfter:
		g.confirmed, g.candidate = now, Reading{}
		return now.Wall, true
	}
	return g.confirmed.Wall.Add(now.Uptime - g.confirmed.Uptime), false
}

// advancedEqually reports whether the clock and the uptime advanced by the same time, within a minute. For long times it allows a
// thousandth, because a clock may be corrected little by little.
func advancedEqually(before, now Reading) bool {
	up := now.Uptime - before.Uptime
	if before.Boot != now.Boot || up < 0 {
		return false
	}
	off := now.Wall.Sub(before.Wall) - up
	return off.Abs() <= max(tolerance, up/1000)
}

// Compare compares the machine's clock with another one, such as a database server's. If both agree, the time is
// confirmed immediately. If they differ, it is not confirmed until a later comparison agrees. An error means that the
// other clock could not be read, and changes nothing.
func (g *Guard) Compare(ctx context.Context, other func(context.Context) (time.Time, error)) error {
	theirs, err := other(ctx)
	if err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.read()
	g.doubted = now.Wall.Sub(theirs).Abs() > tolerance
	if !g.doubted {
		g.confirmed, g.candidate = now, Reading{}
		return nil
	}
	// If two clocks disagree, the earlier time is the safe one: it gives up no turn.
	if first := g.confirmed.Wall.Add(now.Uptime - g.confirmed.Uptime); theirs.Before(first) {
		g.confirmed = Reading{Wall: theirs, Uptime: now.Uptime, Boot: now.Boot}
	}
	return nil
}
