// Package retry decides when a report or a message is tried again after an attempt, and when it is given up. It does no
// input or output.
package retry

import (
	"fmt"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/mail"
)

// messageWaits grow between attempts; the last one repeats until giveUp has passed.
var messageWaits = []time.Duration{time.Minute, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}

// MostDoubts is how often a message is sent again without knowing whether a copy has arrived.
const MostDoubts = 3

const (
	giveUp     = 48 * time.Hour      // after which a server that never takes a message has refused it
	mendWithin = 14 * 24 * time.Hour // the same if a person must act first: a report that is two weeks old helps nobody
	slowWait   = 30 * time.Minute    // where a person must act first
	doubtWait  = 2 * time.Minute
)

// Message is a message after an attempt.
type Message struct {
	ledger.Delivery
	Hold bool // a message that may have arrived is held, and not sent again
	Now  time.Time
}

// After follows the verdict: a temporary failure is tried again, a refused message is dead, and an uncertain one is
// treated as Hold says. If the answer has a Fault, a person must act first.
func (m Message) After(res mail.Result) ledger.Answer {
	words := res.Reply
	if res.Err != nil {
		words = res.Err.Error()
	}
	a := ledger.Answer{Code: res.Code, Reply: words}
	switch res.Verdict {
	case mail.Sent:
		a.State = ledger.Sent
	case mail.Uncertain:
		return m.Doubtful(a)
	case mail.Dead:
		return m.refused(res, words)
	case mail.RetrySlowly:
		a.Fault, a.Next = true, m.Now.Add(slowWait)
		return m.waiting(a, mendWithin)
	default:
		a.Next = m.Now.Add(messageWaits[min(m.Attempts, len(messageWaits))-1])
		return m.waiting(a, giveUp)
	}
	return a
}

// refused is dead, but where the server's policy may be against everybody: a notice then waits until it can leave, and the
// ledger judges the others together.
func (m Message) refused(res mail.Result, words string) ledger.Answer {
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

// waiting tries again, for as long as it makes sense. Notices wait until they can leave.
func (m Message) waiting(a ledger.Answer, within time.Duration) ledger.Answer {
	if m.Purpose != ledger.Notice && m.Now.Sub(m.Created) > within {
		return Dead(a.Code, fmt.Sprintf("given up after %g hours: %s", within.Hours(), a.Reply))
	}
	a.State = ledger.Waiting
	return a
}

// Doubtful sends the same bytes again, with the same Message-ID, or holds them.
func (m Message) Doubtful(a ledger.Answer) ledger.Answer {
	if !m.Hold && m.Doubts < MostDoubts {
		a.State, a.Doubt, a.Next = ledger.Waiting, true, m.Now.Add(doubtWait)
		return a
	}
	a.State = ledger.Uncertain
	return a
}

// Later tries again soon if an attempt could not even begin.
func Later(now time.Time, reply string) ledger.Answer {
	return ledger.Answer{State: ledger.Waiting, Next: now.Add(messageWaits[0]), Reply: reply}
}

// Dead gives a message up.
func Dead(code int, words string) ledger.Answer {
	return ledger.Answer{State: ledger.Dead, Code: code, Reply: words}
}
