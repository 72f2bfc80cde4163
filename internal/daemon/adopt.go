package daemon

import (
	"context"
	"slices"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/timetable"
)

// adoptSchedules takes over the schedules of a new generation: it moves the history of renamed reports to their new names, and
// logs what the file changes in the schedules. The new schedules apply from when the file was loaded. After a start,
// and after another replica planned, they apply from now on.
func (d *Daemon) adoptSchedules(ctx context.Context, g *generation, now time.Time) error {
	if d.schedulesSince = timetable.EarlierOf(g.loaded, now); d.adopted == nil {
		d.schedulesSince = now
	}
	if err := timetable.Rename(ctx, d.Ledger, g.cfg); err != nil {
		return err
	}
	effects, err := timetable.Effects(ctx, d.Ledger, g.cfg, d.schedulesSince)
	if err != nil {
		return err
	}
	for _, e := range effects {
		d.Log.Info("schedule edited", "report", e.Report, "effect", e.Words)
	}
	return nil
}

// tellLeft returns the mails that tell a report's owner that the report was removed from the file while turns were
// open.
func (d *Daemon) tellLeft(g *generation, report string, open []ledger.Slot) []ledger.Delivery {
	lines := make([]string, len(open))
	for i, s := range open {
		lines[i] = strings.TrimSpace(s.Key.Slot + ": " + string(s.State) + " " + s.Reason)
		d.Log.Warn("report was removed from the file, with open work", "report", report, "slot", s.Key.Slot, "state", s.State)
	}
	slices.Sort(lines)
	return g.Notice(d.Now(), open[len(open)-1].Key, "left", strings.Join(lines, "\n"), time.Time{})
}
