// Package entry reads and writes the rows of the ledger as Go values: slots, editions, deliveries, attempts and alarms.
// It writes them, with the jobs that follow from them, in its caller's transaction. Its callers decide which changes
// are allowed.
package entry

import (
	"fmt"
	"strings"
	"time"
)

// Key is the permanent identity of a turn. Slot is the text of schedule.Slot. Row is "" except for the editions of
// members, one per row. Extra is 0 for the schedule's own turn. Editions made by hand (again, for somebody else, as a
// correction) count up from 1 and never use up the slot.
type Key struct {
	Report, Slot, Row string
	Extra             int
}

// String is report, slot, row and count as people read them: "weekly 2026-11-16".
func (k Key) String() string {
	s := k.Report + " " + k.Slot
	if k.Row != "" {
		s += " " + k.Row
	}
	if k.Extra > 0 {
		s += fmt.Sprintf(" (%d)", k.Extra)
	}
	return s
}

// State is the state of a slot.
type State string

// The states. Produced, Failed, Missed and Skipped are final until somebody asks again.
const (
	Planned   State = "planned"   // waits for its due instant
	Producing State = "producing" // somebody works on it
	Held      State = "held"      // its data is not ready; read again at Next, until Deadline
	Retrying  State = "retrying"  // an attempt failed; the next one is at Next
	Produced  State = "produced"  // its edition is stored and its deliveries are queued
	Failed    State = "failed"
	Missed    State = "missed" // the daemon was not running, and the policy gave the turn up
	Skipped   State = "skipped"
)

// Final reports whether nothing more happens without a request.
func (s State) Final() bool { return s == Produced || s == Failed || s == Missed || s == Skipped }

// Kind is the reason why a slot is made.
type Kind string

// The kinds. All but Scheduled have an Extra in their key.
const (
	Scheduled  Kind = "scheduled"  // the schedule's own turn, also when made by hand early
	Again      Kind = "again"      // the same once more, to everybody
	Address    Kind = "address"    // to addresses named by hand
	Correction Kind = "correction" // the next version, to those who got the one before
)

// Work identifies what a turn does, independently of the text of its rule. Turns of two rules with the same Work are
// the same turn. It is fixed when the turn is planned.
type Work struct {
	Day  string // that it reports, 2006-01-02
	Unit string // of the cadence, such as week; Instants for one with several turns a day; "" for none
	Span string // the first of its periods, where the turns before and after it show others; else ""
	Rule string // what its timetable is known by
}

// Instants is the Unit of cadences with several turns a day: only equal instants make these the same.
const Instants = "instants"

// Edited describes how a change of the YAML changed a slot.
type Edited int

// The effects of an edit.
const (
	Untouched Edited = iota
	ByEdit           // it is sent at its old instant, or was left out before; a later edit may restore it
	LeftOpen         // it was due but not made when its report was removed from the file; it is restored with the report
)

// Slot is one turn of a report's schedule. Times are UTC; zero means never.
type Slot struct {
	ID int64
	Key
	Work
	Edited
	Kind      Kind
	To        []string // for Address
	On        string   // the day on which it is sent, 2006-01-02
	Due       time.Time
	State     State
	Reason    string // why it is held, retrying, failed, missed or skipped
	Attempts  int
	Next      time.Time // when it is worked next
	HeldSince time.Time
	Deadline  time.Time // when being held ends
	Started   time.Time // the last attempt's
	Finished  time.Time // when it came to a final state
	Edition   int64     // the newest one, 0 for none; of a for_each report its rows have them
	Made      time.Time // when that edition was stored
}

// Cause is Reason without the report's name at its beginning, for texts that have the name already.
func (s Slot) Cause() string {
	return strings.TrimPrefix(s.Reason, fmt.Sprintf("report %q: ", s.Report))
}

// Late is how long after its due instant the edition was kept, or the turn was over where it has none; until then, how late it is at now.
// Never negative.
func (s Slot) Late(now time.Time) time.Duration {
	switch {
	case !s.Made.IsZero():
		now = s.Made
	case s.State.Final() && !s.Finished.IsZero():
		now = s.Finished
	}
	return max(0, now.Sub(s.Due))
}

// Edition is the result of one slot. The ledger fills ID, Key, Version, Created and SHA256.
type Edition struct {
	ID int64
	Key
	Version      int // 1, and one more with each correction; what is sent again or by hand (Again, Address) is of the newest
	PeriodID     string
	Created      time.Time
	PDF          []byte
	Figures      []byte // JSON
	Distribution []byte // who got what, of a report with editions of members; else none
	Record       []byte // the figures in the compact form; none if an older program made the edition
	SHA256       string // of the PDF, in hex
	Subject      string
	FileName     string
	Draft        bool
	Banner       string // the doubt that the pages name, "" for none
	Batch        string // the hash of what its figures were computed from, "" where it is not known
}
