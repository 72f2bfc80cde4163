package daemon

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/net/netutil"

	"bilan/internal/ledger"
)

// staleAfter is how old the last plan may be before the process counts as stuck.
const staleAfter = 3 * planEvery

// mostConnections is how many clients are served at once; more wait.
const mostConnections = 16

// Handler serves /healthz, /readyz and /metrics. Nothing it shows is secret. A request that names another host than this
// machine is refused: a page in a browser may have had its name pointed here.
func (d *Daemon) Handler() http.Handler {
	all := prometheus.Gatherers{d.stats.registry, d.ledgerMetrics()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", d.healthz)
	mux.HandleFunc("GET /readyz", d.readyz)
	mux.Handle("GET /metrics", promhttp.HandlerFor(all, promhttp.HandlerOpts{MaxRequestsInFlight: mostConnections}))
	return localOnly(mux)
}

func (d *Daemon) ledgerMetrics() *prometheus.Registry {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collector{d})
	return registry
}

func localOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !localHost(r.Host) {
			http.Error(w, "this is served to 127.0.0.1, [::1] and localhost only", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// localHost tells whether a Host header names this machine.
func localHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}

// healthz fails when the planner stands still: the process should be started again.
func (d *Daemon) healthz(w http.ResponseWriter, _ *http.Request) {
	if last := d.stats.ticked.Load(); last != 0 {
		if age := d.Now().Sub(time.Unix(last, 0)); age > staleAfter {
			http.Error(w, fmt.Sprintf("the last plan is %s old", age.Round(time.Second)), http.StatusServiceUnavailable)
			return
		}
	}
	fmt.Fprintln(w, "ok")
}

// readyz fails until the first plan is made, while the ledger cannot be asked, while a restored state is not settled, while reports are
// planned ahead of the clock, and while an alarm lasts.
func (d *Daemon) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	if d.stats.behind.Load() {
		http.Error(w, "paused: "+ledger.ErrBehind.Error(), http.StatusServiceUnavailable)
		return
	}
	if !d.stats.ready.Load() {
		words := "starting"
		if d.stats.away.Load() {
			words = "the state's database cannot be reached, it is tried again (the log says why)"
		}
		http.Error(w, words, http.StatusServiceUnavailable)
		return
	}
	switch _, err := d.Ledger.Counts(ctx); {
	case errors.Is(err, ledger.ErrGone):
		http.Error(w, ledger.ErrGone.Error(), http.StatusServiceUnavailable)
		return
	case err != nil:
		http.Error(w, "the ledger does not answer", http.StatusServiceUnavailable)
		return
	}
	alarms, err := d.Ledger.Alarms(ctx)
	switch {
	case d.clock.ahead.Load() > 0:
		http.Error(w, "reports are planned ahead of the clock, so nothing is due for them: see bilan state repair", http.StatusServiceUnavailable)
	case err == nil && len(alarms) > 0:
		http.Error(w, "alarm: "+inReadiness(alarms[0]), http.StatusServiceUnavailable)
	case !d.clockConfirmed():
		fmt.Fprint(w, "ready; the clock is not confirmed yet, so work goes by the last confirmed time\n", d.replicaLines())
	default:
		fmt.Fprint(w, "ready\n", d.replicaLines())
	}
}

// inReadiness says what lasts, without the server's words: they may hold addresses.
func inReadiness(a ledger.Alarm) string {
	return fmt.Sprintf("%s: the mail server has taken no message since %s (the log has its answer)", a.Kind, a.Since.Format(time.RFC3339))
}

// ServeHTTP listens until ctx ends. Only a loopback address is taken: there is no password.
func (d *Daemon) ServeHTTP(ctx context.Context, address string) error {
	tcp, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return fmt.Errorf("serve.listen: %w", err)
	}
	if !tcp.IP.IsLoopback() {
		return fmt.Errorf("serve.listen: %s can be reached from other machines, and there is no password (write 127.0.0.1:%d)", address, tcp.Port)
	}
	listener, err := net.ListenTCP("tcp", tcp)
	if err != nil {
		return fmt.Errorf("serve.listen: %w", err)
	}
	server := &http.Server{
		Handler: d.Handler(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
	}
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	go func() {
		if err := server.Serve(netutil.LimitListener(listener, mostConnections)); err != nil && !errors.Is(err, http.ErrServerClosed) {
			d.Log.Error("health server stopped", "err", err)
		}
	}()
	return nil
}

// collector reads the ledger when it is asked for metrics.
type collector struct{ d *Daemon }

