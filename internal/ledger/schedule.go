package ledger

import "time"

// Schedule is what Plan has to know of one report.
type Schedule struct {
	Report string
	Rule   string    // the timetable in force as text, kept with the watermark; "" when the report has none
	Loaded time.Time // since when it is in force: nothing that it has before or at that is planned
	// List gives what is due in (after, until], earliest first, with what the policy for missed runs makes of it. It must
	// be pure: it is called more than once.
	List func(after, until time.Time) []Turn
	// Edit gives the same across a change of the rule at Loaded, and must be pure too. before is the rule until then, "" when
	// there was none.
	Edit func(before string, after, until time.Time) Edit
	// Left is not nil for a report that is no longer in the file. What is open of it ends, and Left makes the mail that tells
	// the owner. It is called in a transaction, and again after a conflict.
	Left func(open []Slot) []Delivery
}

// Turn is one occurrence to plan. State is Planned ("" means it), Missed or Skipped.
type Turn struct {
	Slot string
	Work
	Edited // ByEdit for one that goes out at its old instant
	On     string
	Due    time.Time
	State  State
	Reason string
}

// Watermark is how far a report is planned, by which rule, and since when that is in force.
type Watermark struct {
	Until  time.Time
	Rule   string
	Loaded time.Time
}

// Edit is what a change of a report's rule makes of its turns.
type Edit struct {
	// Turns are what was due by the rule before until it was changed, what goes out at its old instant although the new rule
	// has it in the past, and what is due by the new rule since; earliest first.
	Turns []Turn
	// Fate tells what becomes of a slot that is planned and still ahead when the rule is changed.
	Fate func(Slot) (Fate, Turn)
}

// Fate is what an edit makes of a planned slot.
type Fate int

// The fates.
const (
	Dropped Fate = iota // it is left out; a later edit may bring it back
	Stays               // it keeps its instant
	Moves               // it has another instant, or is the same turn of the new rule
)
