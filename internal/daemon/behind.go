package daemon

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/run"
	"bilan/internal/schedule"
	"bilan/internal/settlement"
	"bilan/internal/timetable"
)

// waitUntilSettled waits while the state is a restored copy that nobody has settled. It returns false if ctx ended
// first.
func (d *Daemon) waitUntilSettled(ctx context.Context) (bool, error) {
	tick := time.NewTicker(d.intervals.plan)
	defer tick.Stop()
	for told := false; ; told = true {
		paused, err := d.checkPaused(ctx)
		if err != nil || !paused {
			return err == nil, err
		}
		if !told {
			notifyReady(d.active())
		}
		d.tellAlarms(ctx)
		notifyAlive()
		select {
		case <-ctx.Done():
			return false, nil
		case <-tick.C:
		}
	}
}

// checkPaused reports whether the state was restored from a copy and is not settled. The first time, it tells the
// owners by mail, and raises the alarm.
func (d *Daemon) checkPaused(ctx context.Context) (bool, error) {
	b, err := d.Ledger.Behind(ctx)
	if err != nil {
		return false, err
	}
	before := d.stats.Unsettled.Swap(b != nil)
	switch {
	case b == nil:
		return false, d.Ledger.SetAlarm(ctx, ledger.BehindAlarm, "")
	case before:
		return true, nil
	}
	d.Log.Error("paused: the state was restored from a copy (bilan state reconcile settles it)", "since", b.Since, "why", b.Why)
	if err := d.Ledger.SetAlarm(ctx, ledger.BehindAlarm, b.Why); err != nil {
		return true, err
	}
	if err := d.tellBehind(ctx, b); err != nil {
		d.Log.Error("could not notify the owner", "err", err)
	}
	return true, nil
}

// MaybeSent lists the turns that may have been sent after the copy was made from which the state was restored, earliest
// first. These are the turns that are open in the state, and those that became due since each report was last planned,
// by the schedule of then or by the file's. Before that, it moves the history of renamed reports to their new names.
func (d *Daemon) MaybeSent(ctx context.Context) ([]settlement.Turn, error) {
	g, now := d.active(), d.Now()
	b, err := d.Ledger.Behind(ctx)
	if err != nil || b == nil {
		return nil, err
	}
	if err := timetable.Rename(ctx, d.Ledger, g.cfg); err != nil {
		return nil, err
	}
	open, err := d.Ledger.Unfinished(ctx)
	if err != nil {
		return nil, err
	}
	var list []settlement.Turn
	for _, s := range open {
		if s.Due.After(now) {
			continue
		}
		waiting, err := d.Ledger.Deliveries(ctx, s.Edition)
		if err != nil {
			return nil, err
		}
		list = append(list, settlement.Turn{Slot: s, Waiting: settlement.WaitingIDs(waiting)})
	}
	planned, err := d.Ledger.Watermarks(ctx)
	if err != nil {
		return nil, err
	}
	for report := range g.Tables {
		mark, known := planned[report]
		if !known {
			mark.Until = b.Since // a report that was never planned is considered since the copy
		}
		list = append(list, g.dueSince(report, mark, now)...)
	}
	slices.SortStableFunc(list, func(a, b settlement.Turn) int { return a.Due.Compare(b.Due) })
	for i := range list {
		g.addIdentities(&list[i], now)
	}
	return list, nil
}

// dueSince lists the turns of a report that became due since a watermark, by the schedule stored there or by the
// present one, each once.
func (g *generation) dueSince(report string, mark ledger.Watermark, now time.Time) (list []settlement.Turn) {
	tables, known := []*schedule.Timetable{g.Tables[report]}, map[string]bool{}
	if before, err := schedule.ParseTimetable(mark.Rule); err == nil && mark.Rule != g.Tables[report].Text() {
		tables = append(tables, before)
	}
	for _, table := range tables {
		for _, o := range table.DueBetween(mark.Until, now) {
			t := timetable.TurnOf(table, o)
			if !known[t.Slot] {
				list = append(list, settlement.Turn{Slot: ledger.Slot{Key: ledger.Key{Report: report, Slot: t.Slot}, Work: t.Work, Kind: ledger.Scheduled, On: t.On, Due: o.Due}})
			}
			known[t.Slot] = true
		}
	}
	return list
}

// addIdentities adds the identifiers by which a turn's mails can be found. It adds none for a report that is not in the
// file.
func (g *generation) addIdentities(t *settlement.Turn, now time.Time) {
	r := g.cfg.Reports[t.Report]
	turn, err := g.turnOf(t.Slot)
	if err != nil {
		return
	}
	p := run.Program{Program: loaded.Program{Config: g.cfg, Now: now}}
	order := plans.Order{Report: t.Report, Slot: turn.Slot, Period: turn.Period, Anyway: turn.Anyway}
	list, err := p.Identities(order, g.audience(t.Slot), t.Extra+1, t.Due)
	if err != nil {
		return
	}
	t.Replay, t.Members = r.Alert != nil, r.PerMember() || len(turn.Members) > 0 || g.cfg.AddsReaders(t.Report)
	t.SetIdentities(list, g.cfg.Mail.From)
}

// tellBehind mails each owner the turns that may have been sent. The ledger delivers these mails although all other
// work waits.
func (d *Daemon) tellBehind(ctx context.Context, b *ledger.Behind) error {
	g := d.active()
	list, err := d.MaybeSent(ctx)
	if err != nil {
		return err
	}
	owners := map[string][]ledger.Key{}
	if g.cfg.Owner != "" {
		owners[g.cfg.Owner] = nil
	}
	for _, m := range list {
		if owner := g.Owner(m.Report); owner != "" {
			owners[owner] = append(owners[owner], m.Key)
		}
	}
	for _, owner := range slices.Sorted(maps.Keys(owners)) {
		dedupe := fmt.Sprintf("behind/%d/%s", b.Since.Unix(), owner)
		if err := d.Ledger.Notify(ctx, g.StateRestored(d.Now(), owner, dedupe, b.Since, owners[owner])...); err != nil {
			return err
		}
		if err := d.Ledger.DrainNotice(ctx, dedupe, d.Workers(), d.limits()); err != nil {
			return err
		}
	}
	return nil
}
