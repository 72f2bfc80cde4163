package daemon

import (
	"context"

	"bilan/internal/ledger"
)

// logOutflow logs when the last message of a stored edition will leave, if the mail service's limits delay it.
func (d *Daemon) logOutflow(ctx context.Context, s ledger.Slot, messages int, withheld bool) {
	m := PaceLimits(d.active().cfg)
	if !m.Paced() || withheld {
		return
	}
	waiting, _, err := d.Ledger.Outflow(ctx, m)
	if err != nil {
		return // the delivery reports the error
	}
	sent, err := d.Ledger.SentWithinDay(ctx, m)
	if err != nil {
		return
	}
	d.Log.Info("messages wait for their turn", "report", s.Report, "slot", s.Slot, "messages", messages, "last_out", m.LastOut(d.Now(), waiting+messages, sent))
}
