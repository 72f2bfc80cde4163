package retry

import (
	"slices"
	"time"

	"bilan/internal/ledger"
)

// The waits between attempts at a report that fails. After the last one it has failed for good.
var (
	Failed    = []time.Duration{time.Minute, 5 * time.Minute}
	Exhausted = []time.Duration{time.Minute} // if time or memory ran out: one more attempt, so that the owner is told soon
)

// heldWait is how long a report whose time to wait is over stays held before it is tried again.
const heldWait = 24 * time.Hour

// NextAttempt returns when a failed slot is tried again, by its attempts so far; again is false if it is given up.
func NextAttempt(s ledger.Slot, attempts []ledger.Attempt, waits []time.Duration, now time.Time) (next time.Time, again bool) {
	n := failuresInRow(s, attempts)
	if n >= len(waits) {
		return time.Time{}, false
	}
	return now.Add(waits[n]), true
}

// failuresInRow returns how many attempts at the slot failed in a row before its present one. It skips attempts that
// ended because the program ended. A held attempt is no failure.
func failuresInRow(s ledger.Slot, list []ledger.Attempt) (n int) {
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

// NextHeldAttempt returns when a slot whose data is not ready is tried again, and the deadline at which waiting ends.
// It is tried after each wait until the deadline, which is longest after the first attempt, and once a day afterwards.
func NextHeldAttempt(s ledger.Slot, wait, longest time.Duration, now time.Time) (next, deadline time.Time) {
	deadline, next = s.Deadline, now.Add(wait)
	if deadline.IsZero() {
		deadline = now.Add(longest)
	}
	switch {
	case !now.Before(deadline):
		next = now.Add(heldWait)
	case next.After(deadline):
		next = deadline
	}
	return next, deadline
}
