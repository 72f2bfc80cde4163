package versions

import (
	"context"
	"fmt"

	"bilan/internal/ledger"
	"bilan/report/correction"
)

// Replace ends the earlier versions within the transaction that seals the new one: what has not left of them does not leave any more. made tells
// whether the turn is a correction; where nothing had changed it is one that was sent again. ledger.ErrOvertaken where another version was sealed
// meanwhile.
func Replace(s ledger.Slot, c *correction.Correction, made bool) func(context.Context, ledger.Tx) error {
	return func(ctx context.Context, t ledger.Tx) error {
		if c == nil || !made {
			return nil
		}
		newest, err := newest(ctx, t, s.Key)
		switch {
		case err != nil:
			return err
		case newest >= c.Version:
			return ledger.ErrOvertaken
		}
		if _, err := t.Exec(ctx, "UPDATE bilan_slot SET kind = $4 WHERE report = $1 AND slot = $2 AND extra = $3", s.Report, s.Key.Slot, s.Extra, string(ledger.Correction)); err != nil {
			return err
		}
		_, err = t.Exec(ctx, `UPDATE bilan_delivery SET state = 'cancelled', next_at = 0, reply = $4 WHERE report = $1 AND slot = $2 AND extra <> $3 AND purpose = 'report'
			AND state IN ('pending', 'retrying') AND edition IN (SELECT e.id FROM bilan_edition e JOIN bilan_slot o ON o.id = e.slot_id AND o.kind <> 'address'
			WHERE e.report = $1 AND e.slot = $2 AND e.row_key IN (SELECT row_key FROM bilan_edition WHERE report = $1 AND slot = $2 AND extra = $3))`,
			s.Report, s.Key.Slot, s.Extra, fmt.Sprintf("replaced by version %d", c.Version))
		return err
	}
}

// newest is the last version of a turn that other slots made.
func newest(ctx context.Context, t ledger.Tx, k ledger.Key) (version int, err error) {
	err = t.Query(ctx, `SELECT coalesce(max(e.version), 0) FROM bilan_edition e JOIN bilan_slot s ON s.id = e.slot_id
		WHERE e.report = $1 AND e.slot = $2 AND e.extra <> $3 AND s.kind <> 'address'`, []any{k.Report, k.Slot, k.Extra},
		func(scan func(...any) error) error { return scan(&version) })
	return version, err
}
