package daemon

import (
	"context"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"

	"bilan/internal/alerts"
	"bilan/internal/monitor"
	"bilan/internal/pace"
	"bilan/internal/timetable"
)

// staleAfter is the age of the last plan from which the process counts as stuck.
const staleAfter = 3 * planEvery

// Handler serves /healthz, /readyz and /metrics, and the unsubscribe links.
func (d *Daemon) Handler() http.Handler {
	m := &monitor.Monitor{
		Stats: &d.stats, Ledger: d.Ledger, Now: d.Now, StaleAfter: staleAfter, Standing: d.standing.Load, ClockConfirmed: d.clockConfirmed,
		Timetable:  func() *timetable.Timetable { return d.active().Timetable },
		Limits:     func() pace.Limits { return PaceLimits(d.active().cfg) },
		Collectors: []prometheus.Collector{alerts.Metrics{Ledger: d.Ledger, Now: d.Now, MetricNames: func() map[string]string { return d.active().cfg.AlertMetrics() }}},
	}
	return d.serveUnsubscribe(m.Handler())
}

// ServeHTTP listens until ctx ends. It accepts only a loopback address, because there is no password.
func (d *Daemon) ServeHTTP(ctx context.Context, address string) error {
	return monitor.Listen(ctx, address, d.Handler(), d.Log)
}
