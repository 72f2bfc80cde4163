package worker

import (
	"context"
	"errors"
	"time"

	"bilan/internal/ledger/entry"
	"bilan/internal/pace"
)

// Workers are the functions that make and send reports. They must return soon after their context ends, and are called
// from several goroutines at once. A panic in them is a failed attempt, which is repeated.
type Workers struct {
	Produce func(context.Context, Job) Outcome
	Deliver func(context.Context, *DueDelivery) Answer
	// KnowsReport reports whether a report is in this process's YAML. Other reports are left to a replica with a newer
	// YAML. Nil means all reports.
	KnowsReport func(report string) bool
	// DecideLost decides about a message that was being sent when its process ended. Answer{State: Uncertain} does not
	// send it again. Answer{State: Waiting, Doubt: true, Next: …} sends the same bytes again. Nil means Uncertain.
	DecideLost func(context.Context, entry.Delivery) Answer
	// Undelivered returns the mail to the owner about the messages of a turn that did not arrive. They are all dead or
	// uncertain, and each is passed once. It is called in a transaction, and again after a conflict. Nil sends no mail.
	Undelivered func(entry.Key, []entry.Delivery) []entry.Delivery
}

// Limits bound the work. A zero value means the default in brackets.
type Limits struct {
	Produce        int           // slots at once [1]
	Deliver        int           // messages at once [10]
	ProduceTimeout time.Duration // the time limit of Produce [30 min]
	DeliverTimeout time.Duration // the time limit of Deliver [2 min]
	Drain          time.Duration // how long running jobs may take after the context of Work has ended [30 s]
	RelayWait      time.Duration // the wait before the next attempt if the mail server itself is at fault [30 min]
	Pace           pace.Limits   // the pace of all processes together [no limit]
	Poll           time.Duration // how often to look for new work [500 ms]
	Cooldown       time.Duration // the least time between two looks for work [10 ms]
}

// Job is a slot to produce now. Slot.Attempts includes this attempt.
type Job struct {
	Slot entry.Slot
	// Rows are the members whose editions an earlier attempt has stored.
	Rows  []string
	stage func(context.Context, Made) error
}

// Stage stores an edition's bytes before the outcome, so that the bytes of many editions are not in memory at once. The
// outcome AsProduced makes all staged editions visible; any other outcome discards them. It must be used by one
// goroutine only. After an error the attempt cannot produce.
func (j Job) Stage(ctx context.Context, m Made) error { return j.stage(ctx, m) }

// Outcome is the result of producing a slot. It is stored in one transaction, after the bytes of Made were staged.
// State is Produced, Held, Retrying, Failed or Skipped; AsProduced and the similar functions set it.
type Outcome struct {
	State    entry.State
	Reason   string
	Next     time.Time // for Held and Retrying: the time of the next attempt
	Deadline time.Time // for Held: when the slot is given up, for people
	Made     []Made    // for Produced: the editions that are not staged yet
	Notices  []entry.Delivery
	Detail   string // details that are stored with the attempt
	// Along writes records of another package in the transaction that stores the outcome. It may be nil. With it, a
	// turn may be Produced without an edition.
	Along func(context.Context, entry.Tx) error
	// Withhold makes the messages of a Produced slot wait until EndWithheld.
	Withhold bool
}

// Made is an edition with its deliveries. Row is the member's ID for a member's edition, else "". Body is stored once,
// and follows the Head of each delivery. All editions of a turn have the same Edition.Batch.
type Made struct {
	Row        string
	Edition    entry.Edition
	Deliveries []entry.Delivery
	Body       []byte
}

// AsProduced is the Outcome that stores the editions, with those that were staged before, and queues their deliveries.
func AsProduced(made ...Made) Outcome { return Outcome{State: entry.Produced, Made: made} }

// AsHeld is the Outcome of a slot that waits for data. It is tried again at next. deadline, at which it is given up, is
// stored for people.
func AsHeld(reason string, next, deadline time.Time) Outcome {
	return Outcome{State: entry.Held, Reason: reason, Next: next, Deadline: deadline}
}

// AsRetrying is the Outcome of a slot that is tried again at next.
func AsRetrying(reason string, next time.Time) Outcome {
	return Outcome{State: entry.Retrying, Reason: reason, Next: next}
}

// AsFailed is the Outcome of a slot that is given up.
func AsFailed(reason string) Outcome { return Outcome{State: entry.Failed, Reason: reason} }

// AsSkipped is the Outcome of a slot that is not made, on purpose.
func AsSkipped(reason string) Outcome { return Outcome{State: entry.Skipped, Reason: reason} }

// DueDelivery is a delivery to send now. Delivery.Attempts includes this attempt.
type DueDelivery struct {
	entry.Delivery
	sending func(context.Context) error
	keep    func(context.Context, []byte) error
}

// ReplaceBytes replaces the bytes of the message, which every later attempt sends too. It must be called before
// MarkSending of the first attempt.
func (p *DueDelivery) ReplaceBytes(ctx context.Context, raw []byte) error {
	if err := p.keep(ctx, raw); err != nil {
		return err
	}
	p.Raw = raw
	return nil
}

// MarkSending must be called immediately before the server may accept the message, over SMTP before the final dot.
// Nothing may be sent if it returns an error. A process that ends after MarkSending leaves an uncertain result. Without
// it, the message would be sent again.
func (p *DueDelivery) MarkSending(ctx context.Context) error { return p.sending(ctx) }

// Answer is the result of an attempt to deliver. State is Sent, Uncertain, Waiting, Dead or Cancelled.
type Answer struct {
	State   entry.DeliveryState
	Code    int
	Reply   string
	Next    time.Time // for Waiting: the time of the next attempt
	Doubt   bool      // for Waiting: a copy may have arrived
	Notices []entry.Delivery
	Detail  string
	// Policy says that a Dead message was refused by the server's policy, not because of its address. If the server
	// refuses all messages this way, they are tried again.
	Policy bool
	// Fault says that the server accepts no messages at all and a person must act. It raises an alarm until a message
	// is accepted.
	Fault bool
}

// ErrOvertaken is returned by Outcome.Along if the data that it used has changed. The turn is then tried again
// immediately.
var ErrOvertaken = errors.New("something else was stored meanwhile")
