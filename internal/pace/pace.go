// Package pace decides when a message may begin to leave. It keeps to the limits of the mail service per minute and per
// day, and limits how many messages leave at once. It knows neither messages nor the storage of the shared instants.
package pace

import "time"

// Limits are the limits of a mail service; 0 for no limit.
type Limits struct {
	PerMinute int // messages begun within any minute
	PerDay    int // messages sent within any 24 hours
}

const (
	// Ahead is how far ahead of now the shared instants are reserved. A killed process loses the instants that it
	// reserved.
	Ahead = time.Minute
	// clockAhead is the largest difference between the clocks of two machines. An instant that is further ahead was
	// reserved by a machine whose clock is wrong.
	clockAhead = 2 * time.Minute
	// Day is how long a sent message counts for Limits.PerDay. Mail services count any 24 hours, not a date.
	Day = 24 * time.Hour
	// slack is added to each minute, because messages take different times to reach the service: a slow one and a fast
	// one that begins a minute later may arrive in the same minute, and the service would refuse the second.
	slack = 2 * time.Second
	// defaultSpacing is the time between two messages if only PerDay limits them.
	defaultSpacing = time.Second
)

// Paced reports whether messages wait for their turn.
func (m Limits) Paced() bool { return m.PerMinute > 0 || m.PerDay > 0 }

func (m Limits) spacing() time.Duration {
	if m.PerMinute <= 0 {
		return defaultSpacing
	}
	return (time.Minute + slack) / time.Duration(m.PerMinute)
}

// MaxPerDay returns how many sent messages a day may have before the next one waits: PerDay less the messages that may
// have begun without being counted as sent. It is meant for PerDay above 0.
func (m Limits) MaxPerDay() int { return max(1, m.PerDay-int(Ahead/m.spacing())) }

// Next returns the next shared instant: after last, which was reserved before it, and not before free, when the limit per
// day allows a message again. granted is false if the instant is too far ahead to be reserved now.
func (m Limits) Next(last, free, now time.Time) (at time.Time, granted bool) {
	if last.After(now.Add(Ahead + clockAhead)) {
		last = time.Time{}
	}
	at = laterOf(laterOf(last.Add(m.spacing()), now), free)
	return at, !at.After(now.Add(Ahead))
}

// LastOut returns when the last of n messages that are requested at the instant from is sent, if no other message waits.
// sent holds when the messages of the Day before from were sent, the oldest first.
func (m Limits) LastOut(from time.Time, n int, sent []time.Time) time.Time {
	if !m.Paced() || n == 0 {
		return from
	}
	for len(sent) > 0 && !sent[0].After(from.Add(-Day)) {
		sent = sent[1:]
	}
	return m.lastOutCounting(from, n, sent)
}

// lastOutCounting is LastOut for a sent whose messages all count: none is more than a Day before from.
func (m Limits) lastOutCounting(from time.Time, n int, sent []time.Time) time.Time {
	last := from.Add(time.Duration(n-1) * m.spacing())
	if m.PerDay <= 0 {
		return last
	}
	// The last message waits until the one that is MaxPerDay messages before it has left the Day.
	switch before := len(sent) + n - m.MaxPerDay(); {
	case before <= 0:
		return last
	case before <= len(sent):
		return laterOf(last, sent[before-1].Add(Day))
	default:
		return laterOf(last, m.lastOutCounting(from, before-len(sent), sent).Add(Day))
	}
}

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
