package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Missed is what happens to occurrences whose instant went by while nobody was there.
type Missed string

// The policies for missed occurrences.
const (
	MissedLatest Missed = "latest" // only the newest is made up for (the default)
	MissedAll    Missed = "all"
	MissedSkip   Missed = "skip"
)

// DefaultGrace is how old an occurrence may be to be made up for, when nothing else is said.
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

// Split sorts occurrences, earliest first, into those to run at now and those that are missed for good. What is on time
// always runs; what is older than the grace never does.
func (m Missed) Split(due []Occurrence, now time.Time, grace time.Duration) (run, missed []Occurrence) {
	for i, o := range due {
		if late := now.Sub(o.Due); late <= OnTime || late <= grace && m.makesUp(i == len(due)-1) {
			run = append(run, o)
		} else {
			missed = append(missed, o)
		}
	}
	return run, missed
}

func (m Missed) makesUp(newest bool) bool {
	return m == MissedAll || m != MissedSkip && newest
}
