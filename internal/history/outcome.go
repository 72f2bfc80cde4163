package history

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"bilan/internal/diagnose"
	"bilan/internal/ledger"
)

// RequestUnsent queues again, with the same bytes, the messages of a turn that did not arrive. n is their number plus
// that of messages that an interrupted command left unsent. It excludes messages that were refused or replaced, or that
// wait for a release.
func RequestUnsent(ctx context.Context, l *ledger.Ledger, k ledger.Key) (n int, err error) {
	if _, err = l.ResendTurn(ctx, k); err != nil {
		return 0, err
	}
	list, err := l.TurnDeliveries(ctx, k)
	return len(slices.DeleteFunc(list, func(d ledger.Delivery) bool { return d.State.Final() || d.State == ledger.Withheld })), err
}

// Settled reports whether nothing more will happen soon: the slot and its messages are finished, or wait for a later
// attempt.
func Settled(s ledger.Slot, list []ledger.Delivery) bool {
	switch s.State {
	case ledger.Held, ledger.Retrying:
		return true
	case ledger.Produced:
		return !slices.ContainsFunc(list, func(d ledger.Delivery) bool {
			return d.State == ledger.Pending || d.State == ledger.Sending
		})
	}
	return s.State.Final()
}

// PrintResult prints the result of a slot and of its messages. The error is the reason why the slot or a message
// failed.
func PrintResult(w io.Writer, s ledger.Slot, list []ledger.Delivery) error {
	switch s.State {
	case ledger.Produced:
	case ledger.Skipped:
		fmt.Fprintf(w, "%s %s is skipped: %s\n", s.Report, s.Slot, s.Reason)
		return nil
	default:
		return stateError(s)
	}
	var failed []string
	for _, d := range list {
		if d.Purpose == ledger.Notice || d.Purpose == ledger.ForReview {
			continue
		}
		words := DescribeState(string(d.State), d.Doubts)
		if d.Reply != "" {
			words += ": " + d.Reply
		}
		fmt.Fprintf(w, "%s: %s\n", d.Address, words)
		if d.State != ledger.Sent && d.State != ledger.Withheld {
			failed = append(failed, d.Address)
		}
	}
	if slices.ContainsFunc(list, func(d ledger.Delivery) bool { return d.State == ledger.Withheld }) {
		fmt.Fprintf(w, "it waits for a release: bilan release %s %s\n", s.Report, s.Slot)
	}
	if len(failed) > 0 {
		return &UndeliveredError{failed}
	}
	return nil
}

// stateError returns the reason why a slot has no edition.
func stateError(s ledger.Slot) error {
	err := fmt.Errorf("report %q is %s: %s", s.Report, s.State, s.Cause())
	if strings.Contains(s.Reason, diagnose.UnusableWords) || s.State == ledger.Held {
		return &diagnose.Unusable{Cause: err}
	}
	return err
}

// UndeliveredError lists the addresses that did not get their mail.
type UndeliveredError struct{ addresses []string }

func (e *UndeliveredError) Error() string {
	return "not delivered to " + strings.Join(e.addresses, ", ")
}

// Undelivered returns the addresses that did not get their mail.
func (e *UndeliveredError) Undelivered() []string { return e.addresses }
