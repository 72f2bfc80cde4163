package entry

import (
	"context"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/queue"
)

// Writer writes rows, and queues the jobs for them, in the caller's transaction. It is safe for concurrent use.
type Writer struct {
	queue queue.Queue
	now   func() time.Time
}

// NewWriter returns a Writer with a queue and a clock.
func NewWriter(q queue.Queue, now func() time.Time) Writer { return Writer{q, now} }

// InsertJobs queues new jobs and stores the ID of each with its slot or delivery.
func (w Writer) InsertJobs(ctx context.Context, t database.Tx, jobs []queue.Job) error {
	made, err := w.queue.Insert(ctx, t, jobs)
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

// QueueSlots queues the jobs of new slots. Each runs at the slot's Next.
func (w Writer) QueueSlots(ctx context.Context, t database.Tx, list ...Slot) error {
	jobs := make([]queue.Job, len(list))
	for i, s := range list {
		jobs[i] = queue.Job{Slot: s.ID, At: s.Next}
	}
	return w.InsertJobs(ctx, t, jobs)
}

// WakeSlot makes the slot's job run at Next. It queues a new job only if the old one no longer exists.
func (w Writer) WakeSlot(ctx context.Context, t database.Tx, s SlotRow) error {
	return w.wake(ctx, t, s.Job, queue.Job{Slot: s.ID, At: s.Next})
}

// WakeDelivery makes the delivery's job run at Next. It queues a new job only if the old one no longer exists.
func (w Writer) WakeDelivery(ctx context.Context, t database.Tx, d DeliveryRow) error {
	return w.wake(ctx, t, d.Job, queue.Job{Delivery: d.ID, At: d.Next})
}

func (w Writer) wake(ctx context.Context, t database.Tx, job int64, j queue.Job) error {
	if job != 0 {
		if known, err := w.queue.Again(ctx, t, job); known || err != nil {
			return err
		}
	}
	return w.InsertJobs(ctx, t, []queue.Job{j})
}

// EndSlot sets a final state, after which nothing happens to the slot without a request.
func (w Writer) EndSlot(ctx context.Context, t database.Tx, id int64, state State, reason string) error {
	_, err := t.Exec(ctx, "UPDATE bilan_slot SET state = $2, reason = $3, finished = $4, next_at = 0 WHERE id = $1",
		id, string(state), reason, database.Micros(w.now()))
	return err
}

// Restart makes a slot in any state run now.
func (w Writer) Restart(ctx context.Context, t database.Tx, s SlotRow) (Slot, error) {
	now := w.now().UTC()
	_, err := t.Exec(ctx, "UPDATE bilan_slot SET state = 'retrying', reason = '', next_at = $2, held_since = 0, deadline = 0, finished = 0, edited = 0 WHERE id = $1", s.ID, database.Micros(now))
	if err != nil {
		return s.Slot, err
	}
	s.Edited, s.State, s.Reason, s.Next, s.HeldSince, s.Deadline, s.Finished = Untouched, Retrying, "", now, time.Time{}, time.Time{}, time.Time{}
	return s.Slot, w.WakeSlot(ctx, t, s)
}
