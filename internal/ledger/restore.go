package ledger

import (
	"context"

	"bilan/internal/ledger/entry"
)

// Unfinished returns the turns that are open in the state or have open messages, oldest first.
func (l *Ledger) Unfinished(ctx context.Context) ([]Slot, error) {
	list, err := entry.ReadSlots(ctx, l.db.Reader(), `WHERE state IN ('planned', 'producing', 'held', 'retrying') OR state = 'produced' AND EXISTS (SELECT 1 FROM bilan_delivery d
		WHERE d.slot_id = bilan_slot.id AND d.purpose = 'report' AND d.state IN ('pending', 'sending', 'retrying', 'withheld')) ORDER BY due, id`)
	out := make([]Slot, len(list))
	for i, s := range list {
		out[i] = s.Slot
	}
	return out, err
}
