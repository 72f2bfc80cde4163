package settlement

import (
	"context"
	"fmt"
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/ledger/database"
	"bilan/internal/mail"
)

// Reason returns the text in the history for a message that left before the state was restored. how describes the
// evidence.
func Reason(how string) string { return "sent before the state was restored: " + how }

// Record stores what left, in one transaction. Nothing that left is sent again. The rest of a turn of which only a part
// left is sent now.
func Record(ctx context.Context, l *ledger.Ledger, how string, list []Settled, now time.Time) error {
	return l.Write(ctx, func(t ledger.Tx) error {
		r := recorder{l, t, how, now}
		for _, s := range list {
			if s.Verdict == Nothing {
				continue
			}
			if err := r.recordTurn(ctx, s); err != nil {
				return fmt.Errorf("%s: %w", s.Key, err)
			}
		}
		return nil
	})
}

type recorder struct {
	*ledger.Ledger
	tx  ledger.Tx
	how string
	now time.Time
}

func (r recorder) recordTurn(ctx context.Context, s Settled) error {
	makeAgain := s.Replay || s.Verdict == Part
	if s.ID == 0 {
		s.Kind, s.Due, s.State, s.Reason = ledger.Scheduled, s.Due.UTC(), ledger.Skipped, Reason(r.how)
		if makeAgain {
			s.State, s.Reason, s.Next = ledger.Planned, "", r.now
		}
		var err error
		if s.Slot, err = r.Recall(ctx, r.tx, s.Slot); err != nil {
			return err
		}
	}
	switch {
	case s.State == ledger.Produced:
		return r.markSent(ctx, s)
	case s.State.Final():
		return nil
	case makeAgain:
		return r.storeArrived(ctx, s)
	}
	_, err := r.tx.Exec(ctx, "UPDATE bilan_slot SET state = 'skipped', reason = $2, finished = $3, next_at = 0 WHERE id = $1", s.ID, Reason(r.how), database.Micros(r.now))
	return err
}

// markSent sets the messages that left, but wait in the state, to sent.
func (r recorder) markSent(ctx context.Context, s Settled) error {
	for _, id := range s.Waiting {
		if trace, _ := mail.ParseTrace(id); s.Verdict == Part && !slices.Contains(s.Messages, trace.Message) {
			continue
		}
		_, err := r.tx.Exec(ctx, `UPDATE bilan_delivery SET state = 'sent', sent_at = next_at, reply = $3, next_at = 0
			WHERE slot_id = $1 AND message_id = $2 AND purpose = 'report' AND state IN ('pending', 'sending', 'retrying', 'withheld')`, s.ID, id, Reason(r.how))
		if err != nil {
			return err
		}
	}
	return nil
}

// storeArrived stores which messages of a turn left, for the time when the turn is made again.
func (r recorder) storeArrived(ctx context.Context, s Settled) error {
	messages := s.Messages
	if s.Verdict == All {
		messages = []string{""}
	}
	for _, m := range messages {
		_, err := r.tx.Exec(ctx, "INSERT INTO bilan_arrival (slot_id, message, how) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", s.ID, m, r.how)
		if err != nil {
			return err
		}
	}
	return nil
}
