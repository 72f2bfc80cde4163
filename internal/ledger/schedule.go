package ledger

import "time"

// Schedule describes the turns of one report for Plan.
type Schedule struct {
	Report string
	Rule   string    // the schedule as text, which is stored with the watermark; "" if the report has none
	Loaded time.Time // when the rule came into force; turns due at that time or before are not planned
	// List returns the turns due in (after, until], earliest first, with the effect of the policy for missed turns. It
	// must have no side effects: it is called more than once.
	List func(after, until time.Time) []Turn
	// Edit returns the turns across a change of the rule at Loaded. before is the rule until then, or "" if there was
	// none. Edit must have no side effects.
	Edit func(before string, after, until time.Time) Edit
	// OnRemoved is not nil for a report that is no longer in the file. Its open work ends, and Left makes the mail that
	// notifies the owner. It is called in a transaction, and again after a conflict.
	OnRemoved func(open []Slot) []Delivery
}

// NotRunning begins the reason of a turn that was missed because no daemon was running.
const NotRunning = "the daemon was not running when it was due"

// Turn is a turn to plan. Its State is Planned, Missed or Skipped; "" means Planned.
type Turn struct {
	Slot string
	Work
	Edited // ByEdit for a turn that an edit moved into the past, and that is sent at its old due time
	On     string
	Due    time.Time
	State  State
	Reason string
}

// Watermark says up to which time a report is planned, by which rule, and since when the rule is in force.
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

// The effects of an edit on a planned slot.
const (
	Dropped EditEffect = iota // it is skipped; a later edit may restore it
	Stays                     // it keeps its due time
	Moves                     // it gets another due time, or becomes the same turn of the new rule
)
