package daemon

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/status"
	"bilan/internal/testdb"
	"bilan/internal/timetable"
)

// status returns the status of a bench's reports as another process reads it.
func (b *bench) status() *status.Status {
	b.t.Helper()
	s, err := status.Read(b.t.Context(), b.Daemon.active().Timetable, b.Ledger, status.Place{Address: b.Daemon.active().cfg.Serve.Listen}, b.now())
	check(b.t, err)
	return s
}

// words joins the problems of a status, without those of the process, which a bench does not have.
func words(s *status.Status) string {
	var list []string
	for _, p := range s.Problems {
		if p.Report != "" {
			list = append(list, fmt.Sprintf("%s %s: %s", p.Level, p.Report, p.Words))
		}
	}
	return strings.Join(list, "\n")
}

// The status reports each problem of a turn and its messages with its level, for SQLite and PostgreSQL.
func TestStatusTellsTroubles(t *testing.T) {
	for _, on := range []struct {
		name    string
		options func(*testing.T) ledger.Options
	}{
		{"sqlite", func(t *testing.T) ledger.Options {
			return ledger.Options{SQLite: filepath.Join(t.TempDir(), "state.db")}
		}},
		{"postgres", func(t *testing.T) ledger.Options { return ledger.Options{Postgres: testdb.Postgres(t)} }},
	} {
		t.Run(on.name, func(t *testing.T) {
			b := &bench{t: t, dir: t.TempDir(), at: monday.Add(-time.Hour), maker: &fakeMaker{}}
			p := newPostbox(t)
			b.write(p.yaml(), weekly+strings.Replace(weekly, "  weekly:", "  second:", 1))
			b.open(on.options(t))
			b.step()
			if s := b.status(); words(s) != "" || !s.Reports[0].NextDue.Equal(monday) || s.Planning != (status.Planning{}) {
				t.Errorf("before anything is due: %s %+v", words(s), s)
			}
			p.script["boss@shop.example"] = []string{"550 no such user", "250 ok"}
			b.set(monday.Add(20 * time.Second))
			b.step()
			b.set(monday.Add(24 * time.Hour))
			s := b.status()
			if got := words(s); !strings.HasPrefix(got, "warning ") || !strings.HasSuffix(got, ": not delivered to 1 address (bilan resend 1 --failed)") &&
				!strings.HasSuffix(got, ": not delivered to 1 address (bilan resend 2 --failed)") {
				t.Errorf("a dead message: %s", got)
			}
			if r := s.Reports[0]; r.Level != status.Warning || r.LastSuccess.IsZero() || r.Turn.Messages[ledger.Dead] != 1 {
				t.Errorf("%+v %+v", r, r.Turn)
			}
			if r := s.Reports[1]; r.Level != status.OK || r.Turn.State != ledger.Produced {
				t.Errorf("%+v %+v", r, r.Turn)
			}
			check(t, b.Ledger.Pause(t.Context(), "weekly", "holidays"))
			for _, r := range b.status().Reports {
				if (r.Report == "weekly") != (r.Next == "paused" && r.Paused != nil && r.Paused.Reason == "holidays") {
					t.Errorf("paused: %+v", r)
				}
			}
		})
	}
}

// A failed turn is critical until it is made or left out.
func TestStatusOfFailedTurn(t *testing.T) {
	b := newBench(t, newPostbox(t).yaml(), weekly)
	b.maker.with = func(maker.Task) *maker.Product { return &maker.Product{Failed: "the database is down"} }
	b.step()
	b.set(monday)
	b.step()
	if got := words(b.status()); got != "warning weekly: tried again at 09:01: the database is down" {
		t.Errorf("after the first attempt: %s", got)
	}
	b.run(10 * time.Minute)
	if got := words(b.status()); got != "critical weekly: failed: the database is down (bilan retry weekly 2026-11-16)" {
		t.Errorf("given up: %s", got)
	}
	check(t, b.Ledger.SkipSlot(t.Context(), "weekly", ledger.Turn{Slot: "2026-11-16", Due: monday, On: "2026-11-16"}, "left out by hand"))
	if got := words(b.status()); got != "" {
		t.Errorf("left out: %s", got)
	}
	_, body := ask(t, b.Handler(), "/metrics")
	if line := `bilan_turns_not_made{report="weekly",state="skipped"} 1`; !strings.Contains(body, line+"\n") {
		t.Errorf("no %s in\n%s", line, body)
	}
}

// Status, readiness and metrics report that planning has stopped, and that turns were planned ahead by a wrong clock.
func TestPlanningIsWatched(t *testing.T) {
	b := newBench(t, newPostbox(t).yaml(), weekly)
	b.step()
	b.stats.Ready.Store(true)
	h := b.Handler()
	expect := func(words string, planning status.Planning, metric string) {
		t.Helper()
		code, body := ask(t, h, "/readyz")
		if (words == "") != (code == http.StatusOK) || !strings.Contains(body, words) {
			t.Errorf("/readyz: %d %s, want %q", code, body, words)
		}
		if s := b.status(); s.Planning != planning || (words == "") != (len(s.Problems) == 1) { // the problem that no process works on this state is always there
			t.Errorf("status: %+v %+v", s.Planning, s.Problems)
		}
		if _, body := ask(t, h, "/metrics"); !strings.Contains(body, metric+"\n") {
			t.Errorf("no %s in\n%s", metric, body)
		}
	}
	expect("", status.Planning{}, "bilan_planning_behind_seconds 0")
	b.set(monday.Add(time.Hour))
	expect("planning is behind by 1h0m0s", status.Planning{Behind: 3600}, "bilan_planning_behind_seconds 3600")
	b.set(monday.AddDate(1, 0, 0)) // the clock is a year ahead for a moment
	check(t, b.Plan(t.Context()))
	b.set(monday.Add(time.Hour))
	b.checkClock(t.Context())
	early := 365*24*time.Hour - time.Hour + time.Minute
	expect("planned ahead of the clock", status.Planning{Ahead: int64(early.Seconds())}, "bilan_planned_ahead 1")
}

// If the file's schedule is not the one that was planned, the status says so, but only where a process plans.
func TestStatusOfAnotherFile(t *testing.T) {
	b := newBench(t, newPostbox(t).yaml(), weekly)
	b.step()
	b.write(newPostbox(t).yaml(), strings.Replace(weekly, "09:00", "10:00", 1)+strings.Replace(weekly, "  weekly:", "  second:", 1))
	cfg, _, err := b.Load()
	check(t, err)
	table := timetable.New(cfg)
	marks, err := b.Ledger.Watermarks(t.Context())
	check(t, err)
	faults := table.Faults(marks, b.now())
	if len(faults) != 2 || faults[0].Kind != timetable.Unplanned || faults[1].Kind != timetable.OtherRule {
		t.Errorf("%+v", faults)
	}
	s, err := status.Read(t.Context(), table, b.Ledger, status.Place{Address: cfg.Serve.Listen}, b.now())
	check(t, err)
	if got := words(s); got != "" {
		t.Errorf("where nothing plans: %s", got)
	}
}
