// Package retry decides when a report or a message is tried again after an attempt, and when it is given up. It does no
// input or output.
package retry

import (
	"fmt"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mail"
)

// messageWaits are the waits between attempts at a message. The last one repeats until giveUp has passed.
var messageWaits = []time.Duration{time.Minute, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}

// MostDoubts is how often a message is sent again although a copy may have arrived.
const MostDoubts = 3

const (
	giveUp     = 48 * time.Hour      // how long a message is tried before it counts as refused
	mendWithin = 14 * 24 * time.Hour // the same if a person must act first; an older report is of no use
	slowWait   = 30 * time.Minute    // the wait between attempts if a person must act first
	doubtWait  = 2 * time.Minute     // the wait before a message that may have arrived is sent again
)

// Message is a message after an attempt.
type Message struct {
	ledger.Delivery
	Hold bool // whether a message that may have arrived is held instead of sent again
	Now  time.Time
}

// After returns what follows from the result of an attempt: a temporary failure is tried again, a refused message is
// dead, and one that may have arrived is held or sent again, as Hold says. An answer with a Fault means that a person
// must act.
func (m Message) After(res mail.Result) ledger.Answer {
	reply := res.Reply
	if res.Err != nil {
		reply = res.Err.Error()
	}
	a := ledger.Answer{Code: res.Code, Reply: reply}
	switch res.Verdict {
	case mail.Sent:
		a.State = ledger.Sent
	case mail.Uncertain:
		return m.Doubtful(a)
	case mail.Dead:
		return m.answerRefused(res, reply)
	case mail.RetrySlowly:
		a.Fault, a.Next = true, m.Now.Add(slowWait)
		return m.waitOrGiveUp(a, mendWithin)
	default:
		a.Next = m.Now.Add(messageWaits[min(m.Attempts, len(messageWaits))-1])
		return m.waitOrGiveUp(a, giveUp)
	}
	return a
}

// answerRefused gives the message up. If the server refused it by a policy that may concern every message, a notice
// waits until it can leave, and the answer of another message has Policy, by which the ledger decides about all of them
// together.
func (m Message) answerRefused(res mail.Result, words string) ledger.Answer {
	a := Dead(res.Code, words)
	switch {
	case !res.Policy():
	case m.Purpose == ledger.Notice:
		a.State, a.Next = ledger.Waiting, m.Now.Add(slowWait)
	default:
		a.Policy = m.Now.Sub(m.Created) <= mendWithin
	}
	return a
}

// waitOrGiveUp lets the message wait for its next attempt, or gives it up once it is older than within. A notice is
// never given up.
func (m Message) waitOrGiveUp(a ledger.Answer, within time.Duration) ledger.Answer {
	if m.Purpose != ledger.Notice && m.Now.Sub(m.Created) > within {
		return Dead(a.Code, fmt.Sprintf("given up after %g hours: %s", within.Hours(), a.Reply))
	}
	a.State = ledger.Waiting
	return a
}

// Doubtful returns what follows if the message may have arrived: it is held, or its same bytes are sent again, with the
// same Message-ID, at most MostDoubts times.
func (m Message) Doubtful(a ledger.Answer) ledger.Answer {
	if !m.Hold && m.Doubts < MostDoubts {
		a.State, a.Doubt, a.Next = ledger.Waiting, true, m.Now.Add(doubtWait)
		return a
	}
	a.State = ledger.Uncertain
	return a
}

// NotBegun returns the answer for an attempt that could not begin: the message is tried again after a minute.
func NotBegun(now time.Time, reply string) ledger.Answer {
	return ledger.Answer{State: ledger.Waiting, Next: now.Add(messageWaits[0]), Reply: reply}
}

// Dead returns the answer that gives a message up.
func Dead(code int, words string) ledger.Answer {
	return ledger.Answer{State: ledger.Dead, Code: code, Reply: words}
}
