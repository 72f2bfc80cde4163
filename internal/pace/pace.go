// Package pace decides when a message may begin to leave: it bounds how many leave at once, and how many a mail service
// accepts per minute and per day. It knows neither messages nor where the shared instants are stored.
package pace

import "time"

// Limits are the limits of a mail service; 0 for no limit.
type Limits struct {
	PerMinute int // messages begun in a minute
	PerDay    int // messages sent within any 24 hours
}

const (
	// Ahead is how far ahead the shared instants are given out: if a process is killed, only its instants are lost.
	Ahead = time.Minute
	// clockAhead is the largest difference between correct clocks. A turn that is further ahead was given by a wrong
	// clock.
	clockAhead = 2 * time.Minute
	// Day is how long a sent message counts for Limits.PerDay, as services count: any 24 hours, not a date.
	Day = 24 * time.Hour
	// slack is what a minute is longer for us than for the service: a message that took longer to get there than the one a minute later counts together with
	// it, and would have that one refused.
	slack = 2 * time.Second
	// unhurried is the spacing where only the day's messages are counted.
	unhurried = time.Second
)

// Paced reports whether messages wait for their turn.
func (m Limits) Paced() bool { return m.PerMinute > 0 || m.PerDay > 0 }

func (m Limits) spacing() time.Duration {
	if m.PerMinute <= 0 {
		return unhurried
	}
	return (time.Minute + slack) / time.Duration(m.PerMinute)
}

// Daily is how many messages may be sent within a day, less those that are begun and not counted as sent yet. For PerDay above 0 only.
func (m Limits) Daily() int { return max(1, m.PerDay-int(Ahead/m.spacing())) }

// Next is the instant after the last one that was given out, where the day has room from free on; false when that is too far ahead to be
// given out now.
func (m Limits) Next(last, free, now time.Time) (at time.Time, granted bool) {
	if last.After(now.Add(Ahead + clockAhead)) {
		last = time.Time{}
	}
	at = later(later(last.Add(m.spacing()), now), free)
	return at, !at.After(now.Add(Ahead))
}

// LastOut is when the last of n messages that are requested at an instant is sent, if nothing else is waiting. sent are
// the messages of the day before, the oldest first.
func (m Limits) LastOut(from time.Time, n int, sent []time.Time) time.Time {
	if !m.Paced() || n == 0 {
		return from
	}
	for len(sent) > 0 && !sent[0].After(from.Add(-Day)) {
		sent = sent[1:]
	}
	return m.lastOut(from, n, sent)
}

// lastOut is LastOut where all of sent counts.
func (m Limits) lastOut(from time.Time, n int, sent []time.Time) time.Time {
	last := from.Add(time.Duration(n-1) * m.spacing())
	if m.PerDay <= 0 {
		return last
	}
	// It waits until the message that came a day's number before it counts no more.
	switch before := len(sent) + n - m.Daily(); {
	case before <= 0:
		return last
	case before <= len(sent):
		return later(last, sent[before-1].Add(Day))
	default:
		return later(last, m.lastOut(from, before-len(sent), sent).Add(Day))
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
