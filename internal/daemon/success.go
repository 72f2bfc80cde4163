package daemon

import (
	"context"
	"net/http"
	"time"

	"bilan/internal/ledger"
)

// pingTimeout bounds the request to a watch outside.
const pingTimeout = 10 * time.Second

// success tells a watch outside that a report has left, once its last message is sent. The watch raises the alarm
// when it falls silent, also while this machine is off.
func (d *Daemon) success(p ledger.Delivery) {
	url := d.now().cfg.Reports[p.Key.Report].Ping
	if url == "" {
		return
	}
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), pingTimeout)
		defer cancel()
		if !d.lastOf(ctx, p) {
			return
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err == nil {
			var resp *http.Response
			if resp, err = http.DefaultClient.Do(req); err == nil {
				resp.Body.Close()
			}
		}
		if err != nil {
			d.Log.Warn("ping failed", "report", p.Key.Report, "err", err)
		}
	}()
}

// lastOf tells whether every other message of the edition is sent.
func (d *Daemon) lastOf(ctx context.Context, p ledger.Delivery) bool {
	list, err := d.Ledger.Deliveries(ctx, p.Edition)
	if err != nil {
		return false
	}
	for _, other := range list {
		if other.ID != p.ID && other.State != ledger.Sent {
			return false
		}
	}
	return true
}
