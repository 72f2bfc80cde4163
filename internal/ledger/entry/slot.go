// Package entry reads and writes the rows of the ledger as Go values: slots, editions, deliveries, attempts and alarms.
// It writes rows, and the jobs for them, in the transaction of its caller. The caller decides which changes are
// allowed.
package entry

import (
	"fmt"
	"strings"
	"time"
)

// Key is the permanent identity of a turn. Slot is the text of schedule.Slot. Row is the ID of the member for a
// member's edition, else "". Extra is 0 for the schedule's turn. Turns requested by hand (again, a test, a correction)
// have an Extra from 1 on, so they do not use up the schedule's turn.
type Key struct {
	Report, Slot, Row string
	Extra             int
}

// String returns the key as people read it, such as "weekly 2026-11-16" or "weekly 2026-11-16 rep=0412 (1)".
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

// The states of a slot. Produced, Failed, Missed and Skipped are final until someone requests the slot again.
const (
	Planned   State = "planned"   // waits for its due time
	Producing State = "producing" // a process makes its edition
	Held      State = "held"      // its data is not ready; it is read again at Next, until Deadline
	Retrying  State = "retrying"  // an attempt failed; the next one is at Next
	Produced  State = "produced"  // its edition is stored and its deliveries are queued
	Failed    State = "failed"
	Missed    State = "missed" // the daemon was not running, and the policy for missed turns gave the turn up
	Skipped   State = "skipped"
)

// Final reports whether nothing more happens without a request.
func (s State) Final() bool { return s == Produced || s == Failed || s == Missed || s == Skipped }

// Kind is the reason why a slot is made.
type Kind string

// The kinds of slots. All but Scheduled have an Extra in their key.
const (
	Scheduled  Kind = "scheduled"  // the schedule's turn, even if it was requested by hand before it was due
	Again      Kind = "again"      // the same edition once more, to everybody
	Address    Kind = "address"    // a test, to addresses named by hand
	Correction Kind = "correction" // the next version, to those who got the version before
)

// Work identifies what a turn does, independently of the text of its rule. Turns of two rules with equal Work are the
// same turn. It is set when the turn is planned and does not change.
type Work struct {
	Day  string // the day that the turn reports, 2006-01-02
	Unit string // the unit of the cadence, such as week; Instants for several turns a day; "" for none
	Span string // the first of its periods, if neighbouring turns have other periods; else ""
	Rule string // the name of its timetable
}

// Instants is the Unit of cadences with several turns a day. Turns of such cadences are the same only if their due
// times are equal.
const Instants = "instants"

// Edited describes how a change of the YAML changed a slot.
type Edited int

// The effects of an edit of the YAML on a slot.
const (
	Untouched Edited = iota
	ByEdit           // it is sent at its old due time, or was skipped; a later edit may restore it
	LeftOpen         // it was open when its report was removed from the file; it is restored with the report
)

// Slot is one turn of a report's schedule. Times are UTC; the zero time means never.
type Slot struct {
	ID int64
	Key
	Work
	Edited
	Kind      Kind
	To        []string // the addresses of a test, for the kind Address only
	On        string   // the day on which it is sent, 2006-01-02
	Due       time.Time
	State     State
	Reason    string // why it is held, retrying, failed, missed or skipped
	Attempts  int
	Next      time.Time // when a process works on it next
	HeldSince time.Time
	Deadline  time.Time // when a held slot is given up
	Started   time.Time // when the last attempt began
	Finished  time.Time // when it reached a final state
	Edition   int64     // the ID of its newest edition, or 0; the editions of members have slots of their own
	Made      time.Time // when its edition was stored
}

// Cause returns Reason without the report's name at its beginning, for texts that already contain the name.
func (s Slot) Cause() string {
	return strings.TrimPrefix(s.Reason, fmt.Sprintf("report %q: ", s.Report))
}

// Late returns how late a slot is at now, or how late its edition was stored or its turn ended. It is never negative.
func (s Slot) Late(now time.Time) time.Duration {
	switch {
	case !s.Made.IsZero():
		now = s.Made
	case s.State.Final() && !s.Finished.IsZero():
		now = s.Finished
	}
	return max(0, now.Sub(s.Due))
}

// Edition is the edition of a slot. The ledger sets ID, Key, Version, Created and SHA256.
type Edition struct {
	ID int64
	Key
	Version      int // 1, and one more with each correction; repetitions and tests have the newest version
	PeriodID     string
	Created      time.Time
	PDF          []byte
	Figures      []byte // JSON
	Distribution []byte // the JSON of who got what, for a report with editions of members; else nil
	Record       []byte // the figures in compact form; nil if an older program made the edition
	SHA256       string // of the PDF, in hexadecimal
	Subject      string
	FileName     string
	Draft        bool
	Banner       string // the doubt that the pages show; "" if there is none
	Batch        string // the hash of the data of its figures; "" if it is not known
}
