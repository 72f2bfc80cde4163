package status

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/period"
	"bilan/internal/schedule"
	"bilan/internal/timetable"
)

// monday is the instant at which the reports of the tests are due.
var monday = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

func table(t *testing.T) *timetable.Timetable {
	t.Helper()
	mondays, err := schedule.Parse(schedule.Spec{Every: "week", Day: "monday", At: "08:00"})
	if err != nil {
		t.Fatal(err)
	}
	weekly := config.Report{Cadence: mondays, Periods: []period.Phrase{period.MustPhrase("last week")}}
	cfg := &config.Config{Reports: map[string]config.Report{"weekly": weekly, "by-hand": {}}}
	if err := cfg.FillIn(); err != nil {
		t.Fatal(err)
	}
	return timetable.New(cfg)
}

// stateAfter returns the state ten minutes after the turn of the report "weekly" ended with an outcome.
func stateAfter(t *testing.T, outcome ledger.Outcome) *ledger.Ledger {
	t.Helper()
	file := filepath.Join(t.TempDir(), "state.db")
	l := opened(t, file)
	if _, err := l.TryLock(); err != nil {
		t.Fatal(err)
	}
	planned := ledger.Schedule{Report: "weekly", Rule: table(t).Tables["weekly"].Text(), Loaded: monday, List: func(time.Time, time.Time) []ledger.Turn { return nil }}
	if _, err := l.Plan(t.Context(), monday, planned); err != nil {
		t.Fatal(err)
	}
	key := ledger.Key{Report: "weekly", Slot: "2026-11-16"}
	if _, _, err := l.Request(t.Context(), ledger.TurnRequest{Key: key, Kind: ledger.Scheduled, Due: monday, On: "2026-11-16"}); err != nil {
		t.Fatal(err)
	}
	workers := ledger.Workers{Produce: func(context.Context, ledger.Job) ledger.Outcome { return outcome },
		Deliver: func(_ context.Context, p *ledger.DueDelivery) ledger.Answer {
			return ledger.Answer{State: ledger.DeliveryState(p.MessageID), Reply: "said"}
		}}
	if err := l.Drain(t.Context(), key, workers, ledger.Limits{Produce: 1, Deliver: 1, ProduceTimeout: time.Minute, DeliverTimeout: time.Minute}); err != nil {
		t.Fatal(err)
	}
	return opened(t, file) // opened again, as by another process
}

