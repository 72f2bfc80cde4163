package ledger

import (
	"context"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// Read calls do with committed data.
func (l *Ledger) Read(ctx context.Context, do func(Tx) error) error {
	return do(entry.NewTx(l.db.Reader()))
}

// Write commits the changes of do if it returns nil. It may call do again after a conflict.
func (l *Ledger) Write(ctx context.Context, do func(Tx) error) error {
	return l.db.Write(ctx, func(t database.Tx) error { return do(entry.NewTx(t)) })
}

// EndWithheld sends a turn's withheld messages, for all its rows, or cancels them with a reply that gives the reason.
// It runs in the caller's transaction, and returns the number of messages.
func (l *Ledger) EndWithheld(ctx context.Context, in Tx, k Key, send bool, reply string) (int, error) {
	return l.entries.EndWithheld(ctx, in, k, send, reply)
}

// NotifyIn is Notify within the caller's transaction.
func (l *Ledger) NotifyIn(ctx context.Context, in Tx, list ...Delivery) error {
	return l.entries.Notify(ctx, in, list...)
}

// Recall stores a turn that the state does not know because it happened after the copy was made. It runs in the
// caller's transaction. A Planned turn is worked from its Next on. A turn that the state knows is returned unchanged.
func (l *Ledger) Recall(ctx context.Context, in Tx, s Slot) (Slot, error) {
	return l.entries.Recall(ctx, in, s)
}
