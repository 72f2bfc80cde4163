package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// SentBefore is a turn that left before the state was restored, as its mails or a person say.
type SentBefore struct {
	Key
	Work
	On  string
	Due time.Time
}

// RecordSent notes turns that left before the state was restored, so that none of them is made again: one that the state does
// not know, or that is open in it, is Skipped; messages of one that it knows as produced count as sent. how stands in the history.
func (l *Ledger) RecordSent(ctx context.Context, how string, turns ...SentBefore) error {
	return l.db.Write(ctx, func(t database.Tx) error {
		for _, s := range turns {
			if err := l.recordSent(ctx, t, s, "sent before the state was restored: "+how); err != nil {
				return fmt.Errorf("%s: %w", s.Key, err)
			}
		}
		return nil
	})
}

func (l *Ledger) recordSent(ctx context.Context, t database.Tx, turn SentBefore, reason string) error {
	known, err := entry.ReadSlot(ctx, t, entry.ByKey, turn.Key.Args()...)
	switch {
	case errors.Is(err, ErrNotFound):
		s := Slot{Key: turn.Key, Work: turn.Work, Kind: Scheduled, On: turn.On, Due: turn.Due.UTC(), State: Skipped, Reason: reason, Finished: l.now().UTC()}
		_, err := entry.InsertSlot(ctx, t, s)
		return err
	case err != nil:
		return err
	case !known.State.Final():
		return l.entries.EndSlot(ctx, t, known.ID, Skipped, reason)
	}
	_, err = t.Exec(ctx, `UPDATE bilan_delivery SET state = 'sent', sent_at = next_at, reply = $2, next_at = 0
		WHERE slot_id = $1 AND purpose = 'report' AND state IN ('pending', 'sending', 'retrying', 'withheld')`, known.ID, reason)
	return err
}

// Unfinished lists the turns that are open in the state, or whose messages are: the oldest first.
func (l *Ledger) Unfinished(ctx context.Context) ([]Slot, error) {
	list, err := entry.ReadSlots(ctx, l.db.Reader(), `WHERE state IN ('planned', 'producing', 'held', 'retrying') OR state = 'produced' AND EXISTS (SELECT 1 FROM bilan_delivery d
		WHERE d.slot_id = bilan_slot.id AND d.purpose = 'report' AND d.state IN ('pending', 'sending', 'retrying', 'withheld')) ORDER BY due, id`)
	out := make([]Slot, len(list))
	for i, s := range list {
		out[i] = s.Slot
	}
	return out, err
}
