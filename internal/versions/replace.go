package versions

import (
	"context"
	"fmt"

	"bilan/internal/ledger"
	"bilan/report/correction"
)

// Replace returns a function for the transaction that seals the new version. It cancels the messages of earlier
// versions that have not left; those that are leaving are not tried again. differs says that the new version differs;
// otherwise the present version is only sent again, and nothing is cancelled. The error is ledger.ErrOvertaken if
// another version was sealed in the meantime.
func Replace(s ledger.Slot, c *correction.Correction, differs bool) func(context.Context, ledger.Tx) error {
	return func(ctx context.Context, t ledger.Tx) error {
		if c == nil {
			return nil
		}
		if err := lockSlots(ctx, t, s.Key); err != nil {
			return err
		}
		newest, err := newestVersion(ctx, t, s.Key)
		switch {
		case err != nil:
			return err
		case newest >= c.Version:
			return ledger.ErrOvertaken
		case !differs:
			return nil
		}
		if err := setVersion(ctx, t, s.Key, c.Version); err != nil {
			return err
		}
		_, err = t.Exec(ctx, `UPDATE bilan_delivery SET state = 'cancelled', next_at = 0, reply = $4 WHERE report = $1 AND slot = $2 AND extra <> $3 AND purpose = 'report'
			AND state IN ('pending', 'retrying', 'withheld') AND edition IN (SELECT e.id FROM bilan_edition e JOIN bilan_slot o ON o.id = e.slot_id AND o.kind <> 'address'
			WHERE e.report = $1 AND e.slot = $2 AND e.row_key IN (SELECT row_key FROM bilan_delivery WHERE report = $1 AND slot = $2 AND extra = $3 AND edition IS NOT NULL))`,
			s.Report, s.Key.Slot, s.Extra, fmt.Sprintf("replaced by version %d", c.Version))
		return err
	}
}

// lockSlots locks the turn's other slots until the transaction ends. The results of messages that are leaving wait for
// it, and then find that the messages are replaced.
func lockSlots(ctx context.Context, t ledger.Tx, k ledger.Key) error {
	return t.Query(ctx, "SELECT id FROM bilan_slot WHERE report = $1 AND slot = $2 AND extra <> $3 ORDER BY id /*lock*/", []any{k.Report, k.Slot, k.Extra},
		func(scan func(...any) error) error { var id int64; return scan(&id) })
}

// setVersion makes the slot a correction and sets the version of its editions. A slot that was requested to be sent
// again becomes a correction only now, when a change is found.
func setVersion(ctx context.Context, t ledger.Tx, k ledger.Key, version int) error {
	condition := "WHERE report = $1 AND slot = $2 AND extra = $3"
	_, err := t.Exec(ctx, "UPDATE bilan_slot SET kind = $4 "+condition, k.Report, k.Slot, k.Extra, string(ledger.Correction))
	if err == nil {
		_, err = t.Exec(ctx, "UPDATE bilan_edition SET version = $4 "+condition, k.Report, k.Slot, k.Extra, version)
	}
	return err
}

// newestVersion returns the last version of a turn that other slots have made; 0 if there is none.
func newestVersion(ctx context.Context, t ledger.Tx, k ledger.Key) (version int, err error) {
	err = t.Query(ctx, `SELECT coalesce(max(e.version), 0) FROM bilan_edition e JOIN bilan_slot s ON s.id = e.slot_id
		WHERE e.report = $1 AND e.slot = $2 AND e.extra <> $3 AND s.kind <> 'address'`, []any{k.Report, k.Slot, k.Extra},
		func(scan func(...any) error) error { return scan(&version) })
	return version, err
}
