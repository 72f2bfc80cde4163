package daemon

import (
	"context"
	"errors"

	"bilan/internal/ledger"
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
		if o, ok := g.Occurrence(s.Report, turn.Slot); ok {
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
