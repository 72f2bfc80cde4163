package daemon

import (
	"context"

	"bilan/internal/ledger"
)

// schedules say for each report what falls due in a window, and what an edit of its schedule makes of its turns. A report
// that has no schedule any more has one without turns.
func (d *Daemon) schedules(ctx context.Context, g *generation, marks map[string]ledger.Watermark) ([]ledger.Schedule, error) {
	known, err := d.Ledger.Reports(ctx, marks)
	if err != nil {
		return nil, err
	}
	list := make([]ledger.Schedule, 0, len(g.Tables))
	for name := range g.Tables {
		list = append(list, g.ScheduleOf(name, d.since))
	}
	for _, name := range known {
		_, stays := g.cfg.Reports[name]
		if g.Tables[name] != nil || !stays && d.overtaken == g {
			continue
		}
		s := g.ScheduleOf(name, d.since)
		if !stays {
			s.Left = func(open []ledger.Slot) []ledger.Delivery { return d.tellLeft(g, name, open) }
		}
		list = append(list, s)
	}
	return list, nil
}
