package daemon

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"bilan/internal/ledger"
)

// storeEvery is the greatest age of the stored clock reading. It is long so that an idle daemon writes little.
const storeEvery = time.Hour

// resumeClock passes the clock reading that the last process stored to the guard.
func (d *Daemon) resumeClock(ctx context.Context) error {
	if d.Guard == nil {
		return nil
	}
	last, err := d.Ledger.LastReading(ctx)
	if err != nil {
		return err
	}
	d.Guard.Resume(last)
	d.checkClock(ctx)
	return nil
}

// clockConfirmed reports whether the machine's clock is confirmed. Without a guard it always is.
func (d *Daemon) clockConfirmed() bool { return d.Guard == nil || d.Guard.Confirmed() }

// checkClock compares the clock with the database server's, logs when it is no longer confirmed and when it is again,
// stores a reading for the next process, and looks for reports that a wrong clock planned ahead.
func (d *Daemon) checkClock(ctx context.Context) {
	if d.Guard != nil {
		if err := d.Ledger.CompareClock(ctx, d.Guard); err != nil {
			d.Log.Warn("the database server's clock cannot be read", "err", err)
		}
		confirmed := d.Guard.Confirmed()
		switch {
		case !confirmed && !d.clock.doubted:
			d.Log.Warn("the clock jumped or is not confirmed: work goes by the last confirmed time until it has run evenly for five minutes", "clock", d.Guard.MachineTime(), "confirmed", d.Now())
		case confirmed && d.clock.doubted:
			d.Log.Info("the clock is confirmed", "clock", d.Now())
		}
		d.clock.doubted = !confirmed
		if confirmed && d.Now().Sub(d.clock.kept).Abs() >= storeEvery {
			d.storeReading(ctx)
		}
	}
	if d.Guard != nil && d.Guard.Confirming() {
		return // until the clock is confirmed, the time used may be an hour behind the plan
	}
	if err := d.lookAhead(ctx); err != nil {
		d.Log.Error("could not look for reports planned ahead", "err", err)
	}
}

// storeReading stores the last confirmed reading for the next process.
func (d *Daemon) storeReading(ctx context.Context) {
	if d.Guard == nil {
		return
	}
	if err := d.Ledger.KeepReading(ctx, d.Guard.LastConfirmed()); err != nil {
		d.Log.Warn("could not store the time for the next start", "err", err)
		return
	}
	d.clock.kept = d.Now()
}

// lookAhead tells the owners, once a day, which reports are planned further ahead than the planner looks. This happens
// after a clock was wrong.
func (d *Daemon) lookAhead(ctx context.Context) error {
	ahead, err := d.Ledger.PlannedAhead(ctx)
	if err != nil {
		return err
	}
	d.stats.PlannedAhead.Store(int64(len(ahead)))
	if len(ahead) == 0 {
		return d.Ledger.SetAlarm(ctx, ledger.AheadAlarm, "")
	}
	g, now := d.active(), d.Now()
	names := slices.Sorted(maps.Keys(ahead))
	if err := d.Ledger.SetAlarm(ctx, ledger.AheadAlarm, strings.Join(names, ", ")); err != nil {
		return err
	}
	byOwner := map[string][]string{}
	for _, report := range names {
		if owner := g.Owner(report); owner != "" {
			byOwner[owner] = append(byOwner[owner], report)
		}
	}
	l := g.Locale("")
	for owner, reports := range byOwner {
		dedupe := "ahead/" + now.Format(time.DateOnly) + "/" + owner
		if told, err := d.Ledger.HasDedupe(ctx, dedupe); err != nil {
			return err
		} else if told {
			continue
		}
		lines := []string{l.Word("notice.ahead"), ""}
		for _, report := range reports {
			local := ahead[report].In(g.ZoneOf(report))
			lines = append(lines, l.Word("notice.ahead.report", g.Title(report), l.Date(local)+" "+l.Time(local)))
		}
		lines = append(lines, "", l.Word("notice.ahead.cure"))
		d.Log.Error("reports are planned ahead of the clock (bilan state repair sets them right)", "reports", reports)
		if err := d.Ledger.Notify(ctx, g.Letter(now, owner, dedupe, l.Word("notice.ahead"), strings.Join(lines, "\n"), ledger.Key{})...); err != nil {
			return err
		}
	}
	return nil
}
