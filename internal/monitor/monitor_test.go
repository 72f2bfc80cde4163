package monitor

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/pace"
	"bilan/internal/period"
	"bilan/internal/schedule"
	"bilan/internal/timetable"
)

// noon is the instant of every test: a Wednesday, two days after the last turn of the report "weekly".
var noon = time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)

// readyMonitor returns the Monitor of a daemon that is ready and has one report, "weekly", due on Mondays.
func readyMonitor(t *testing.T) *Monitor {
	t.Helper()
	mondays, err := schedule.Parse(schedule.Spec{Every: "week", Day: "monday", At: "08:00"})
	if err != nil {
		t.Fatal(err)
	}
	cfg := &config.Config{Reports: map[string]config.Report{"weekly": {Cadence: mondays, Periods: []period.Phrase{period.MustPhrase("last week")}}}}
	if err := cfg.FillIn(); err != nil {
		t.Fatal(err)
	}
	table := timetable.New(cfg)
	now := func() time.Time { return noon }
	l, err := ledger.Open(t.Context(), ledger.Options{SQLite: filepath.Join(t.TempDir(), "state.db"), Now: now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if _, err := l.TryLock(); err != nil {
		t.Fatal(err)
	}
	m := &Monitor{Stats: &Stats{}, Ledger: l, Now: now, StaleAfter: 5 * time.Minute, Timetable: func() *timetable.Timetable { return table },
		Limits: func() pace.Limits { return pace.Limits{} }, Standing: func() *ledger.ReplicaStatus { return nil }, ClockConfirmed: func() bool { return true }}
	m.Stats.Init()
	m.Stats.Ready.Store(true)
	return m
}

// get asks for a page as a client on this machine.
func get(m *Monitor, host, page string) (code int, body string) {
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://"+host+page, nil))
	return w.Code, strings.TrimSpace(w.Body.String())
}

// Only requests to a name of this machine are answered: a web site may have pointed its own name at this address.
func TestOnlyThisMachineIsServed(t *testing.T) {
	m := readyMonitor(t)
	for host, want := range map[string]int{
		"127.0.0.1:9118": 200, "127.8.8.8": 200, "localhost": 200, "LOCALHOST:1": 200, "[::1]:9118": 200,
		"bilan.example": 421, "10.0.0.5:9118": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example": 421, "[2001:db8::1]:80": 421,
	} {
		if code, body := get(m, host, "/healthz"); code != want {
			t.Errorf("%s: %d %s, want %d", host, code, body, want)
		}
	}
	if code, _ := get(m, "localhost", "/secrets"); code != http.StatusNotFound {
		t.Errorf("another page: %d", code)
	}
}

// The process is stuck once its last plan is older than StaleAfter. Before its first plan it is not stuck.
func TestHealth(t *testing.T) {
	for age, want := range map[time.Duration]string{0: "200 ok", 5 * time.Minute: "200 ok", 5*time.Minute + time.Second: "503 the last planning was 5m1s ago"} {
		m := readyMonitor(t)
		m.Stats.LastPlan.Store(noon.Add(-age).Unix())
		if code, body := get(m, "localhost", "/healthz"); fmt.Sprintf("%d %s", code, body) != want {
			t.Errorf("after %s: %d %s, want %s", age, code, body, want)
		}
	}
	if code, body := get(readyMonitor(t), "localhost", "/healthz"); code != 200 {
		t.Errorf("before the first plan: %d %s", code, body)
	}
}

// A daemon is ready while its reports are made in time. /readyz does not show the mail server's answer, which may contain
// addresses.
func TestReadiness(t *testing.T) {
	planned := func(m *Monitor, until time.Time) {
		schedule := ledger.Schedule{Report: "weekly", Rule: m.Timetable().Tables["weekly"].Text(), Loaded: until, List: func(time.Time, time.Time) []ledger.Turn { return nil }}
		if _, err := m.Ledger.Plan(t.Context(), until, schedule); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		change func(*Monitor)
		code   int
		want   string
	}{
		"ready":       {func(*Monitor) {}, 200, "ready"},
		"planned":     {func(m *Monitor) { planned(m, noon) }, 200, "ready"},
		"starting":    {func(m *Monitor) { m.Stats.Ready.Store(false) }, 503, "starting"},
		"no database": {func(m *Monitor) { m.Stats.Ready.Store(false); m.Stats.Unreachable.Store(true) }, 503, "the state's database cannot be reached; the daemon tries again (the log says why)"},
		"restored":    {func(m *Monitor) { m.Stats.Unsettled.Store(true) }, 503, "paused: " + ledger.ErrBehind.Error()},
		"ahead":       {func(m *Monitor) { m.Stats.PlannedAhead.Store(1) }, 503, "reports are planned ahead of the clock, so nothing is due for them: see bilan state repair"},
		"behind":      {func(m *Monitor) { planned(m, noon.AddDate(0, 0, -3)) }, 503, "planning is behind by 52h0m0s"},
		"no clock":    {func(m *Monitor) { m.ClockConfirmed = func() bool { return false } }, 200, "ready; the clock is not confirmed yet, so work goes by the last confirmed time"},
		"the same replicas": {func(m *Monitor) {
			m.Standing = func() *ledger.ReplicaStatus { return &ledger.ReplicaStatus{Newest: true} }
		}, 200, "ready"},
		"another replica": {func(m *Monitor) {
			m.Standing = func() *ledger.ReplicaStatus {
				return &ledger.ReplicaStatus{Newest: true, Others: []ledger.Replica{{Name: "b"}}}
			}
		}, 200, "ready\nreplicas with an older YAML, which wait: b"},
		"a newer replica": {func(m *Monitor) {
			m.Standing = func() *ledger.ReplicaStatus { return &ledger.ReplicaStatus{Others: []ledger.Replica{{Name: "b"}}} }
		}, 200, "ready\nreplicas with another YAML, one of which is newer: that replica does the work: b"},
		"no mail": {func(m *Monitor) {
			if err := m.Ledger.SetAlarm(t.Context(), ledger.MailAlarm, "550 anne@shop.example is unknown"); err != nil {
				t.Fatal(err)
			}
		}, 503, "alarm: mail: the mail server has accepted no message since 2026-11-18T12:00:00Z (the log has its answer)"},
	} {
		m := readyMonitor(t)
		c.change(m)
		if code, body := get(m, "localhost", "/readyz"); code != c.code || body != c.want {
			t.Errorf("%s: %d %s, want %d %s", name, code, body, c.code, c.want)
		}
	}
}

// The metrics are the daemon's own counters and numbers that are read from the state at each request.
func TestMetrics(t *testing.T) {
	m := readyMonitor(t)
	m.Stats.LastPlan.Store(noon.Unix())
	m.Stats.CountMessage("sent")
	m.Stats.CountReport("weekly", 2*time.Second)
	due := noon.Add(-time.Hour)
	if _, _, err := m.Ledger.Request(t.Context(), ledger.TurnRequest{Key: ledger.Key{Report: "weekly", Slot: "2026-11-16"}, Kind: ledger.Scheduled, Due: due, On: "2026-11-16"}); err != nil {
		t.Fatal(err)
	}
	if err := m.Ledger.SetAlarm(t.Context(), ledger.BehindAlarm, "restored"); err != nil {
		t.Fatal(err)
	}
	code, body := get(m, "localhost", "/metrics")
	if code != 200 {
		t.Fatal(code, body)
	}
	for _, line := range []string{
		`bilan_mail_total{verdict="sent"} 1`, `bilan_produce_seconds_count{report="weekly"} 1`, `bilan_late_seconds{report="weekly"} 3600`,
		`bilan_slots{state="planned"} 1`, `bilan_slots{state="held"} 0`, `bilan_deliveries{state="dead"} 0`, `bilan_paused{report="weekly"} 0`,
		`bilan_turns_not_made{report="weekly",state="failed"} 0`, `bilan_alarm{kind="behind"} 1`, `bilan_alarm{kind="mail"} 0`, `bilan_clock_confirmed 1`,
		`bilan_last_mail_out_timestamp_seconds 0`, `bilan_planned_ahead 0`,
		"bilan_next_due_timestamp_seconds{report=\"weekly\"} " + fmt.Sprintf("%g", float64(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC).Unix())),
	} {
		if !strings.Contains(body, "\n"+line+"\n") {
			t.Errorf("no %s in\n%s", line, body)
		}
	}
}

// There is no password, so only a loopback address can be listened on.
func TestListenTakesLoopbackOnly(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", "192.0.2.1:9118", "[::]:9118"} {
		if err := Listen(t.Context(), address, http.NotFoundHandler(), slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), "there is no password (write 127.0.0.1:") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if err := Listen(t.Context(), "127.0.0.1:0", http.NotFoundHandler(), slog.New(slog.DiscardHandler)); err != nil {
		t.Error(err)
	}
}
