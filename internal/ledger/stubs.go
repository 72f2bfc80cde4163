package ledger

import (
	"context"
	"errors"
	"strconv"
	"time"
)

var errStub = errors.New("not written yet")

func itoa(n int) string { return strconv.Itoa(n) }

// What callers ask errors for.
var (
	ErrNotFound  = errors.New("not in the ledger")
	ErrNotLocked = errors.New("another process works this state")
	ErrBusy      = errors.New("it is being worked on right now")
	ErrDone      = errors.New("it is done already")
)

// TryLock takes the lock that only one process at a time has: its holder alone may Work and Drain. True when this
// process has it now. On PostgreSQL every process may work, and the answer is always true.
func (l *Ledger) TryLock() (bool, error) { return false, errStub }

// Worked tells whether another process works the jobs right now: it holds the lock, or is a replica that showed
// itself within the last 20 seconds.
func (l *Ledger) Worked(ctx context.Context) (bool, error) { return false, errStub }

// Schedule is what Plan has to know of one report.
type Schedule struct {
	Report string
	// Rule is the schedule as text, hour and zone included. When it differs from the last one planned, what is due since
	// Today is listed again: an hour moved forward on the morning of the day is neither lost nor sent twice.
	Rule  string
	Start time.Time // where a report begins that was never planned: nothing before or at it is planned
	Today time.Time // the start of the current day in the report's zone
	// List gives what is due in (after, until], earliest first, with what the policy for missed runs makes of it. It must
	// be pure: it is called more than once.
	List func(after, until time.Time) []Turn
}

// Turn is one occurrence to plan. State is Planned ("" means it), Missed or Skipped.
type Turn struct {
	Slot   string
	On     string
	Due    time.Time
	State  State
	Reason string
}

// Plan brings the ledger up to until (now and a minute, say): for each report in one transaction it locks the
// watermark, lists what is due since, keeps the new slots with their jobs and moves the watermark. It gives back the new
// slots. Any number of processes may do it at once. A slot that is known already is left alone, but one that is only planned
// moves to its new due instant.
func (l *Ledger) Plan(ctx context.Context, until time.Time, list ...Schedule) ([]Slot, error) {
	return nil, errStub
}

// Reschedule moves a slot that is only planned to another due instant, after a change of the YAML. False when it has
// gone further or is unknown.
func (l *Ledger) Reschedule(ctx context.Context, k Key, due time.Time, on string) (bool, error) {
	return false, errStub
}

// Ask is a request made by hand.
type Ask struct {
	Key          // Extra is the ledger's to choose
	Kind         // "" means Scheduled
	To  []string // for Address
	Due time.Time
	On  string
}

// Request asks for a slot to be produced now. For Scheduled the slot itself is taken, made when it is missing; done is
// true when it was produced already, and then nothing happens. All other kinds make a turn of their own.
func (l *Ledger) Request(ctx context.Context, a Ask) (s Slot, done bool, err error) {
	return Slot{}, false, errStub
}

// Work produces and delivers until ctx ends, then waits for what runs (Limits.Drain) and comes back. It first takes
// up what a crashed process left. On SQLite the lock must be held.
func (l *Ledger) Work(ctx context.Context, w Workers, m Limits) error { return errStub }

// Drain does inline what can be done now, without the queue: the slots of k that are due and their deliveries; all that is due
// for the zero Key. It comes back when nothing is due at this instant any more. Later attempts stay asked for. On SQLite
// the lock must be held.
func (l *Ledger) Drain(ctx context.Context, k Key, w Workers, m Limits) error { return errStub }

// Follow calls see with the slot and its deliveries (without their bytes) each time they have changed, and comes back
// when see says so or ctx ends. It works whoever does the work.
func (l *Ledger) Follow(ctx context.Context, k Key, see func(Slot, []Delivery) (done bool)) error {
	return errStub
}

// Notify queues messages that belong to no attempt, such as "the new configuration is wrong". Those whose Dedupe is known
// are left out.
func (l *Ledger) Notify(ctx context.Context, list ...Delivery) error { return errStub }

// Noticed tells whether a delivery with this Dedupe was ever asked for.
func (l *Ledger) Noticed(ctx context.Context, dedupe string) (bool, error) { return false, errStub }

