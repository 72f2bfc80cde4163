package ledger

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
)

// keepEditions keeps what a slot produced, each edition under its row, and asks for its deliveries. A row that an earlier
// attempt has kept already is left alone.
func (l *Ledger) keepEditions(ctx context.Context, t tx, s Slot, made []Made) error {
	for _, m := range made {
		of := s
		if m.Row != "" {
			var fresh bool
			var err error
			if of, fresh, err = l.rowSlot(ctx, t, s, m.Row); err != nil {
				return err
			} else if !fresh {
				continue
			}
		}
		id, err := l.insertEdition(ctx, t, of, m.Edition)
		if err != nil {
			return err
		}
		if err := l.insertDeliveries(ctx, t, of, id, m.Deliveries); err != nil {
			return err
		}
	}
	return nil
}

// rowSlot is the slot of one row of a for_each report; fresh when it has no edition yet.
func (l *Ledger) rowSlot(ctx context.Context, t tx, s Slot, row string) (of Slot, fresh bool, err error) {
	of = s
	of.Row, of.State, of.Finished = row, Produced, l.now().UTC()
	of.ID, err = insertSlot(ctx, t, of)
	if errors.Is(err, ErrNotFound) {
		known, err := slotBy(ctx, t, byKey, of.Key.args()...)
		if err != nil || known.State == Produced {
			return known.Slot, false, err
		}
		return known.Slot, true, l.endSlot(ctx, t, known.ID, Produced, "")
	}
	return of, true, err
}

func (l *Ledger) insertEdition(ctx context.Context, t tx, s Slot, e Edition) (id int64, err error) {
	sum := sha256.Sum256(e.PDF)
	now := micros(l.now())
	if e.Version, err = nextVersion(ctx, t, s); err != nil {
		return 0, err
	}
	err = one(ctx, t, `INSERT INTO bilan_edition (slot_id, report, slot, row_key, extra, version, period, created, sha256, subject, file_name, draft, banner, figures, pdf)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id`,
		[]any{s.ID, s.Report, s.Key.Slot, s.Row, s.Extra, e.Version, e.PeriodID, now, hex.EncodeToString(sum[:]), e.Subject, e.FileName, number(e.Draft), e.Banner,
			notNil(e.Figures), notNil(e.PDF)}, &id)
	if err != nil {
		return 0, err
	}
	_, err = t.exec(ctx, "UPDATE bilan_slot SET edition = $2, made = $3 WHERE id = $1", s.ID, id, now)
	return id, err
}

// nextVersion counts what went to the recipients. A copy for addresses named by hand is of the version that they have.
func nextVersion(ctx context.Context, t tx, s Slot) (v int, err error) {
	err = one(ctx, t, `SELECT coalesce(max(e.version), 0) FROM bilan_edition e JOIN bilan_slot s ON s.id = e.slot_id
		WHERE e.report = $1 AND e.slot = $2 AND e.row_key = $3 AND s.kind <> 'address'`, []any{s.Report, s.Key.Slot, s.Row}, &v)
	if s.Kind == Address {
		return max(v, 1), err
	}
	return v + 1, err
}

func notNil(b []byte) []byte { return append([]byte{}, b...) }

// insertDeliveries asks for messages. What is asked for already, by address or by Dedupe, is left out.
func (l *Ledger) insertDeliveries(ctx context.Context, t tx, s Slot, edition int64, list []Delivery) error {
	var jobs []wake
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
			return err
		}
		jobs = append(jobs, wake{delivery: id, at: l.now()})
	}
	return l.insertJobs(ctx, t, jobs)
}

func (l *Ledger) insertDelivery(ctx context.Context, t tx, slot int64, d Delivery) (id int64, err error) {
	if d.Purpose == "" {
		d.Purpose = ForReport
	}
	now := micros(l.now())
	return id, one(ctx, t, `INSERT INTO bilan_delivery (edition, slot_id, report, slot, row_key, extra, address, copy, sender, role, name, message_id,
			purpose, dedupe, state, code, reply, attempts, doubts, used_small, created, next_at, sent_at, worker, job, small, raw)
		VALUES (nullif(cast($1 AS bigint), 0), nullif(cast($2 AS bigint), 0), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, nullif($14, ''), 'pending', 0, '', 0, 0, 0, $15, $15, 0, '', 0, $16, $17)
		ON CONFLICT DO NOTHING RETURNING id`,
		[]any{d.Edition, slot, d.Key.Report, d.Key.Slot, d.Key.Row, d.Key.Extra, d.Address, d.Copy, d.Sender, d.Role, d.Name, d.MessageID,
			string(d.Purpose), d.Dedupe, now, slices.Clone(d.Small), notNil(d.Raw)}, &id)
}
