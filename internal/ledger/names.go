package ledger

import (
	"time"

	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/store"
	"bilan/internal/ledger/worker"
)

// The types of package entry under the ledger's own name, so that callers import one package.
type (
	Key           = entry.Key
	Slot          = entry.Slot
	State         = entry.State
	Kind          = entry.Kind
	Work          = entry.Work
	Edited        = entry.Edited
	Edition       = entry.Edition
	Delivery      = entry.Delivery
	DeliveryState = entry.DeliveryState
	Purpose       = entry.Purpose
	Attempt       = entry.Attempt
	Alarm         = entry.Alarm
	Tx            = entry.Tx
	Replica       = store.Replica // a process that shares the state
)

// The functions that do the work, and their results.
type (
	Workers     = worker.Workers
	Limits      = worker.Limits
	Job         = worker.Job
	Made        = worker.Made
	Outcome     = worker.Outcome
	DueDelivery = worker.DueDelivery
	Answer      = worker.Answer
	Standing    = worker.Standing
)

// Texts of attempts that did not end by themselves.
const (
	Interrupted = worker.Interrupted
	Stopped     = worker.Stopped
)

// The states of a slot.
const (
	Planned   = entry.Planned
	Producing = entry.Producing
	Held      = entry.Held
	Retrying  = entry.Retrying
	Produced  = entry.Produced
	Failed    = entry.Failed
	Missed    = entry.Missed
	Skipped   = entry.Skipped
)

// Reasons for making a slot, and the effects of an edit of the YAML on it.
const (
	Scheduled  = entry.Scheduled
	Again      = entry.Again
	Address    = entry.Address
	Correction = entry.Correction
	Instants   = entry.Instants
	Untouched  = entry.Untouched
	ByEdit     = entry.ByEdit
	LeftOpen   = entry.LeftOpen
)

// The states of a delivery.
const (
	Pending   = entry.Pending
	Sending   = entry.Sending
	Sent      = entry.Sent
	Uncertain = entry.Uncertain
	Waiting   = entry.Waiting
	Dead      = entry.Dead
	Cancelled = entry.Cancelled
	Withheld  = entry.Withheld
)

// The purposes of a message.
const (
	ForReport = entry.ForReport
	ForReview = entry.ForReview
	Notice    = entry.Notice
	Delay     = entry.Delay
	ForAlert  = entry.ForAlert
)

// The kinds of alarm.
const (
	MailAlarm   = entry.MailAlarm
	BehindAlarm = entry.BehindAlarm
	AheadAlarm  = entry.AheadAlarm
)

// NoticeKey makes the Dedupe of a notice: the owner gets one mail per slot and kind of trouble.
func NoticeKey(k Key, kind string) string { return entry.NoticeKey(k, kind) }

// ProcessName returns a unique name, made of the machine, the process and a random part.
func ProcessName() string { return worker.ProcessName() }

// AsProduced keeps editions, those that were staged before too, and asks for their deliveries.
func AsProduced(made ...Made) Outcome { return worker.AsProduced(made...) }

// AsHeld waits for data: asked again at next; deadline is kept for people.
func AsHeld(reason string, next, deadline time.Time) Outcome {
	return worker.AsHeld(reason, next, deadline)
}

// AsRetrying tries again at next.
func AsRetrying(reason string, next time.Time) Outcome { return worker.AsRetrying(reason, next) }

// AsFailed gives up.
func AsFailed(reason string) Outcome { return worker.AsFailed(reason) }

// AsSkipped makes nothing, on purpose.
func AsSkipped(reason string) Outcome { return worker.AsSkipped(reason) }
