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
	pingTimeout = 10 * time.Second // of the last ones
)

// notePing records that a message was sent for a report with a ping. The monitor gets the ping once the edition's last
// message is sent, and raises its alarm without pings, even if this machine is off.
func (d *Daemon) notePing(p ledger.Delivery) {
	if d.now().cfg.Reports[p.Key.Report].Ping != "" {
		d.pings.add(p)
	}
}

// pingOut sends pings until ctx ends, one after another: a list of a thousand addresses needs one goroutine, not a
// thousand.
func (d *Daemon) pingOut(ctx context.Context) {
	clock.Every(ctx, pingEvery, func() { d.tellWatches(ctx) })
}

// lastPings sends the pings for messages that left while the daemon was stopping.
func (d *Daemon) lastPings(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pingTimeout)
	defer cancel()
	d.tellWatches(ctx)
}

// tellWatches checks once each edition with a sent message. An edition that the ledger does not contain yet is checked
// again later.
func (d *Daemon) tellWatches(ctx context.Context) {
	for _, p := range d.pings.take() {
		list, err := d.Ledger.Deliveries(ctx, p.Edition)
		if err != nil {
			continue // an unavailable state is not a success
		}
		open := slices.DeleteFunc(list, func(o ledger.Delivery) bool { return o.State == ledger.Sent })
		switch {
		case slices.ContainsFunc(open, func(o ledger.Delivery) bool { return o.ID == p.ID }):
			d.pings.add(p)
		case len(open) == 0:
			if err := alarm.Ping(ctx, d.now().cfg.Reports[p.Key.Report].Ping); err != nil {
				d.Log.Warn("ping failed", "report", p.Key.Report, "err", err)
			}
		}
	}
}
