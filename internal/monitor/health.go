// Package monitor serves /healthz, /readyz and /metrics for the running daemon, from its own counters and the state.
package monitor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/net/netutil"

	"bilan/internal/ledger"
	"bilan/internal/pace"
	"bilan/internal/status"
	"bilan/internal/timetable"
)

// mostConnections is how many clients are served at once; more wait.
const mostConnections = 16

// Monitor serves the monitoring pages of the process: /healthz, /readyz and /metrics.
type Monitor struct {
	Stats          *Stats
	Ledger         *ledger.Ledger
	Now            func() time.Time
	StaleAfter     time.Duration                // how old the last plan may be before the process counts as stuck
	Timetable      func() *timetable.Timetable  // the timetable in force
	Limits         func() pace.Limits           // the limits of the mail service
	Standing       func() *ledger.ReplicaStatus // how this replica's YAML compares with the others'; nil if unknown
	ClockConfirmed func() bool                  // whether the machine's clock is trusted
	Collectors     []prometheus.Collector       // further metrics in /metrics
}

// Handler serves /healthz, /readyz and /metrics. Nothing it shows is secret. It refuses a request whose Host header names
// another machine: a web site may have pointed its own name at this address to read the answer.
func (m *Monitor) Handler() http.Handler {
	gatherers := prometheus.Gatherers{m.Stats.registry, m.ledgerMetrics()}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", m.healthz)
	mux.HandleFunc("GET /readyz", m.readyz)
	mux.Handle("GET /metrics", promhttp.HandlerFor(gatherers, promhttp.HandlerOpts{MaxRequestsInFlight: mostConnections}))
	return localOnly(mux)
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

// localHost reports whether a Host header names this machine.
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

// healthz answers 503 if the planner has stopped. The process should then be restarted.
func (m *Monitor) healthz(w http.ResponseWriter, _ *http.Request) {
	if reason := m.stuckReason(); reason != "" {
		http.Error(w, reason, http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
}

// stuckReason says in words that the planner has stopped; "" if it runs.
func (m *Monitor) stuckReason() string {
	last := m.Stats.LastPlan.Load()
	if age := m.Now().Sub(time.Unix(last, 0)); last != 0 && age > m.StaleAfter {
		return fmt.Sprintf("the last planning was %s ago", age.Round(time.Second))
	}
	return ""
}

// readyz answers 503 until the first plan is made, while the ledger cannot be asked, while a restored state is not
// settled, while turns are not planned in time, and while an alarm lasts.
func (m *Monitor) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	if reason := m.unreadyReason(ctx); reason != "" {
		http.Error(w, reason, http.StatusServiceUnavailable)
		return
	}
	if !m.ClockConfirmed() {
		fmt.Fprint(w, status.Ready+"; the clock is not confirmed yet, so work goes by the last confirmed time\n", m.replicaLines())
		return
	}
	fmt.Fprint(w, status.Ready+"\n", m.replicaLines())
}

// unreadyReason is the reason why reports are not made in time, "" if they are.
func (m *Monitor) unreadyReason(ctx context.Context) string {
	if m.Stats.Unsettled.Load() {
		return "paused: " + ledger.ErrBehind.Error()
	}
	if !m.Stats.Ready.Load() {
		if m.Stats.Unreachable.Load() {
			return "the state's database cannot be reached; the daemon tries again (the log says why)"
		}
		return "starting"
	}
	_, err := m.Ledger.Counts(ctx)
	if errors.Is(err, ledger.ErrGone) {
		return ledger.ErrGone.Error()
	}
	marks, unread := m.Ledger.Watermarks(ctx)
	if err != nil || unread != nil {
		return "the state's database does not answer"
	}
	if m.Stats.PlannedAhead.Load() > 0 {
		return "reports are planned ahead of the clock, so nothing is due for them: see bilan state repair"
	}
	if late := m.planningBehind(marks); late > 0 {
		return fmt.Sprintf("planning is behind by %s", late.Round(time.Second))
	}
	if alarms, err := m.Ledger.Alarms(ctx); err == nil && len(alarms) > 0 {
		return "alarm: " + alarmText(alarms[0])
	}
	return ""
}

// planningBehind returns for how long the oldest turn without a plan has been due; 0 if every due turn is planned.
func (m *Monitor) planningBehind(marks map[string]ledger.Watermark) (late time.Duration) {
	now := m.Now()
	for _, f := range m.Timetable().Faults(marks, now) {
		if f.Kind == timetable.Behind {
			late = max(late, now.Sub(f.Since))
		}
	}
	return late
}

// alarmText describes a lasting alarm without the server's text, which may contain addresses.
func alarmText(a ledger.Alarm) string {
	if a.Kind != ledger.MailAlarm {
		return a.Kind + " since " + a.Since.Format(time.RFC3339)
	}
	return fmt.Sprintf("%s: the mail server has accepted no message since %s (the log has its answer)", a.Kind, a.Since.Format(time.RFC3339))
}

// replicaLines describe in /readyz the replicas with another YAML; "" if all replicas have the same one.
func (m *Monitor) replicaLines() string {
	s := m.Standing()
	if s == nil || len(s.Others) == 0 {
		return ""
	}
	text := "with an older YAML, which wait"
	if !s.Newest {
		text = "with another YAML, one of which is newer: that replica does the work"
	}
	return fmt.Sprintf("replicas %s: %s\n", text, s.OtherNames())
}

// Listen serves the handler in the background until ctx ends. Any address but a loopback one is an error, because there
// is no password.
func Listen(ctx context.Context, address string, handler http.Handler, log *slog.Logger) error {
	tcp, err := net.ResolveTCPAddr("tcp", address)
	if err != nil {
		return fmt.Errorf("serve.listen: %w", err)
	}
	if !tcp.IP.IsLoopback() {
		return fmt.Errorf("serve.listen: %s can be reached from other machines, but there is no password (write 127.0.0.1:%d)", address, tcp.Port)
	}
	listener, err := net.ListenTCP("tcp", tcp)
	if err != nil {
		return fmt.Errorf("serve.listen: %w", err)
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
	}
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	go func() {
		if err := server.Serve(netutil.LimitListener(listener, mostConnections)); err != nil && !errors.Is(err, http.ErrServerClosed) {
			log.Error("health server stopped", "err", err)
		}
	}()
	return nil
}
