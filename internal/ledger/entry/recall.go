package entry

import (
	"context"
	"errors"
	"fmt"

	"bilan/internal/ledger/database"
)

// Recall stores a turn that the state does not know because it happened after the copy was made. It runs in the
// caller's transaction. A Planned turn is worked from its Next on. A turn that the state knows is returned unchanged.
func (w Writer) Recall(ctx context.Context, in Tx, s Slot) (Slot, error) {
	t := in.c.(database.Tx)
	if s.State.Final() {
		s.Finished = w.now().UTC()
	}
	id, err := InsertSlot(ctx, t, s)
	if errors.Is(err, database.ErrNotFound) {
		known, err := ReadSlot(ctx, t, ByKey, s.Key.Args()...)
		return known.Slot, err
	}
	s.ID = id
	if err == nil && !s.State.Final() {
		err = w.QueueSlots(ctx, t, s)
	}
	return s, err
}

// Notify queues messages that belong to no edition, in the caller's transaction. It ignores a message whose Dedupe is
// known. The Key of a message may name the slot that it is about.
func (w Writer) Notify(ctx context.Context, in Tx, list ...Delivery) error {
	t := in.c.(database.Tx)
	for _, d := range list {
		var s Slot
		known, err := ReadSlot(ctx, t, ByKey, d.Key.Args()...)
		if err == nil || errors.Is(err, database.ErrNotFound) {
			s.ID, s.Key = known.ID, d.Key
			err = w.InsertDeliveries(ctx, t, s, 0, []Delivery{d})
		}
		if err != nil {
			return fmt.Errorf("queue a notice: %w", err)
		}
	}
	return nil
}
