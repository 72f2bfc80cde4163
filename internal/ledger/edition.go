package ledger

import (
	"context"
	"errors"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/queue"
)

// insertEdition keeps an edition whose bytes are parts.
func (l *Ledger) insertEdition(ctx context.Context, t database.Tx, s Slot, e Edition) (id int64, err error) {
	now := database.Micros(l.now())
	if e.Version, err = nextVersion(ctx, t, s); err != nil {
		return 0, err
	}
	err = database.One(ctx, t, `INSERT INTO bilan_edition (slot_id, report, slot, row_key, extra, version, period, created, sha256, subject, file_name, draft, banner, batch, figures, pdf)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15) RETURNING id`,
		[]any{s.ID, s.Report, s.Key.Slot, s.Row, s.Extra, e.Version, e.PeriodID, now, e.SHA256, e.Subject, e.FileName, database.Number(e.Draft), e.Banner, e.Batch,
			[]byte{}}, &id)
	if err != nil {
		return 0, err
	}
	_, err = t.Exec(ctx, "UPDATE bilan_slot SET edition = $2, made = $3 WHERE id = $1", s.ID, id, now)
	return id, err
}

// nextVersion counts what went to the recipients. A copy for addresses named by hand is of the version that they have.
func nextVersion(ctx context.Context, t database.Tx, s Slot) (v int, err error) {
	err = database.One(ctx, t, `SELECT coalesce(max(e.version), 0) FROM bilan_edition e JOIN bilan_slot s ON s.id = e.slot_id
		WHERE e.report = $1 AND e.slot = $2 AND e.row_key = $3 AND s.kind <> 'address'`, []any{s.Report, s.Key.Slot, s.Row}, &v)
	if s.Kind == Address {
		return max(v, 1), err
	}
	return v + 1, err
}

// insertDeliveries asks for messages. What is asked for already, by address or by Dedupe, is left out.
func (l *Ledger) insertDeliveries(ctx context.Context, t database.Tx, s Slot, edition int64, list []Delivery) error {
	jobs, err := l.askDeliveries(ctx, t, s, edition, list)
	if err != nil {
		return err
	}
	return l.insertJobs(ctx, t, jobs)
}

// askDeliveries is insertDeliveries, and gives the jobs that are to be inserted.
func (l *Ledger) askDeliveries(ctx context.Context, t database.Tx, s Slot, edition int64, list []Delivery) (jobs []queue.Job, err error) {
	for _, d := range list {
		d.Key, d.Edition = s.Key, edition
		if edition == 0 && d.Purpose == "" {
			d.Purpose = Notice
		}
		id, err := l.insertDelivery(ctx, t, s.ID, d)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if d.State != Withheld {
			jobs = append(jobs, queue.Job{Delivery: id, At: l.now()})
		}
	}
	return jobs, nil
}

func (l *Ledger) insertDelivery(ctx context.Context, t database.Tx, slot int64, d Delivery) (id int64, err error) {
	if d.Purpose == "" {
		d.Purpose = ForReport
	}
	head := d.Raw
	if d.Body != 0 || head == nil {
		head = d.Head
	}
	state := Pending
	if d.State == Withheld {
		state = Withheld
	}
	now := database.Micros(l.now())
	return id, database.One(ctx, t, `INSERT INTO bilan_delivery (edition, slot_id, report, slot, row_key, extra, address, copy, sender, role, name, message_id,
			purpose, dedupe, state, code, reply, attempts, doubts, used_small, created, next_at, sent_at, worker, job, head, body)
		VALUES (nullif(cast($1 AS bigint), 0), nullif(cast($2 AS bigint), 0), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, nullif($14, ''), $18, 0, '', 0, 0, 0, $15, $15, 0, '', 0, $16, nullif(cast($17 AS bigint), 0))
		ON CONFLICT DO NOTHING RETURNING id`,
		[]any{d.Edition, slot, d.Key.Report, d.Key.Slot, d.Key.Row, d.Key.Extra, d.Address, d.Copy, d.Sender, d.Role, d.Name, d.MessageID,
			string(d.Purpose), d.Dedupe, now, append([]byte{}, head...), d.Body, string(state)}, &id)
}
