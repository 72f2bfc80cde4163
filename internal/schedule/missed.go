package schedule

import "time"

// Missed is the treatment of occurrences whose instant passed while the daemon was not running.
type Missed string

// The policies for missed occurrences.
const (
	MissedLatest Missed = "latest" // only the newest is made up for (the default)
	MissedAll    Missed = "all"
	MissedSkip   Missed = "skip"
)

// DefaultGrace is the default for how late an occurrence may still run.
const DefaultGrace = 72 * time.Hour

// OnTime is how late an occurrence may be without being missed.
const OnTime = 10 * time.Minute

// MakesUp reports whether an occurrence that was due at an instant runs at now: one on time always does, one older than
// the grace never does. newest marks the last one of those that were missed together.
func (m Missed) MakesUp(due, now time.Time, grace time.Duration, newest bool) bool {
	late := now.Sub(due)
	return late <= OnTime || late <= grace && (m == MissedAll || m != MissedSkip && newest)
}
