package daemon

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/net/netutil"

	"bilan/internal/ledger"
	"bilan/internal/status"
	"bilan/internal/timetable"
)

// staleAfter is how old the last plan may be before the process counts as stuck.
const staleAfter = 3 * planEvery

// mostConnections is how many clients are served at once; more wait.
const mostConnections = 16

// Handler serves /healthz, /readyz and /metrics, and the links by which readers leave a list. Nothing it shows is secret. A request that names another host than this
// machine is refused: a page in a browser may have had its name pointed here.
func (d *Daemon) Handler() http.Handler {
	all := prometheus.Gatherers{d.stats.registry, d.ledgerMetrics()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", d.healthz)
	mux.HandleFunc("GET /readyz", d.readyz)
	mux.Handle("GET /metrics", promhttp.HandlerFor(all, promhttp.HandlerOpts{MaxRequestsInFlight: mostConnections}))
	return d.unsubscribing(localOnly(mux))
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
	if words := d.stuck(); words != "" {
		http.Error(w, words, http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
}

// stuck says that the planner stands still, "" when it does not.
func (d *Daemon) stuck() string {
	last := d.stats.ticked.Load()
	if age := d.Now().Sub(time.Unix(last, 0)); last != 0 && age > staleAfter {
		return fmt.Sprintf("the last plan is %s old", age.Round(time.Second))
	}
	return ""
}

// readyz fails until the first plan is made, while the ledger cannot be asked, while a restored state is not settled, while turns are
// not planned in time, and while an alarm lasts.
func (d *Daemon) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	if words := d.unready(ctx); words != "" {
		http.Error(w, words, http.StatusServiceUnavailable)
		return
	}
	if !d.clockConfirmed() {
		fmt.Fprint(w, status.Ready+"; the clock is not confirmed yet, so work goes by the last confirmed time\n", d.replicaLines())
		return
	}
	fmt.Fprint(w, status.Ready+"\n", d.replicaLines())
}

// unready says why reports are not made in time, "" when they are.
func (d *Daemon) unready(ctx context.Context) string {
	if d.stats.behind.Load() {
		return "paused: " + ledger.ErrBehind.Error()
	}
	if !d.stats.ready.Load() {
		if d.stats.away.Load() {
			return "the state's database cannot be reached, it is tried again (the log says why)"
		}
		return "starting"
	}
	_, err := d.Ledger.Counts(ctx)
	if errors.Is(err, ledger.ErrGone) {
		return ledger.ErrGone.Error()
	}
	marks, unread := d.Ledger.Watermarks(ctx)
	if err != nil || unread != nil {
		return "the ledger does not answer"
	}
	if d.clock.ahead.Load() > 0 {
		return "reports are planned ahead of the clock, so nothing is due for them: see bilan state repair"
	}
	if late := d.planningBehind(marks); late > 0 {
		return fmt.Sprintf("planning is behind by %s", late.Round(time.Second))
	}
	if alarms, err := d.Ledger.Alarms(ctx); err == nil && len(alarms) > 0 {
		return "alarm: " + inReadiness(alarms[0])
	}
	return ""
}

// planningBehind is for how long the oldest turn that is not planned has been due.
func (d *Daemon) planningBehind(marks map[string]ledger.Watermark) (late time.Duration) {
	now := d.Now()
	for _, f := range d.now().Faults(marks, now) {
		if f.Kind == timetable.Behind {
			late = max(late, now.Sub(f.Since))
		}
	}
	return late
}

// inReadiness says what lasts, without the server's words: they may hold addresses.
func inReadiness(a ledger.Alarm) string {
	if a.Kind != ledger.MailAlarm {
		return a.Kind + " since " + a.Since.Format(time.RFC3339)
	}
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
