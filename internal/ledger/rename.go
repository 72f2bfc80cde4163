package ledger

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"bilan/internal/ledger/database"
)

// Rename moves everything stored under an earlier name of a report to its new name: slots, editions, messages, pause
// and watermark. An entry that both names have, such as a turn of the same day, stays with the earlier name. Work that
// was open when the earlier name left the file is resumed. Rename does nothing if nothing is stored under the earlier
// name, and may be repeated.
func (l *Ledger) Rename(ctx context.Context, from, to string) error {
	var n int64
	err := database.One(ctx, l.db.Reader(), `SELECT (SELECT count(*) FROM bilan_watermark WHERE report = $1 AND rule <> '') +
		(SELECT count(*) FROM bilan_slot s WHERE s.report = $1 AND NOT EXISTS `+sameKey+`)`, []any{from, to}, &n)
	if err == nil && n > 0 {
		err = l.db.Write(ctx, func(t database.Tx) error { return l.rename(ctx, t, from, to) })
	}
	if err != nil {
		return fmt.Errorf("rename report %q to %q: %w", from, to, err)
	}
	return nil
}

// sameKey selects a slot of the report $2 that has the same key as the slot s.
const sameKey = "(SELECT 1 FROM bilan_slot n WHERE n.report = $2 AND n.slot = s.slot AND n.row_key = s.row_key AND n.extra = s.extra)"

func (l *Ledger) rename(ctx context.Context, t database.Tx, from, to string) error {
	for _, move := range []string{
		"UPDATE bilan_slot AS s SET report = $2 WHERE report = $1 AND NOT EXISTS " + sameKey,
		"UPDATE bilan_edition SET report = $2 WHERE report = $1 AND slot_id IN (SELECT id FROM bilan_slot WHERE report = $2)",
		"UPDATE bilan_delivery SET report = $2 WHERE report = $1 AND (slot_id IS NULL OR slot_id IN (SELECT id FROM bilan_slot WHERE report = $2))",
		"UPDATE bilan_base SET report = $2 WHERE report = $1 AND NOT EXISTS (SELECT 1 FROM bilan_base WHERE report = $2)",
		"UPDATE bilan_suspension SET owner_of = $2 WHERE owner_of = $1",
		"UPDATE bilan_suspension AS s SET report = $2 WHERE report = $1 AND NOT EXISTS (SELECT 1 FROM bilan_suspension o WHERE o.report = $2 AND o.address = s.address)",
		"UPDATE bilan_pause SET report = $2 WHERE report = $1 AND NOT EXISTS (SELECT 1 FROM bilan_pause WHERE report = $2)",
	} {
		if _, err := t.Exec(ctx, move, from, to); err != nil {
			return err
		}
	}
	// Notices sent under the earlier name count as sent.
	before, after := "notice/"+from+"/", "notice/"+to+"/"
	_, err := t.Exec(ctx, `UPDATE bilan_delivery AS d SET dedupe = cast($3 AS TEXT) || substr(dedupe, $4) WHERE report = $1 AND substr(dedupe, 1, $4 - 1) = $2
		AND NOT EXISTS (SELECT 1 FROM bilan_delivery o WHERE o.dedupe = cast($3 AS TEXT) || substr(d.dedupe, $4))`, to, before, after, utf8.RuneCountInString(before)+1)
	if err != nil {
		return err
	}
	return l.renameWatermark(ctx, t, from, to)
}

func (l *Ledger) renameWatermark(ctx context.Context, t database.Tx, from, to string) error {
	m, err := lockWatermark(ctx, t, from)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	if m.Rule != "" {
		if _, err := t.Exec(ctx, "DELETE FROM bilan_watermark WHERE report = $1 AND rule = ''", to); err != nil {
			return err
		}
		moved, err := t.Exec(ctx, "INSERT INTO bilan_watermark (report, until, rule, loaded) VALUES ($1, $2, $3, $4) ON CONFLICT (report) DO NOTHING",
			to, database.Micros(m.Until), m.Rule, database.Micros(m.Loaded))
		if err == nil && moved > 0 {
			// Another replica may still plan with the earlier name: this shows it that its file is older.
			_, err = t.Exec(ctx, "UPDATE bilan_watermark SET rule = '', loaded = $2 WHERE report = $1", from, database.Micros(l.now()))
		}
		if err != nil {
			return err
		}
	}
	return l.restoreOpen(ctx, t, to)
}
