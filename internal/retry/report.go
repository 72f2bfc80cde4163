package retry

import (
	"slices"
	"time"

	"bilan/internal/ledger"
)

// The waits between attempts at a report that fails; after the last one it has failed for good. Where time or memory
// ran out a second attempt is enough, so that its owner is told soon.
var (
	Failed    = []time.Duration{time.Minute, 5 * time.Minute}
	Exhausted = []time.Duration{time.Minute}
)

// stayHeld is how long a report stays held after its waiting time before it is tried again automatically.
const stayHeld = 24 * time.Hour

// Report is when a slot that failed is tried again, by its attempts so far; false when it is given up.
func Report(s ledger.Slot, attempts []ledger.Attempt, waits []time.Duration, now time.Time) (next time.Time, again bool) {
	n := failures(s, attempts)
	if n >= len(waits) {
		return time.Time{}, false
	}
	return now.Add(waits[n]), true
}

// failures counts the attempts that failed in a row right before this one. Those that ended with the program are not
// the report's fault; one that was held had worked.
func failures(s ledger.Slot, list []ledger.Attempt) (n int) {
	for _, a := range slices.Backward(list) {
		switch {
		case a.Slot != s.ID || a.Number >= s.Attempts || a.Outcome == ledger.Interrupted || a.Reason == ledger.Stopped:
		case a.Outcome != string(ledger.Retrying):
			return n
		default:
			n++
		}
	}
	return n
}

// Held returns when a slot whose data is not ready is tried again, each time after a wait, and when waiting ends,
// longest after it began. After that it stays held until a person tries again.
func Held(s ledger.Slot, wait, longest time.Duration, now time.Time) (next, deadline time.Time) {
	deadline, next = s.Deadline, now.Add(wait)
	if deadline.IsZero() {
		deadline = now.Add(longest)
	}
	switch {
	case !now.Before(deadline):
		next = now.Add(stayHeld)
	case next.After(deadline):
		next = deadline
	}
	return next, deadline
}
