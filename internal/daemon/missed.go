package daemon

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"bilan/internal/ledger"
)

// missedSince is how far back a slot that was given up is still told.
const missedSince = 35 * 24 * time.Hour

// tellMissed tells each owner in one mail which slots of a report were given up since the last such mail. The ledger is
// asked for them, so that a crash right after the plan hides nothing.
func (d *Daemon) tellMissed(ctx context.Context, g *generation, now time.Time) error {
	list, err := d.Ledger.Slots(ctx, ledger.Filter{States: []ledger.State{ledger.Missed}, Since: now.Add(-missedSince), NoExtras: true})
	if err != nil {
		return err
	}
	byReport := map[string][]ledger.Slot{}
	for _, s := range list { // newest first
		byReport[s.Report] = append(byReport[s.Report], s)
	}
	for _, slots := range byReport {
		fresh, err := d.untold(ctx, slots)
		if err != nil {
			return err
		}
		if len(fresh) == 0 {
			continue
		}
		lines := missedLines(fresh)
		if err := d.Ledger.Notify(ctx, g.Notice(now, fresh[0].Key, "missed", strings.Join(lines, "\n"), time.Time{})...); err != nil {
			return err
		}
	}
	return nil
}

// missedLines name the turns, the oldest first; of many only the first and the last.
func missedLines(newestFirst []ledger.Slot) []string {
	line := func(s ledger.Slot) string { return s.Key.Slot + ": " + s.Reason }
	var lines []string
	for _, s := range slices.Backward(newestFirst) {
		lines = append(lines, line(s))
	}
	if n := len(lines); n > mostNamed {
		return []string{lines[0], fmt.Sprintf("… (%d)", n-2), lines[n-1]}
	}
	return lines
}

// untold is the beginning of a list, newest first, that no mail has told.
func (d *Daemon) untold(ctx context.Context, slots []ledger.Slot) ([]ledger.Slot, error) {
	for i, s := range slots {
		told, err := d.Ledger.Noticed(ctx, ledger.NoticeKey(s.Key, "missed"))
		if err != nil || told {
			return slots[:i], err
		}
	}
	return slots, nil
}
