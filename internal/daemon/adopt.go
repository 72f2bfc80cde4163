package daemon

import (
	"context"
	"slices"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/timetable"
)

// adopt moves the history of renamed reports to their new names, and logs how the current file changes the schedules.
// It compares with the schedules since the file was loaded; after a start, or after another replica has planned with a
// newer file, from now on.
func (d *Daemon) adopt(ctx context.Context, g *generation, now time.Time) error {
	if d.since = timetable.Earlier(g.loaded, now); d.adopted == nil {
		d.since = now
	}
	if err := timetable.Rename(ctx, d.Ledger, g.cfg); err != nil {
		return err
	}
	effects, err := timetable.Effects(ctx, d.Ledger, g.cfg, d.since)
	if err != nil {
		return err
	}
	for _, e := range effects {
		d.Log.Info("schedule edited", "report", e.Report, "effect", e.Words)
	}
	return nil
}

// tellLeft is the mail to the owner of a report that left the file with work open.
func (d *Daemon) tellLeft(g *generation, report string, open []ledger.Slot) []ledger.Delivery {
	lines := make([]string, len(open))
	for i, s := range open {
		lines[i] = strings.TrimSpace(s.Key.Slot + ": " + string(s.State) + " " + s.Reason)
		d.Log.Warn("report was removed from the file, with open work", "report", report, "slot", s.Key.Slot, "state", s.State)
	}
	slices.Sort(lines)
	return g.Notice(d.Now(), open[len(open)-1].Key, "left", strings.Join(lines, "\n"), time.Time{})
}
