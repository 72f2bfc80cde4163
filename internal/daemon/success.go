package daemon

import (
	"context"
	"slices"
	"time"

	"bilan/internal/alarm"
	"bilan/internal/ledger"
)

const (
	pingEvery   = time.Second
	pingTimeout = 10 * time.Second // of the last ones
)

// success notes that a message has left of a report that a watch outside follows. The watch hears it once the edition's last message is
// sent, and raises the alarm when it hears nothing, also while this machine is off.
func (d *Daemon) success(p ledger.Delivery) {
	if d.now().cfg.Reports[p.Key.Report].Ping != "" {
		d.pings.add(p)
	}
}

// pingOut tells watches until ctx ends, one after the other: a list of a thousand addresses takes one goroutine, not a thousand.
func (d *Daemon) pingOut(ctx context.Context) {
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			d.tellWatches(ctx)
		}
	}
}

// lastPings tells of what left while the daemon ended.
func (d *Daemon) lastPings(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pingTimeout)
	defer cancel()
	d.tellWatches(ctx)
}

// tellWatches looks once at each edition of which something was sent. What the ledger does not hold yet is looked at again.
func (d *Daemon) tellWatches(ctx context.Context) {
	for _, p := range d.pings.take() {
		list, err := d.Ledger.Deliveries(ctx, p.Edition)
		if err != nil {
			continue // a state that is away is no success
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
