package daemon

import (
	"context"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
)

// Coming is what the state knows of turns that are still to come. The zero value knows nothing.
type Coming struct {
	paused map[string]ledger.Pause
	slots  map[ledger.Key]ledger.State
	sent   []time.Time // what counts for the mail service's day
}

// LookAhead reads it for all turns due after now.
func LookAhead(ctx context.Context, cfg *config.Config, l *ledger.Ledger, now time.Time) (Coming, error) {
	c := Coming{paused: map[string]ledger.Pause{}, slots: map[ledger.Key]ledger.State{}}
	pauses, err := l.Paused(ctx)
	if err != nil {
		return c, err
	}
	if c.sent, err = l.SentWithinDay(ctx, paced(cfg)); err != nil {
		return c, err
	}
	for _, p := range pauses {
		c.paused[p.Report] = p
	}
	slots, err := l.Slots(ctx, ledger.Filter{Since: now, NoExtras: true})
	for _, s := range slots {
		c.slots[s.Key] = s.State
	}
	return c, err
}

// Words say why the daemon will not make a coming turn: "paused", "left out" or "made already"; "" when it will.
func (c Coming) Words(report, slot string) string {
	switch c.slots[ledger.Key{Report: report, Slot: slot}] {
	case ledger.Skipped:
		return "left out"
	case ledger.Produced:
		return "made already"
	}
	if _, paused := c.paused[report]; paused {
		return "paused"
	}
	return ""
}
