package schedule

import "time"

// Missed is the policy for occurrences whose instant passed while the daemon was not running.
type Missed string

// The policies for missed occurrences.
const (
	MissedLatest Missed = "latest" // only the newest runs late (the default)
	MissedAll    Missed = "all"    // all run late
	MissedSkip   Missed = "skip"   // none runs late
)

// DefaultGrace is the default for how late an occurrence may still run.
const DefaultGrace = 72 * time.Hour

// OnTime is how late an occurrence may be without being missed.
const OnTime = 10 * time.Minute

// RunsLate reports whether an occurrence that was due at an instant runs now. One that is OnTime always does, one that is
// later than grace never does. newest says that it is the last of those that were missed together.
func (m Missed) RunsLate(due, now time.Time, grace time.Duration, newest bool) bool {
	late := now.Sub(due)
	return late <= OnTime || late <= grace && (m == MissedAll || m != MissedSkip && newest)
}