// Filter chooses slots; zero fields choose all. Newest first.
type Filter struct {
	Report   string
	Slot     string
	Row      *string
	States   []State
	Since    time.Time // due at or after
	Until    time.Time // due before
	NoExtras bool
	Limit    int
}

// Slots lists slots, newest due first.
func (l *Ledger) Slots(ctx context.Context, f Filter) ([]Slot, error) { return nil, errStub }

// Slot is one slot; ErrNotFound when unknown.
func (l *Ledger) Slot(ctx context.Context, k Key) (Slot, error) { return Slot{}, errStub }

// Editions lists a report's editions without PDF and figures, newest first; of one slot when slot is not "".
func (l *Ledger) Editions(ctx context.Context, report, slot string) ([]Edition, error) {
	return nil, errStub
}

// Edition is one edition whole; ErrNotFound when unknown or removed by age.
func (l *Ledger) Edition(ctx context.Context, id int64) (Edition, error) { return Edition{}, errStub }

// Deliveries lists an edition's deliveries without their bytes, in the order they were asked for.
func (l *Ledger) Deliveries(ctx context.Context, edition int64) ([]Delivery, error) {
	return nil, errStub
}

// Delivery is one delivery with its bytes.
func (l *Ledger) Delivery(ctx context.Context, id int64) (Delivery, error) {
	return Delivery{}, errStub
}

// NoticesOf lists the notices about a report's slot ("" for all), oldest first, without their bytes.
func (l *Ledger) NoticesOf(ctx context.Context, report, slot string) ([]Delivery, error) {
	return nil, errStub
}

// Attempts lists the attempts at a slot and at all its deliveries, oldest first.
func (l *Ledger) Attempts(ctx context.Context, slot int64) ([]Attempt, error) { return nil, errStub }

// Counts are for health and metrics.
type Counts struct {
	Slots      map[State]int // without the final ones
	Deliveries map[DeliveryState]int
	Overdue    int // slots that could run now and do not yet
	Waiting    int // deliveries that could run now and do not yet
}

// Counts counts what is open, and deliveries that are dead or uncertain.
func (l *Ledger) Counts(ctx context.Context) (Counts, error) { return Counts{}, errStub }

// LastSuccess is when the schedule's newest edition of each report was kept.
func (l *Ledger) LastSuccess(ctx context.Context) (map[string]time.Time, error) { return nil, errStub }

// Pause stops a report: what falls due is Skipped. Deliveries that are asked for already go out.
func (l *Ledger) Pause(ctx context.Context, report, reason string) error { return errStub }

// Resume ends a pause. False when there was none.
func (l *Ledger) Resume(ctx context.Context, report string) (bool, error) { return false, errStub }

// Pauses are the paused reports.
type Pause struct {
	Report, Reason string
	Since          time.Time
}

// Paused lists the paused reports by name.
func (l *Ledger) Paused(ctx context.Context) ([]Pause, error) { return nil, errStub }

// SkipSlot leaves an occurrence out, also one that is not planned yet (on and due are for that). ErrDone when it was
// produced, ErrBusy while it is.
func (l *Ledger) SkipSlot(ctx context.Context, k Key, due time.Time, on, reason string) error {
	return errStub
}

// RetrySlot works a slot again now that is held, retrying, failed, missed or skipped.
func (l *Ledger) RetrySlot(ctx context.Context, k Key) error { return errStub }

// Resend tries again the deliveries of an edition that are dead, uncertain, cancelled or waiting, now. It never touches
// one that is sent. It gives back how many.
func (l *Ledger) Resend(ctx context.Context, edition int64) (int, error) { return 0, errStub }

// AddDeliveries asks for more deliveries of an edition. An address that has it, or is about to, is left out unless
// repeat is true. It gives back those asked for.
func (l *Ledger) AddDeliveries(ctx context.Context, edition int64, repeat bool, list ...Delivery) ([]Delivery, error) {
	return nil, errStub
}

// Backup copies the whole state into a new file while others write. PostgreSQL has pg_dump for that, and the error says so.
func (l *Ledger) Backup(ctx context.Context, file string) error { return errStub }

// Removed says what Retain took out.
type Removed struct{ Slots, Editions, Deliveries int }

// Retain removes what is older than an instant: editions with their deliveries and attempts, and slots that are over.
// The last edition of each report and row, and all that is still open, stays.
func (l *Ledger) Retain(ctx context.Context, before time.Time) (Removed, error) {
	return Removed{}, errStub
}
