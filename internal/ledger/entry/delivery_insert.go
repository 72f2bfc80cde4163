package entry

import (
	"context"
	"errors"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/queue"
)

// InsertDeliveries queues messages. It ignores those whose address or Dedupe is queued already.
func (w Writer) InsertDeliveries(ctx context.Context, t database.Tx, s Slot, edition int64, list []Delivery) error {
	jobs, err := w.StoreDeliveries(ctx, t, s, edition, list)
	if err != nil {
		return err
	}
	return w.InsertJobs(ctx, t, jobs)
}

// StoreDeliveries stores messages as InsertDeliveries does. It returns the jobs that the caller must insert.
func (w Writer) StoreDeliveries(ctx context.Context, t database.Tx, s Slot, edition int64, list []Delivery) (jobs []queue.Job, err error) {
	for _, d := range list {
		d.Key, d.Edition = s.Key, edition
		if edition == 0 && d.Purpose == "" {
			d.Purpose = Notice
		}
		id, err := w.InsertDelivery(ctx, t, s.ID, d)
		if errors.Is(err, database.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if d.State != Withheld && d.State != Sent {
			jobs = append(jobs, queue.Job{Delivery: id, At: w.now()})
		}
	}
	return jobs, nil
}

// InsertDelivery stores a message. It returns ErrNotFound if the message is already stored.
func (w Writer) InsertDelivery(ctx context.Context, t database.Tx, slot int64, d Delivery) (id int64, err error) {
	if d.Purpose == "" {
		d.Purpose = ForReport
	}
	head := d.Raw
	if d.Body != 0 || head == nil {
		head = d.Head
	}
	state := Pending
	if d.State == Withheld || d.State == Sent {
		state = d.State
	}
	now := database.Micros(w.now())
	return id, database.One(ctx, t, `INSERT INTO bilan_delivery (edition, slot_id, report, slot, row_key, extra, address, copy, sender, role, name, message_id,
			purpose, dedupe, state, code, reply, attempts, doubts, used_small, created, next_at, sent_at, worker, job, head, body)
		VALUES (nullif(cast($1 AS bigint), 0), nullif(cast($2 AS bigint), 0), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, nullif($14, ''), $18, 0, $19, 0, 0, 0, $15, $15, $20, '', 0, $16, nullif(cast($17 AS bigint), 0))
		ON CONFLICT DO NOTHING RETURNING id`,
		[]any{d.Edition, slot, d.Key.Report, d.Key.Slot, d.Key.Row, d.Key.Extra, d.Address, d.Copy, d.Sender, d.Role, d.Name, d.MessageID,
			string(d.Purpose), d.Dedupe, now, append([]byte{}, head...), d.Body, string(state), d.Reply, database.Micros(d.SentAt)}, &id)
}
