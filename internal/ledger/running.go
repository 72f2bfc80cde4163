package ledger

import (
	"context"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// reconcile gives everything that is open a job that will run: after a restored backup, or when the queue's own tables lost
// some. A job that comes too early goes back to sleep.
func (l *Ledger) reconcile(ctx context.Context) error {
	return l.db.Write(ctx, func(t database.Tx) error {
		open, err := entry.ReadSlots(ctx, t, "WHERE state IN ('planned', 'producing', 'held', 'retrying') ORDER BY id")
		if err != nil {
			return err
		}
		for _, s := range open {
			if err := l.entries.WakeSlot(ctx, t, s); err != nil {
				return err
			}
		}
		waiting, err := entry.ReadDeliveries(ctx, t, "WHERE state IN ('pending', 'sending', 'retrying') ORDER BY id")
		if err != nil {
			return err
		}
		for _, d := range waiting {
			if err := l.entries.WakeDelivery(ctx, t, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// enter marks a task as worked on by this process; false when it is already.
func (l *Ledger) enter(k task) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.running[k] {
		return false
	}
	l.running[k] = true
	return true
}

func (l *Ledger) leave(k task) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.running, k)
}
