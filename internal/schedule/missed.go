package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

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

// ParseMissed reads the YAML's word; "" is latest.
func ParseMissed(s string) (Missed, error) {
	m := Missed(strings.TrimSpace(s))
	if m == "" {
		return MissedLatest, nil
	}
	if !slices.Contains([]Missed{MissedLatest, MissedAll, MissedSkip}, m) {
		return "", fmt.Errorf("missed: %q is not known (write latest, all or skip)", s)
	}
	return m, nil
}

// MakesUp reports whether an occurrence that was due at an instant runs at now: one on time always does, one older than
// the grace never does. newest marks the last one of those that were missed together.
func (m Missed) MakesUp(due, now time.Time, grace time.Duration, newest bool) bool {
	late := now.Sub(due)
	return late <= OnTime || late <= grace && (m == MissedAll || m != MissedSkip && newest)
}
