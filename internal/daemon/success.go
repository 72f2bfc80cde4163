package daemon

import (
	"context"
	"net/http"
	"slices"
	"time"

	"bilan/internal/alarm"
	"bilan/internal/ledger"
)

// pingTimeout bounds the request to a watch outside.
const pingTimeout = 10 * time.Second

// success tells a watch outside that a report has left, once its last message is sent. The watch raises the alarm
// when it falls silent, also while this machine is off.
func (d *Daemon) success(p ledger.Delivery) {
	watch := d.now().cfg.Reports[p.Key.Report].Ping
	if watch == "" {
		return
	}
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), pingTimeout)
		defer cancel()
		if !d.isLast(ctx, p) {
			return
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, watch, nil)
		if err == nil {
			var resp *http.Response
			if resp, err = http.DefaultClient.Do(req); err == nil {
				resp.Body.Close()
			}
		}
		if err != nil {
			d.Log.Warn("ping failed", "report", p.Key.Report, "err", alarm.WithoutURL(err))
		}
	}()
}

// isLast waits until the ledger holds that a message is sent, and tells whether all others of its edition are. Of two that
// leave at once at least one sees the other.
func (d *Daemon) isLast(ctx context.Context, p ledger.Delivery) bool {
	for {
		list, err := d.Ledger.Deliveries(ctx, p.Edition)
		if err != nil {
			return false
		}
		open := slices.DeleteFunc(list, func(o ledger.Delivery) bool { return o.State == ledger.Sent })
		if !slices.ContainsFunc(open, func(o ledger.Delivery) bool { return o.ID == p.ID }) {
			return len(open) == 0
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(100 * time.Millisecond):
		}
	}
}
