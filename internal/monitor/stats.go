package monitor

import (
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Stats are the daemon's counters of its own work. They must be initialised with Init, and are then safe for concurrent
// use.
type Stats struct {
	registry     *prometheus.Registry
	durations    *prometheus.HistogramVec
	verdicts     *prometheus.CounterVec
	Reloads      prometheus.Counter
	Refused      prometheus.Counter
	LastPlan     atomic.Int64 // Unix seconds of the last plan
	PlannedAhead atomic.Int64 // how many reports are planned ahead of the clock
	Ready        atomic.Bool  // whether the first plan is made
	Unsettled    atomic.Bool  // whether the daemon waits until a restored state is settled
	Unreachable  atomic.Bool  // whether the state's database could not be reached at the start
}

// Init registers the counters. It is called once, before anything is counted.
func (s *Stats) Init() {
	s.registry = prometheus.NewRegistry()
	s.durations = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "bilan_produce_seconds", Help: "How long making a report took, the child process included.",
		Buckets: []float64{.1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 900},
	}, []string{"report"})
	s.verdicts = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "bilan_mail_total", Help: "Messages handed to the mail server, by verdict.",
	}, []string{"verdict"})
	s.Reloads = prometheus.NewCounter(prometheus.CounterOpts{Name: "bilan_config_reloads_total", Help: "Changed configurations that were loaded."})
	s.Refused = prometheus.NewCounter(prometheus.CounterOpts{Name: "bilan_config_refused_total", Help: "Changed configurations that were refused because of mistakes."})
	s.registry.MustRegister(s.durations, s.verdicts, s.Reloads, s.Refused)
}

// CountReport counts a report that was made, and how long that took.
func (s *Stats) CountReport(report string, took time.Duration) {
	s.durations.WithLabelValues(report).Observe(took.Seconds())
}

// CountMessage counts a message that was handed to the mail server.
func (s *Stats) CountMessage(verdict string) { s.verdicts.WithLabelValues(verdict).Inc() }
