package daemon

import (
	"context"
	"errors"

	"bilan/internal/ledger"
	"bilan/internal/missed"
	"bilan/internal/timetable"
)

// schedules returns the schedule of each report: its turns, and the effect of an edit of its schedule on them. A report
// without a schedule, and a report that was removed from the file, get one without turns.
func (d *Daemon) schedules(ctx context.Context, g *generation, marks map[string]ledger.Watermark) ([]ledger.Schedule, error) {
	known, err := d.Ledger.Reports(ctx, marks)
	if err != nil {
		return nil, err
	}
	list := make([]ledger.Schedule, 0, len(g.Tables))
	for name := range g.Tables {
		list = append(list, g.ScheduleOf(name, d.schedulesSince))
	}
	for _, name := range known {
		_, stays := g.cfg.Reports[name]
		if g.Tables[name] != nil || !stays && d.overtaken == g {
			continue
		}
		s := g.ScheduleOf(name, d.schedulesSince)
		if !stays {
			s.OnRemoved = func(open []ledger.Slot) []ledger.Delivery { return d.tellLeft(g, name, open) }
		}
		list = append(list, s)
	}
	return list, nil
}

// tick checks the clock, plans, and tells systemd that the process is alive. It does so even after an error, because a
// restart does not help against a ledger that is unavailable. The next tick tries again.
func (d *Daemon) tick(ctx context.Context) {
	defer notifyAlive()
	ctx, cancel := context.WithTimeout(ctx, planWithin)
	defer cancel()
	d.checkClock(ctx)
	if err := d.Plan(ctx); err != nil {
		if !errors.Is(err, context.Canceled) {
			d.Log.Error("plan failed", "err", err)
		}
		return
	}
	d.stats.LastPlan.Store(d.Now().Unix())
}

// Plan updates the ledger with the turns that become due within one minute, and tells the owners about missed turns. A
// replica with an older YAML plans nothing.
func (d *Daemon) Plan(ctx context.Context) error {
	g, now := d.active(), d.Now()
	if paused, err := d.checkPaused(ctx); err != nil || paused {
		return err
	}
	if err := d.announce(ctx); err != nil {
		return err
	}
	if !d.newest() {
		d.adopted, d.overtaken = nil, g
		return nil
	}
	if err := d.tellReplicas(ctx, g); err != nil {
		return err
	}
	if d.adopted == nil && d.Guard != nil && d.Guard.Confirming() {
		return nil // the stored schedules apply until the file was loaded, and that time is unknown until the clock is confirmed
	}
	if d.adopted != g {
		if err := d.adoptSchedules(ctx, g, now); err != nil {
			return err
		}
		d.adopted = g
	}
	marks, err := d.Ledger.Watermarks(ctx)
	if err != nil {
		return err
	}
	list, err := d.schedules(ctx, g, marks)
	if err != nil {
		return err
	}
	slots, err := d.Ledger.PlanFrom(ctx, marks, now.Add(timetable.LookAhead), list...)
	if err != nil {
		return err
	}
	for _, s := range slots {
		d.Log.Info("slot planned", "report", s.Report, "slot", s.Slot, "due", s.Due, "state", s.State)
		d.missedTold = d.missedTold && s.State != ledger.Missed
	}
	if err := errors.Join(d.endReviews(ctx, g), d.tellDelays(ctx, g), d.tellEnds(ctx, g)); err != nil || d.missedTold {
		return err
	}
	if err := missed.Notify(ctx, d.Ledger, g.Writer, now); err != nil {
		return err
	}
	d.missedTold = true
	return nil
}

func (d *Daemon) removeOld(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, retainWithin)
	defer cancel()
	before := d.Now().AddDate(0, 0, -d.active().cfg.State.Keep)
	removed, err := d.Ledger.Retain(ctx, before)
	if err != nil {
		d.Log.Error("could not remove old editions", "err", err)
		return
	}
	if removed != (ledger.Removed{}) {
		d.Log.Info("old editions removed", "slots", removed.Slots, "editions", removed.Editions, "deliveries", removed.Deliveries)
	}
}
