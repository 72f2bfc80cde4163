package ledger

import (
	"context"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/queue"
)

// insertJobs asks the queue for new jobs and remembers them with what they are for.
func (l *Ledger) insertJobs(ctx context.Context, t database.Tx, jobs []queue.Job) error {
	made, err := l.db.Queue().Insert(ctx, t, jobs)
	if err != nil {
		return err
	}
	for i, j := range jobs {
		table, id := "bilan_slot", j.Slot
		if j.Delivery != 0 {
			table, id = "bilan_delivery", j.Delivery
		}
		if _, err := t.Exec(ctx, "UPDATE "+table+" SET job = $2 WHERE id = $1", id, made[i]); err != nil {
			return err
		}
	}
	return nil
}

// wakeSlot has the slot's job run now: never a second job while the first is known.
func (l *Ledger) wakeSlot(ctx context.Context, t database.Tx, s slotRow) error {
	return l.rouse(ctx, t, s.job, queue.Job{Slot: s.ID, At: s.Next})
}

func (l *Ledger) wakeDelivery(ctx context.Context, t database.Tx, d deliveryRow) error {
	return l.rouse(ctx, t, d.job, queue.Job{Delivery: d.ID, At: d.Next})
}

func (l *Ledger) rouse(ctx context.Context, t database.Tx, job int64, w queue.Job) error {
	if job != 0 {
		if known, err := l.db.Queue().Again(ctx, t, job); known || err != nil {
			return err
		}
	}
	return l.insertJobs(ctx, t, []queue.Job{w})
}

// reconcile gives everything that is open a job that will run: after a restored backup, or when the queue's own tables lost
// some. A job that comes too early goes back to sleep.
func (l *Ledger) reconcile(ctx context.Context) error {
	return l.db.Write(ctx, func(t database.Tx) error {
		open, err := slots(ctx, t, "WHERE state IN ('planned', 'producing', 'held', 'retrying') ORDER BY id")
		if err != nil {
			return err
		}
		for _, s := range open {
			if err := l.wakeSlot(ctx, t, s); err != nil {
				return err
			}
		}
		waiting, err := deliveries(ctx, t, "WHERE state IN ('pending', 'sending', 'retrying') ORDER BY id")
		if err != nil {
			return err
		}
		for _, d := range waiting {
			if err := l.wakeDelivery(ctx, t, d); err != nil {
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
