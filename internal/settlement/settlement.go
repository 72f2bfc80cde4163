// Package settlement finds out, from a mailbox or from a person, which messages left before the state was restored from
// a copy. These messages are not sent again; all others are.
package settlement

import (
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mail"
)

// Turn is a turn that may have been sent after the copy of the state was made.
type Turn struct {
	ledger.Slot          // its ID is 0 if the state does not have it
	Replay      bool     // it is an alert's: made again in any case, because an alert's state depends on all its evaluations
	Names       []string // mail.Trace.Turn of its messages, under each name that its report had
	List        []string // mail.Trace.Message of its messages to the report's lists
	Members     bool     // it also has messages to members, whom only the data determines
	Waiting     []string // Message-IDs of its messages that are produced in the state but not sent
}

// SetIdentities sets Names and List from the identities of the turn's messages. from is the sender's address.
func (t *Turn) SetIdentities(list []mail.Identity, from string) {
	for _, i := range list {
		trace, _ := mail.ParseTrace(i.MessageID(from))
		if !slices.Contains(t.Names, trace.Turn) {
			t.Names = append(t.Names, trace.Turn)
		}
		if i.Address != "" && !slices.Contains(t.List, trace.Message) {
			t.List = append(t.List, trace.Message)
		}
	}
}

// WaitingIDs returns the Message-IDs of those messages of an edition that have not left.
func WaitingIDs(list []ledger.Delivery) (ids []string) {
	for _, d := range list {
		if d.Purpose == ledger.ForReport && !d.State.Final() {
			ids = append(ids, d.MessageID)
		}
	}
	return ids
}

// Verdict says what left of a turn.
type Verdict int

// The verdicts about a turn.
const (
	Nothing Verdict = iota // nothing left: it is made if missed: allows it
	Part                   // a part left: it is made again, and the rest is sent
	All                    // everything left: it is not made again
)

// Settled is a turn with the verdict on it.
type Settled struct {
	Turn
	Verdict
	Messages []string // mail.Trace.Message of the messages that were found
}

// SettleUntil settles the turns on the assumption that everything due until an instant was sent.
func SettleUntil(turns []Turn, at time.Time) []Settled {
	return SettleBy(turns, func(t Turn) bool { return !t.Due.After(at) })
}

// SettleBy settles the turns by a person's statement: left reports whether a turn was sent.
func SettleBy(turns []Turn, left func(Turn) bool) []Settled {
	list := make([]Settled, len(turns))
	for i, t := range turns {
		list[i].Turn = t
		if left(t) {
			list[i].Verdict = All
		}
	}
	return replayedWithoutMail(list)
}

// replayedWithoutMail sets the verdict of an alert's evaluations before one that sent a mail to All. They are then made
// again without mail, so that the alert's state becomes the same as before.
func replayedWithoutMail(list []Settled) []Settled {
	mailed := map[string]bool{}
	for i, s := range slices.Backward(list) { // the latest first
		if s.Replay && mailed[s.Report] {
			list[i].Verdict = All
		}
		mailed[s.Report] = mailed[s.Report] || s.Verdict != Nothing
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
