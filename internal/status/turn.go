package status

import (
	"context"
	"fmt"
	"strings"
	"time"

	"bilan/internal/diagnose"
	"bilan/internal/ledger"
)

const (
	acceptedWithin = 30 * time.Minute // after which a message that is not accepted is a problem
	begunWithin    = 5 * time.Minute  // after which a due turn that has not begun is a problem: all processes are busy, or none works
)

// readTurn reads a report's newest turn that has been due, and notes its problems.
func (s *reader) readTurn(ctx context.Context, r *ReportStatus) error {
	allMembers := ""
	list, err := s.ledger.Slots(ctx, ledger.Filter{Report: r.Report, Row: &allMembers, NoExtras: true, Until: s.At.Add(time.Microsecond), Limit: 1})
	if err != nil || len(list) == 0 {
		return err
	}
	slot := list[0]
	r.Turn = &TurnStatus{Slot: slot.Slot, Due: slot.Due, State: slot.State, Reason: slot.Reason, Edition: slot.Edition}
	if !slot.State.Final() {
		r.Turn.TriedNext = slot.Next
	}
	if slot.State == ledger.Produced {
		return s.readMessages(ctx, r, slot.Edition)
	}
	switch reason := shortReason(slot.Cause()); slot.State {
	case ledger.Failed:
		s.addProblem(Critical, r.Report, "failed: %s (bilan retry %s %s)", reason, r.Report, slot.Slot)
	case ledger.Held:
		s.addProblem(Warning, r.Report, "held: %s (bilan history %s)", reason, r.Report)
	case ledger.Retrying:
		s.addProblem(Warning, r.Report, "tried again at %s: %s", slot.Next.In(s.ZoneOf(r.Report)).Format("15:04"), reason)
	case ledger.Missed:
		s.addProblem(Warning, r.Report, "missed: %s (bilan retry %s %s)", reason, r.Report, slot.Slot)
	case ledger.Planned:
		if s.At.Sub(slot.Next) > begunWithin {
			s.addProblem(Critical, r.Report, "due since %s and not begun", slot.Due.In(s.ZoneOf(r.Report)).Format("2006-01-02 15:04"))
		}
	}
	return nil
}

// readMessages counts an edition's messages by state, and notes their problems.
func (s *reader) readMessages(ctx context.Context, r *ReportStatus, edition int64) error {
	list, err := s.ledger.Deliveries(ctx, edition)
	if err != nil {
		return err
	}
	counts, waiting := map[ledger.DeliveryState]int{}, 0
	for _, d := range list {
		counts[d.State]++
		if !d.State.Final() && s.At.Sub(d.Created) > acceptedWithin {
			waiting++
		}
	}
	r.Turn.Messages = counts
	if n := counts[ledger.Withheld]; n > 0 {
		waiting -= min(waiting, n)
		s.addProblem(Warning, r.Report, "waits for a release, for %s (bilan release %s %s)", countAddresses(n), r.Report, r.Turn.Slot)
	}
	if n := counts[ledger.Dead]; n > 0 {
		s.addProblem(Warning, r.Report, "not delivered to %s (bilan resend %d --failed)", countAddresses(n), edition)
	}
	if n := counts[ledger.Uncertain]; n > 0 {
		s.addProblem(Warning, r.Report, "it is not known whether it arrived at %s (bilan history %s)", countAddresses(n), r.Report)
	}
	if waiting > 0 {
		s.addProblem(Warning, r.Report, "the mail server has not accepted it for %s for more than half an hour", countAddresses(waiting))
	}
	return nil
}

func countAddresses(n int) string {
	if n == 1 {
		return "1 address"
	}
	return fmt.Sprintf("%d addresses", n)
}

// shortReason returns a cause on one line of at most 100 characters.
func shortReason(cause string) string {
	const limit = 100
	line := strings.Join(strings.Fields(cause), " ")
	line = strings.TrimSpace(strings.TrimPrefix(line, diagnose.UnusableWords+":"))
	if runes := []rune(line); len(runes) > limit {
		return strings.TrimSpace(string(runes[:limit])) + " …"
	}
	return line
}
