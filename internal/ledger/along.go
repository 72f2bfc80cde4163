package ledger

import (
	"context"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// Read reads what is committed.
func (l *Ledger) Read(ctx context.Context, do func(Tx) error) error {
	return do(entry.NewTx(l.db.Reader()))
}

// Write commits what do did when it answers nil. do may be called again after a conflict.
func (l *Ledger) Write(ctx context.Context, do func(Tx) error) error {
	return l.db.Write(ctx, func(t database.Tx) error { return do(entry.NewTx(t)) })
}

// EndWithheld sends what a turn withholds, in all its rows, or cancels it with a reply that says why. It is a part of the caller's
// transaction, and gives back how many messages it was.
func (l *Ledger) EndWithheld(ctx context.Context, in Tx, k Key, send bool, reply string) (int, error) {
	return l.entries.EndWithheld(ctx, in, k, send, reply)
}

// NotifyIn is Notify within the caller's transaction.
func (l *Ledger) NotifyIn(ctx context.Context, in Tx, list ...Delivery) error {
	return l.entries.Notify(ctx, in, list...)
}

// Recall keeps a turn that the state lost with what came after its copy, within the caller's transaction: one that is Planned is worked from its
// Next on. A turn that the state knows is given back as it is.
func (l *Ledger) Recall(ctx context.Context, in Tx, s Slot) (Slot, error) {
	return l.entries.Recall(ctx, in, s)
}
