package ledger

import "time"

// Schedule describes one report for Plan.
type Schedule struct {
	Report string
	Rule   string    // the timetable in force as text, kept with the watermark; "" when the report has none
	Loaded time.Time // since when it is in force: nothing that it has before or at that is planned
	// List returns the turns due in (after, until], earliest first, with the effect of the policy for missed turns. It
	// must have no side effects: it is called more than once.
	List func(after, until time.Time) []Turn
	// Edit gives the same across a change of the rule at Loaded, and must be pure too. before is the rule until then, "" when
	// there was none.
	Edit func(before string, after, until time.Time) Edit
	// Left is not nil for a report that is no longer in the file. Its open work ends, and Left makes the mail that
	// notifies the owner. It is called in a transaction, and again after a conflict.
	Left func(open []Slot) []Delivery
}

// NotRunning begins the reason of a turn that was missed because no daemon was there.
const NotRunning = "the daemon was not running when it was due"

// Turn is one occurrence to plan. State is Planned ("" means it), Missed or Skipped.
type Turn struct {
	Slot string
	Work
	Edited // ByEdit for a turn that is sent at its old instant
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

// Edit is the effect of a changed rule on a report's turns.
type Edit struct {
	// Turns are those due by the old rule until the change, those sent at their old instant because the new rule puts
	// them in the past, and those due by the new rule since then; earliest first.
	Turns []Turn
	// EditEffect returns what happens to a planned future slot when the rule is changed.
	EditEffect func(Slot) (EditEffect, Turn)
}

// EditEffect is the effect of an edit on a planned slot.
type EditEffect int

// The fates.
const (
	Dropped EditEffect = iota // it is left out; a later edit may restore it
	Stays                     // it keeps its instant
	Moves                     // it has another instant, or is the same turn of the new rule
)
