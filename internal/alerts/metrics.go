package alerts

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"bilan/internal/ledger"
)

// Metrics exports the alerts of the current YAML to Prometheus, by name and metric, without members. Turns of alerts
// that failed or wait are exported with those of reports, under the name alert:NAME.
type Metrics struct {
	Ledger      *ledger.Ledger
	Now         func() time.Time
	MetricNames func() map[string]string // the metric of each alert, by the alert's name
}

var (
	labels       = []string{"alert", "metric"}
	openDesc     = prometheus.NewDesc("bilan_alert_open", "How many times an alert is open: once, or once per member with by:.", labels, nil)
	lastTurnDesc = prometheus.NewDesc("bilan_alert_last_evaluation_timestamp_seconds", "Due time of the turn for which an alert was last evaluated; 0 if never.", labels, nil)
	mutedDesc    = prometheus.NewDesc("bilan_alert_muted", "Whether an alert is muted: 1 or 0.", labels, nil)
)

// Describe implements prometheus.Collector.
func (m Metrics) Describe(ch chan<- *prometheus.Desc) {
	ch <- openDesc
	ch <- lastTurnDesc
	ch <- mutedDesc
}

// Collect exports the stored states of the alerts. It exports nothing if they cannot be read.
func (m Metrics) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	all, err := LoadAll(ctx, m.Ledger)
	if err != nil {
		return
	}
	for name, metric := range m.MetricNames() {
		gauge := func(desc *prometheus.Desc, v float64) {
			ch <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, v, name, metric)
		}
		w, muted := all[name], 0.0
		if w.Muted(m.Now()) {
			muted = 1
		}
		gauge(openDesc, float64(len(w.OpenTracks())))
		gauge(lastTurnDesc, w.lastEvaluation())
		gauge(mutedDesc, muted)
	}
}

// lastEvaluation returns the due time of the last turn of all tracks in seconds since 1970; 0 for none.
func (w Status) lastEvaluation() (last float64) {
	for _, t := range w.Tracks {
		last = max(last, float64(t.At.Unix()))
	}
	return last
}
