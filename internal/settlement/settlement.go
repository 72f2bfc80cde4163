// Package settlement finds out, from a mailbox or from a person, which messages left before the state was restored from
// a copy. These messages are not sent again; all others are.
package settlement

import (
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mail"
)

// Turn is a turn that may have left since the copy was made.
type Turn struct {
	ledger.Slot          // its ID is 0 where the state does not know it
	Replay      bool     // an alert's: it is always evaluated again, because its state is a result of all evaluations
	Names       []string // mail.Trace.Turn of its messages, under each name of its report
	List        []string // mail.Trace.Message of those to the report's list
	Members     bool     // only the data determines who else gets one
	Waiting     []string // Message-IDs of a turn that the state knows as produced but not sent
}

// Known fills in the identities by which the turn's messages are recognised.
func (t *Turn) Known(list []mail.Identity, from string) {
	for _, i := range list {
		trace, _ := mail.TraceOf(i.MessageID(from))
		if !slices.Contains(t.Names, trace.Turn) {
			t.Names = append(t.Names, trace.Turn)
		}
		if i.Address != "" && !slices.Contains(t.List, trace.Message) {
			t.List = append(t.List, trace.Message)
		}
	}
}

// Waiting are the Message-IDs of an edition's messages that have not left.
func Waiting(list []ledger.Delivery) (ids []string) {
	for _, d := range list {
		if d.Purpose == ledger.ForReport && !d.State.Final() {
			ids = append(ids, d.MessageID)
		}
	}
	return ids
}

// Verdict is what left of a turn.
type Verdict int

// The verdicts.
const (
	Nothing Verdict = iota // it is made if missed: allows it
	Part                   // it is made again, and what was not sent is sent
	All                    // it is not made again
)

// Settled is a turn with the verdict on it.
type Settled struct {
	Turn
	Verdict
	Messages []string // mail.Trace.Message of those that were found
}

// Until takes everything due until an instant for sent.
func Until(turns []Turn, at time.Time) []Settled {
	return Said(turns, func(t Turn) bool { return !t.Due.After(at) })
}

// Said accepts a person's statement as evidence.
func Said(turns []Turn, left func(Turn) bool) []Settled {
	list := make([]Settled, len(turns))
	for i, t := range turns {
		list[i].Turn = t
		if left(t) {
			list[i].Verdict = All
		}
	}
	return replayedWithoutMail(list)
}

// replayedWithoutMail repeats the evaluations of an alert before one that sent a mail, without mails, so that its state becomes the
// same as before.
func replayedWithoutMail(list []Settled) []Settled {
	called := map[string]bool{}
	for i, s := range slices.Backward(list) { // the latest first
		if s.Replay && called[s.Report] {
			list[i].Verdict = All
		}
		called[s.Report] = called[s.Report] || s.Verdict != Nothing
	}
	return list
}

// String describes what happens to the turn.
func (s Settled) String() string {
	switch {
	case s.Verdict == Nothing:
		return "was not sent: it is made if missed: allows it"
	case s.Verdict == Part:
		return "was sent in part: it is made again, and whoever has its mail gets no other one"
	case s.Replay:
		return "was sent before: it is evaluated again without a mail"
	}
	return "was sent before: it is not made again"
}
