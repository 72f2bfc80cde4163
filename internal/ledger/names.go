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

// The types with which callers of Work make and send reports.
type (
	Workers       = worker.Workers
	Limits        = worker.Limits
	Job           = worker.Job
	Made          = worker.Made
	Outcome       = worker.Outcome
	DueDelivery   = worker.DueDelivery
	Answer        = worker.Answer
	ReplicaStatus = worker.ReplicaStatus
)

// The reasons of attempts that did not end by themselves.
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

// NoticeKey returns the Dedupe of a notice, so that the owner gets one mail for each slot and kind of trouble.
func NoticeKey(k Key, kind string) string { return entry.NoticeKey(k, kind) }

// ProcessName returns a unique name made of the machine, the process and a random part.
func ProcessName() string { return worker.ProcessName() }

// AsProduced is the Outcome that stores the editions, with those that were staged before, and queues their deliveries.
func AsProduced(made ...Made) Outcome { return worker.AsProduced(made...) }

// AsHeld is the Outcome of a slot that waits for data. It is tried again at next. deadline, at which it is given up, is
// stored for people.
func AsHeld(reason string, next, deadline time.Time) Outcome {
	return worker.AsHeld(reason, next, deadline)
}

// AsRetrying is the Outcome of a slot that is tried again at next.
func AsRetrying(reason string, next time.Time) Outcome { return worker.AsRetrying(reason, next) }

// AsFailed is the Outcome of a slot that is given up.
func AsFailed(reason string) Outcome { return worker.AsFailed(reason) }

// AsSkipped is the Outcome of a slot that is not made, on purpose.
func AsSkipped(reason string) Outcome { return worker.AsSkipped(reason) }
