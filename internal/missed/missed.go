// Package missed tells owners which turns were given up because the daemon was not running. It reports each turn once,
// with all turns of an owner in one mail.
package missed

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/letter"
	"bilan/internal/mailaddr"
)

// Notify queues the mails and marks the turns as reported, in one transaction. So a crash neither loses a turn nor
// reports it twice. Turns of a report without an owner are reported when it has one.
func Notify(ctx context.Context, l *ledger.Ledger, w *letter.Writer, now time.Time) error {
	err := l.Write(ctx, func(t ledger.Tx) error {
		turns, err := unreported(ctx, t)
		if err != nil {
			return err
		}
		byOwner := map[string][]letter.GivenUp{}
		for _, s := range turns {
			if owner := mailaddr.Bare(w.Owner(s.Report)); owner != "" {
				byOwner[owner] = append(byOwner[owner], s)
			}
		}
		for _, owner := range slices.Sorted(maps.Keys(byOwner)) {
			if err := queueAndMark(ctx, l, t, w.Missed(now, owner, byOwner[owner]), byOwner[owner]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("notify about missed turns: %w", err)
	}
	return nil
}

func queueAndMark(ctx context.Context, l *ledger.Ledger, t ledger.Tx, mail []ledger.Delivery, turns []letter.GivenUp) error {
	if err := l.NotifyIn(ctx, t, mail...); err != nil {
		return err
	}
	for _, s := range turns {
		if _, err := t.Exec(ctx, "UPDATE bilan_slot SET told = 1 WHERE id = $1", s.ID); err != nil {
			return err
		}
	}
	return nil
}

// unreported returns the turns that no mail has reported, oldest first.
func unreported(ctx context.Context, t ledger.Tx) (list []letter.GivenUp, err error) {
	err = t.Query(ctx, `SELECT id, report, slot, reason FROM bilan_slot WHERE state = 'missed' AND told = 0 AND extra = 0
		ORDER BY due, report, id /*lock*/`, nil, func(scan func(...any) error) error {
		var s letter.GivenUp
		err := scan(&s.ID, &s.Report, &s.Slot, &s.Reason)
		list = append(list, s)
		return err
	})
	return list, err
}
