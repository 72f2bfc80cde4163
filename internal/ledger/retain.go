package ledger

import (
	"context"
	"fmt"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// Removed counts what Retain deleted.
type Removed struct{ Slots, Editions, Deliveries int }

// Retain deletes editions older than the time before, with their deliveries and attempts, and finished slots. It keeps
// the last edition of each report and member, and all open work.
func (l *Ledger) Retain(ctx context.Context, before time.Time) (Removed, error) {
	var sum Removed
	for {
		n, err := l.retain(ctx, before)
		if err != nil {
			return sum, fmt.Errorf("remove what is old: %w", err)
		}
		sum.Slots, sum.Editions, sum.Deliveries = sum.Slots+n.Slots, sum.Editions+n.Editions, sum.Deliveries+n.Deliveries
		if n == (Removed{}) {
			return sum, l.db.Compact(ctx)
		}
	}
}

// maxRemovedAtOnce limits the size of each transaction, so that deliveries can go on meanwhile.
const maxRemovedAtOnce = 200

// retain deletes one portion. It deletes rows that refer to others first.
func (l *Ledger) retain(ctx context.Context, before time.Time) (n Removed, err error) {
	at := database.Micros(before)
	err = l.db.Write(ctx, func(t database.Tx) error {
		n = Removed{}
		old, err := database.Ids(ctx, t, `SELECT e.id FROM bilan_edition e WHERE e.created < $1
			AND EXISTS (SELECT 1 FROM bilan_edition newer WHERE newer.report = e.report AND newer.row_key = e.row_key AND newer.id > e.id)
			AND NOT EXISTS (SELECT 1 FROM bilan_delivery d WHERE d.edition = e.id AND d.state IN ('pending', 'sending', 'retrying', 'withheld'))
			ORDER BY e.id LIMIT $2`, at, maxRemovedAtOnce)
		if err != nil {
			return err
		}
		for _, id := range old {
			if err := removeEdition(ctx, t, id, &n); err != nil {
				return err
			}
		}
		notices, err := database.Ids(ctx, t, `SELECT id FROM bilan_delivery WHERE edition IS NULL AND created < $1 AND state NOT IN ('pending', 'sending', 'retrying')
			ORDER BY id LIMIT $2`, at, maxRemovedAtOnce)
		if err != nil {
			return err
		}
		for _, id := range notices {
			if err := removeDelivery(ctx, t, id, &n); err != nil {
				return err
			}
		}
		return removeSlots(ctx, t, at, &n)
	})
	return n, err
}

func removeEdition(ctx context.Context, t database.Tx, id int64, n *Removed) error {
	sent, err := database.Ids(ctx, t, "SELECT id FROM bilan_delivery WHERE edition = $1", id)
	if err != nil {
		return err
	}
	for _, d := range sent {
		if err := removeDelivery(ctx, t, d, n); err != nil {
			return err
		}
	}
	if err := entry.RemoveParts(ctx, t, "edition = $1", id); err != nil {
		return err
	}
	if _, err := t.Exec(ctx, "UPDATE bilan_slot SET edition = 0 WHERE edition = $1", id); err != nil {
		return err
	}
	n.Editions++
	_, err = t.Exec(ctx, "DELETE FROM bilan_edition WHERE id = $1", id)
	return err
}

func removeDelivery(ctx context.Context, t database.Tx, id int64, n *Removed) error {
	if _, err := t.Exec(ctx, "DELETE FROM bilan_attempt WHERE delivery = $1", id); err != nil {
		return err
	}
	if _, err := t.Exec(ctx, "DELETE FROM bilan_bounce WHERE delivery = $1", id); err != nil {
		return err
	}
	n.Deliveries++
	_, err := t.Exec(ctx, "DELETE FROM bilan_delivery WHERE id = $1", id)
	return err
}

// removeSlots deletes finished slots that nothing refers to. The watermark is later than their due time, so they are
// not planned again.
func removeSlots(ctx context.Context, t database.Tx, at int64, n *Removed) error {
	old, err := database.Ids(ctx, t, `SELECT s.id FROM bilan_slot s WHERE s.due < $1 AND s.state IN ('produced', 'failed', 'missed', 'skipped')
		AND s.due < coalesce((SELECT w.until FROM bilan_watermark w WHERE w.report = s.report), s.due + 1)
		AND NOT EXISTS (SELECT 1 FROM bilan_edition e WHERE e.slot_id = s.id)
		AND NOT EXISTS (SELECT 1 FROM bilan_delivery d WHERE d.slot_id = s.id)
		ORDER BY s.id LIMIT $2`, at, maxRemovedAtOnce)
	if err != nil {
		return err
	}
	for _, id := range old {
		if _, err := t.Exec(ctx, "DELETE FROM bilan_attempt WHERE slot_id = $1", id); err != nil {
			return err
		}
		if _, err := t.Exec(ctx, "DELETE FROM bilan_correction WHERE slot_id = $1", id); err != nil {
			return err
		}
		if _, err := t.Exec(ctx, "DELETE FROM bilan_review WHERE slot_id = $1", id); err != nil {
			return err
		}
		if _, err := t.Exec(ctx, "DELETE FROM bilan_slot WHERE id = $1", id); err != nil {
			return err
		}
		n.Slots++
	}
	return nil
}