func opened(t *testing.T, file string) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(t.Context(), ledger.Options{SQLite: file, Now: func() time.Time { return monday }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// outcomeWith returns the outcome of an edition with a message in each of the states.
func outcomeWith(states ...ledger.DeliveryState) ledger.Outcome {
	made := ledger.Made{Edition: ledger.Edition{PeriodID: "2026-W46", PDF: []byte("pdf"), Figures: []byte("{}")}}
	for i, s := range states {
		made.Deliveries = append(made.Deliveries, ledger.Delivery{Address: string(rune('a'+i)) + "@shop.example", Sender: "bilan@shop.example", Role: "to", MessageID: string(s), Raw: []byte("x")})
	}
	return ledger.AsProduced(made)
}

func words(s *Status, report string) string {
	var list []string
	for _, p := range s.Problems {
		if p.Report == report {
			list = append(list, p.Level.String()+": "+p.Words)
		}
	}
	return strings.Join(list, "; ")
}

// The outcome of the newest turn is a problem with a level and the command that helps.
func TestProblemsOfATurn(t *testing.T) {
	later := monday.Add(20 * time.Minute)
	for name, c := range map[string]struct {
		outcome ledger.Outcome
		want    string
	}{
		"sent":      {outcomeWith(ledger.Sent, ledger.Sent), ""},
		"failed":    {ledger.AsFailed(`report "weekly": out of memory`), "critical: failed: out of memory (bilan retry weekly 2026-11-16)"},
		"held":      {ledger.AsHeld("report \"weekly\": the data is not usable:\n  dataset \"orders\": empty", later, later), "warning: held: dataset \"orders\": empty (bilan history weekly)"},
		"retrying":  {ledger.AsRetrying("the server is away", later), "warning: tried again at 08:20: the server is away"},
		"skipped":   {ledger.AsSkipped("no rows"), ""},
		"refused":   {outcomeWith(ledger.Sent, ledger.Dead), "warning: not delivered to 1 address (bilan resend 1 --failed)"},
		"uncertain": {outcomeWith(ledger.Uncertain, ledger.Uncertain), "warning: it is not known whether it arrived at 2 addresses (bilan history weekly)"},
	} {
		s, err := Read(t.Context(), table(t), stateAfter(t, c.outcome), Place{Address: "127.0.0.1:0"}, monday.Add(10*time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		if got := words(s, "weekly"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if got := words(s, "by-hand"); got != "" {
			t.Errorf("%s: a report that is made by hand: %s", name, got)
		}
	}
}

// If there is no state, or no daemon works on it, the status is critical.
func TestNoDaemon(t *testing.T) {
	s, err := Read(t.Context(), table(t), nil, Place{}, monday)
	if err != nil || s.Level != Critical || s.Begun || words(s, "") != "critical: no daemon has run with this state (bilan serve)" {
		t.Errorf("%+v, %v", s, err)
	}
	if len(s.Reports) != 2 || s.Reports[0].Report != "weekly" || !s.Reports[0].NextDue.Equal(monday.AddDate(0, 0, 7)) || s.Reports[1].Report != "by-hand" {
		t.Errorf("those without a schedule come last: %+v", s.Reports)
	}
}

// The daemon's answers are part of the status: /healthz says whether it works, /readyz whether it is ready.
func TestTheDaemonIsAsked(t *testing.T) {
	pages := map[string]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(pages[r.URL.Path])) }))
	defer server.Close()
	address := strings.TrimPrefix(server.URL, "http://")
	for _, c := range []struct{ healthz, readyz, want string }{
		{"ok\n", "ready\n", ""},
		{"ok\n", "ready; the clock is not confirmed yet\n", "warning: the daemon is ready; the clock is not confirmed yet"},
		{"ok\n", "starting\n", "critical: the daemon is not ready: starting"},
		{"the last plan is 6m old\n", "ready\n", "critical: the daemon is not ready: the last plan is 6m old"},
	} {
		pages["/healthz"], pages["/readyz"] = c.healthz, c.readyz
		s, err := Read(t.Context(), table(t), stateAfter(t, outcomeWith(ledger.Sent)), Place{Address: address}, monday)
		if err != nil {
			t.Fatal(err)
		}
		if got := words(s, ""); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
	server.Close()
	s, err := Read(t.Context(), table(t), stateAfter(t, outcomeWith(ledger.Sent)), Place{Address: address}, monday)
	if err != nil || words(s, "") != "critical: a daemon uses the state, but none answers on "+address {
		t.Errorf("%s, %v", words(s, ""), err)
	}
	if s, err = Read(t.Context(), table(t), stateAfter(t, outcomeWith(ledger.Sent)), Place{Address: address, Elsewhere: true}, monday); err != nil || words(s, "") != "" {
		t.Errorf("it may run elsewhere: %s, %v", words(s, ""), err)
	}
}

// The worst reports come first, then those that are due soonest. Those without a schedule come last.
func TestByUrgency(t *testing.T) {
	list := []ReportStatus{{Report: "held", Level: Warning, NextDue: monday.Add(9)}, {Report: "soon", NextDue: monday}, {Report: "a-later", NextDue: monday.Add(1)}, {Report: "b-later", NextDue: monday.Add(1)}, {Report: "by-hand"}}
	for i := range list {
		for j := range list {
			if c := byUrgency(list[i], list[j]); c < 0 != (i < j) || c > 0 != (i > j) {
				t.Errorf("%s and %s: %d", list[i].Report, list[j].Report, c)
			}
		}
	}
}

// shortReason removes line breaks and the words that a status line has already, and cuts between characters.
func TestBriefly(t *testing.T) {
	for cause, want := range map[string]string{
		"the data is not usable:\n  dataset \"orders\": empty": `dataset "orders": empty`,
		"the server\n is away":                                 "the server is away",
		strings.Repeat("é", 101):                               strings.Repeat("é", 100) + " …",
		strings.Repeat("é", 100):                               strings.Repeat("é", 100),
	} {
		if got := shortReason(cause); got != want {
			t.Errorf("%q: %q", cause, got)
		}
	}
}
