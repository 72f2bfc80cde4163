package daemon

import (
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"bilan/internal/mail"
)

// stats are what the daemon counts of its own work; what stands in the ledger is read from there.
type stats struct {
	registry *prometheus.Registry
	stages   *prometheus.HistogramVec
	verdicts *prometheus.CounterVec
	reloads  prometheus.Counter
	refused  prometheus.Counter
	ticked   atomic.Int64 // Unix seconds of the last plan
	ready    atomic.Bool
	behind   atomic.Bool // the state waits to be settled
	away     atomic.Bool // the state could not be reached when it was needed to begin
}

func (s *stats) init() {
	s.registry = prometheus.NewRegistry()
	s.stages = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "bilan_produce_seconds", Help: "How long making a report took, the child process included.",
		Buckets: []float64{.1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 900},
	}, []string{"report"})
	s.verdicts = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "bilan_mail_total", Help: "Messages handed to the mail server, by verdict.",
	}, []string{"verdict"})
	s.reloads = prometheus.NewCounter(prometheus.CounterOpts{Name: "bilan_config_reloads_total", Help: "Changed configurations put in force."})
	s.refused = prometheus.NewCounter(prometheus.CounterOpts{Name: "bilan_config_refused_total", Help: "Changed configurations that were wrong."})
	s.registry.MustRegister(s.stages, s.verdicts, s.reloads, s.refused)
}

func (s *stats) made(report string, took time.Duration) {
	s.stages.WithLabelValues(report).Observe(took.Seconds())
}
func (s *stats) sent(v mail.Verdict) { s.verdicts.WithLabelValues(v.String()).Inc() }
