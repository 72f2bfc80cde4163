package worker

import (
	"context"
	"errors"
	"time"

	"bilan/internal/ledger/entry"
	"bilan/internal/pace"
)

// Workers do the jobs. Both functions must return soon after their context ends, and are called from several goroutines
// at once. A panic in them is a failed attempt that is tried again.
type Workers struct {
	Produce func(context.Context, Job) Outcome
	Deliver func(context.Context, *DueDelivery) Answer
	// Knows reports whether a report is in this process's YAML. Other reports are left to a replica with a newer YAML.
	// Nil means all reports.
	Knows func(report string) bool
	// Lost decides about a message that was being sent when its process ended: Answer{State: Uncertain} holds it,
	// Answer{State: Waiting, Doubt: true, Next: …} sends the same bytes again. Nil holds it.
	Lost func(context.Context, entry.Delivery) Answer
	// Undelivered makes the mail that tells the owner which messages of a turn, all dead or uncertain, did not arrive.
	// Each message is mentioned once. It is called in a transaction, and again after a conflict. Nil sends no mail.
	Undelivered func(entry.Key, []entry.Delivery) []entry.Delivery
}

// Limits bound the work. Zero values are the defaults in brackets.
type Limits struct {
	Produce        int           // slots at once [1]
	Deliver        int           // messages at once [10]
	ProduceTimeout time.Duration // the context of Produce ends then [30 min]
	DeliverTimeout time.Duration // the same of Deliver [2 min]
	Drain          time.Duration // how long running work may take after the context of Work ended [30 s]
	RelayWait      time.Duration // until the next attempt where the mail server itself is at fault [30 min]
	Pace           pace.Limits   // messages of all processes together [no limit]
	Poll           time.Duration // how often new work is looked for [500 ms]
	Cooldown       time.Duration // the least time between two looks [10 ms]
}

// Job is a slot that is to be produced now. Slot.Attempts counts this attempt.
type Job struct {
	Slot entry.Slot
	// Rows are the rows of a for_each report that are kept already, by an earlier attempt.
	Rows  []string
	stage func(context.Context, Made) error
}

// Stage keeps an edition's bytes before the outcome, so that those of many editions are never in memory together. One that is staged
// exists from the outcome AsProduced on, together with all others, and is discarded by any other. Not for several goroutines
// at once. After an error the attempt cannot produce any more.
func (j Job) Stage(ctx context.Context, m Made) error { return j.stage(ctx, m) }

// Outcome is the result of producing a slot. It is committed in one transaction, after the bytes of Made were staged.
// State is Produced, Held, Retrying, Failed or Skipped; use the functions with these names and "As".
type Outcome struct {
	State    entry.State
	Reason   string
	Next     time.Time // Held, Retrying: when to try again
	Deadline time.Time // Held: when being held ends, for everybody to see
	Made     []Made    // Produced: what is not staged yet
	Notices  []entry.Delivery
	Detail   string // kept with the attempt
	// Along writes another package's records in the transaction that stores the outcome; nil for none. With it, a turn
	// may be Produced without an edition.
	Along func(context.Context, entry.Tx) error
	// Withhold keeps the messages of a Produced slot back until EndWithheld.
	Withhold bool
}

// Made is an edition with its deliveries. Row is "" except for the edition of a member. Body follows the Head of each
// delivery; it is stored once. All editions of a turn have one Edition.Batch.
type Made struct {
	Row        string
	Edition    entry.Edition
	Deliveries []entry.Delivery
	Body       []byte
}

// AsProduced keeps editions, those that were staged before too, and asks for their deliveries.
func AsProduced(made ...Made) Outcome { return Outcome{State: entry.Produced, Made: made} }

// AsHeld waits for data: asked again at next; deadline is kept for people.
func AsHeld(reason string, next, deadline time.Time) Outcome {
	return Outcome{State: entry.Held, Reason: reason, Next: next, Deadline: deadline}
}

// AsRetrying tries again at next.
func AsRetrying(reason string, next time.Time) Outcome {
	return Outcome{State: entry.Retrying, Reason: reason, Next: next}
}

// AsFailed gives up.
func AsFailed(reason string) Outcome { return Outcome{State: entry.Failed, Reason: reason} }

// AsSkipped makes nothing, on purpose.
func AsSkipped(reason string) Outcome { return Outcome{State: entry.Skipped, Reason: reason} }

// DueDelivery is a delivery that is due now. Delivery.Attempts counts this attempt.
type DueDelivery struct {
	entry.Delivery
	sending func(context.Context) error
	keep    func(context.Context, []byte) error
}

// Keep stores other bytes of the message, which every later attempt sends too. It is for before the first one.
func (p *DueDelivery) Keep(ctx context.Context, raw []byte) error {
	if err := p.keep(ctx, raw); err != nil {
		return err
	}
	p.Raw = raw
	return nil
}

// Sending must be called right before the message can be taken (over SMTP before its final dot), and no earlier: a process that
// ends after it leaves a doubt. When it fails nothing may be sent. Without it a process that ends while sending would send again.
func (p *DueDelivery) Sending(ctx context.Context) error { return p.sending(ctx) }

// Answer is the result of an attempt to deliver. State is Sent, Uncertain, Waiting, Dead or Cancelled.
type Answer struct {
	State   entry.DeliveryState
	Code    int
	Reply   string
	Next    time.Time // Waiting: the next attempt
	Doubt   bool      // Waiting: nobody knows whether a copy has arrived
	Notices []entry.Delivery
	Detail  string
	// Policy: Dead by the server's policy, not by anything of this address. Where it refuses everybody so, it is tried again.
	Policy bool
	// Fault: the server takes no message at all, and a person must act. It is an alarm until one is taken.
	Fault bool
}

// ErrOvertaken is returned by Outcome.Along if its input is no longer in force: the turn is tried again at once.
var ErrOvertaken = errors.New("something else was stored meanwhile")
