package versions

import (
	"context"
	"fmt"

	"bilan/internal/ledger"
	"bilan/report/correction"
)

// Replace ends the earlier versions within the transaction that seals the new one: what has not left of them does not leave any more, and what is leaving
// is not tried again. made tells whether the turn is a correction; where nothing had changed it is one that was sent again. ledger.ErrOvertaken
// where another version was sealed meanwhile.
func Replace(s ledger.Slot, c *correction.Correction, made bool) func(context.Context, ledger.Tx) error {
	return func(ctx context.Context, t ledger.Tx) error {
		if c == nil {
			return nil
		}
		if err := lock(ctx, t, s.Key); err != nil {
			return err
		}
		newest, err := newest(ctx, t, s.Key)
		switch {
		case err != nil:
			return err
		case newest >= c.Version:
			return ledger.ErrOvertaken
		case !made:
			return nil
		}
		if err := number(ctx, t, s.Key, c.Version); err != nil {
			return err
		}
		_, err = t.Exec(ctx, `UPDATE bilan_delivery SET state = 'cancelled', next_at = 0, reply = $4 WHERE report = $1 AND slot = $2 AND extra <> $3 AND purpose = 'report'
			AND state IN ('pending', 'retrying', 'withheld') AND edition IN (SELECT e.id FROM bilan_edition e JOIN bilan_slot o ON o.id = e.slot_id AND o.kind <> 'address'
			WHERE e.report = $1 AND e.slot = $2 AND e.row_key IN (SELECT row_key FROM bilan_delivery WHERE report = $1 AND slot = $2 AND extra = $3 AND edition IS NOT NULL))`,
			s.Report, s.Key.Slot, s.Extra, fmt.Sprintf("replaced by version %d", c.Version))
		return err
	}
}

// lock keeps answers to messages that are leaving out until the transaction ends: they find then that they are replaced.
func lock(ctx context.Context, t ledger.Tx, k ledger.Key) error {
	return t.Query(ctx, "SELECT id FROM bilan_slot WHERE report = $1 AND slot = $2 AND extra <> $3 ORDER BY id /*lock*/", []any{k.Report, k.Slot, k.Extra},
		func(scan func(...any) error) error { var id int64; return scan(&id) })
}

// number makes a turn a correction, and gives its editions their version: one that was asked for to be sent again is one only since something changed.
func number(ctx context.Context, t ledger.Tx, k ledger.Key, version int) error {
	of := "WHERE report = $1 AND slot = $2 AND extra = $3"
	_, err := t.Exec(ctx, "UPDATE bilan_slot SET kind = $4 "+of, k.Report, k.Slot, k.Extra, string(ledger.Correction))
	if err == nil {
		_, err = t.Exec(ctx, "UPDATE bilan_edition SET version = $4 "+of, k.Report, k.Slot, k.Extra, version)
	}
	return err
}

// newest is the last version of a turn that other slots made.
func newest(ctx context.Context, t ledger.Tx, k ledger.Key) (version int, err error) {
	err = t.Query(ctx, `SELECT coalesce(max(e.version), 0) FROM bilan_edition e JOIN bilan_slot s ON s.id = e.slot_id
		WHERE e.report = $1 AND e.slot = $2 AND e.extra <> $3 AND s.kind <> 'address'`, []any{k.Report, k.Slot, k.Extra},
		func(scan func(...any) error) error { return scan(&version) })
	return version, err
}
