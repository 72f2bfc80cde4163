package daemon

import (
	"context"
	"slices"
	"time"

	"bilan/internal/alarm"
	"bilan/internal/clock"
	"bilan/internal/ledger"
)

const (
	pingEvery   = time.Second
	pingTimeout = 10 * time.Second // for the pings at the end of the process
)

// notePing remembers a sent message of a report with ping:. The monitor gets the ping once the edition's last message
// is sent. It raises an alarm if no ping comes, so it also notices if this machine is off.
func (d *Daemon) notePing(p ledger.Delivery) {
	if d.active().cfg.Reports[p.Key.Report].Ping != "" {
		d.pings.add(p)
	}
}

// sendPings sends the pings that are due until ctx ends. It uses one goroutine, also for a list of a thousand addresses.
func (d *Daemon) sendPings(ctx context.Context) {
	clock.Every(ctx, pingEvery, func() { d.sendDuePings(ctx) })
}

// sendLastPings sends the pings for messages that were sent while the daemon stopped.
func (d *Daemon) sendLastPings(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pingTimeout)
	defer cancel()
	d.sendDuePings(ctx)
}

// sendDuePings sends a ping for each edition whose messages are all sent. It checks an edition again later if the ledger
// has not yet stored the message as sent.
func (d *Daemon) sendDuePings(ctx context.Context) {
	for _, p := range d.pings.take() {
		list, err := d.Ledger.Deliveries(ctx, p.Edition)
		if err != nil {
			continue // no ping without the state: it might not be a success
		}
		open := slices.DeleteFunc(list, func(o ledger.Delivery) bool { return o.State == ledger.Sent })
		switch {
		case slices.ContainsFunc(open, func(o ledger.Delivery) bool { return o.ID == p.ID }):
			d.pings.add(p)
		case len(open) == 0:
			if err := alarm.Ping(ctx, d.active().cfg.Reports[p.Key.Report].Ping); err != nil {
				d.Log.Warn("ping failed", "report", p.Key.Report, "err", err)
			}
		}
	}
}