var (
	lastSuccess = prometheus.NewDesc("bilan_last_success_timestamp_seconds", "When the newest edition of a report was kept.", []string{"report"}, nil)
	nextDue     = prometheus.NewDesc("bilan_next_due_timestamp_seconds", "When a report is due next.", []string{"report"}, nil)
	lateBy      = prometheus.NewDesc("bilan_late_seconds", "How late a report is that is due and not made.", []string{"report"}, nil)
	openSlots   = prometheus.NewDesc("bilan_slots", "Slots that are not at their end, by state.", []string{"state"}, nil)
	pausedNow   = prometheus.NewDesc("bilan_paused", "Whether a report is paused: its turns are left out.", []string{"report"}, nil)
	clockNow    = prometheus.NewDesc("bilan_clock_confirmed", "Whether the machine's clock is believed: else work goes by the last confirmed time.", nil, nil)
	aheadNow    = prometheus.NewDesc("bilan_planned_ahead", "How many reports are planned ahead of the clock: nothing is due for them.", nil, nil)
	lastPlan    = prometheus.NewDesc("bilan_last_plan_timestamp_seconds", "When the planner last ran.", nil, nil)
	alarmsNow   = prometheus.NewDesc("bilan_alarm", "Whether an alarm lasts: 1 or 0, by kind.", []string{"kind"}, nil)
	otherYAML   = prometheus.NewDesc("bilan_replicas_with_another_yaml", "How many replicas share the state and have another YAML.", nil, nil)
	openMail    = prometheus.NewDesc("bilan_deliveries", "Messages that are not sent, by state.", []string{"state"}, nil)
)

// Describe sends the metrics' descriptions.
func (c collector) Describe(ch chan<- *prometheus.Desc) { prometheus.DescribeByCollect(c, ch) }

// Collect reads the ledger; what cannot be read is left out.
func (c collector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	gauge := func(desc *prometheus.Desc, v float64, label string) {
		ch <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, v, label)
	}
	if last, err := c.d.Ledger.LastSuccess(ctx); err == nil {
		for report, at := range last {
			gauge(lastSuccess, float64(at.Unix()), report)
		}
	}
	if counts, err := c.d.Ledger.Counts(ctx); err == nil {
		for _, s := range []ledger.State{ledger.Planned, ledger.Producing, ledger.Held, ledger.Retrying} {
			gauge(openSlots, float64(counts.Slots[s]), string(s))
		}
		for _, s := range []ledger.DeliveryState{ledger.Pending, ledger.Sending, ledger.Waiting, ledger.Uncertain, ledger.Dead} {
			gauge(openMail, float64(counts.Deliveries[s]), string(s))
		}
	}
	c.clocks(ch)
	if lasting, err := c.d.Ledger.Alarms(ctx); err == nil {
		value := 0.0
		if slices.ContainsFunc(lasting, func(a ledger.Alarm) bool { return a.Kind == ledger.MailAlarm }) {
			value = 1
		}
		gauge(alarmsNow, value, ledger.MailAlarm)
	}
	if s := c.d.standing.Load(); s != nil {
		ch <- prometheus.MustNewConstMetric(otherYAML, prometheus.GaugeValue, float64(len(s.Others)))
	}
	c.pauses(ctx, gauge)
	c.schedules(ctx, gauge)
}

func (c collector) clocks(ch chan<- prometheus.Metric) {
	confirmed := 0.0
	if c.d.clockConfirmed() {
		confirmed = 1
	}
	ch <- prometheus.MustNewConstMetric(clockNow, prometheus.GaugeValue, confirmed)
	ch <- prometheus.MustNewConstMetric(aheadNow, prometheus.GaugeValue, float64(c.d.clock.ahead.Load()))
	ch <- prometheus.MustNewConstMetric(lastPlan, prometheus.GaugeValue, float64(c.d.stats.ticked.Load()))
}

func (c collector) pauses(ctx context.Context, gauge func(*prometheus.Desc, float64, string)) {
	list, err := c.d.Ledger.Paused(ctx)
	if err != nil {
		return
	}
	for report := range c.d.now().cadences {
		value := 0.0
		if slices.ContainsFunc(list, func(p ledger.Pause) bool { return p.Report == report }) {
			value = 1
		}
		gauge(pausedNow, value, report)
	}
}

func (c collector) schedules(ctx context.Context, gauge func(*prometheus.Desc, float64, string)) {
	g, now := c.d.now(), c.d.Now()
	late := map[string]time.Duration{}
	open, err := c.d.Ledger.Slots(ctx, ledger.Filter{States: []ledger.State{ledger.Planned, ledger.Producing, ledger.Held, ledger.Retrying}, Until: now})
	if err != nil {
		return
	}
	for _, s := range open {
		late[s.Report] = max(late[s.Report], s.Late(now))
	}
	for report, cadence := range g.cadences {
		gauge(lateBy, late[report].Seconds(), report)
		if o, ok := cadence.NextDue(now, g.calendar, g.zone(report)); ok {
			gauge(nextDue, float64(o.Due.Unix()), report)
		}
	}
}
