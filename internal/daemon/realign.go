package daemon

import (
	"context"
	"errors"

	"bilan/internal/ledger"
	"bilan/internal/schedule"
)

// realign moves what is planned and has not begun to where a new schedule wants it, and leaves out what it no longer holds.
// Nobody else does: the planner only sees what falls due next.
func (d *Daemon) realign(ctx context.Context, g *generation) error {
	list, err := d.Ledger.Slots(ctx, ledger.Filter{States: []ledger.State{ledger.Planned}, NoExtras: true})
	if err != nil {
		return err
	}
	for _, s := range list {
		if _, known := g.cfg.Reports[s.Report]; !known {
			continue // when it is due a worker leaves it out, or to a replica whose YAML is newer
		}
		turn, err := ParseTurn(s.Key.Slot)
		if err != nil || turn.Period != "" || turn.Anyway || !s.Next.Equal(s.Due) {
			continue // asked for by hand
		}
		if o, ok := g.occurrence(s.Report, turn); ok {
			_, err = d.Ledger.Reschedule(ctx, s.Key, o.Due, o.On.String())
		} else {
			err = d.Ledger.SkipSlot(ctx, s.Key, s.Due, s.On, "the schedule no longer holds it")
		}
		if err != nil && !errors.Is(err, ledger.ErrBusy) && !errors.Is(err, ledger.ErrDone) {
			return err
		}
	}
	return nil
}

// occurrence is what a report's schedule makes of a turn; false when it has no such turn.
func (g *generation) occurrence(report string, t Turn) (schedule.Occurrence, bool) {
	c, ok := g.cadences[report]
	if !ok {
		return schedule.Occurrence{}, false
	}
	for _, s := range c.Between(t.Slot.Date, t.Slot.Date.AddDays(1), g.calendar) {
		if s == t.Slot {
			o := c.Due(s, g.calendar, g.zone(report))
			return o, !o.LeftOut
		}
	}
	return schedule.Occurrence{}, false
}
