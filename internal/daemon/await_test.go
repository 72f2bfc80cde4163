package daemon

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"

	"bilan/internal/ledger"
)

// safeText is a text that several goroutines may write and read.
type safeText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *safeText) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(b)
}

func (s *safeText) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// later opens a ledger whose database cannot be reached yet, and returns a daemon on it.
func (b *bench) later(dsn string) *Daemon {
	b.t.Helper()
	l, err := ledger.Open(b.t.Context(), ledger.Options{Postgres: dsn, Now: b.now, Later: true})
	check(b.t, err)
	b.t.Cleanup(func() { check(b.t, l.Close()) })
	return b.daemon(l)
}

// waits checks that readiness and the log say that the daemon waits for the database, without its password.
func waits(t *testing.T, d *Daemon, log *safeText) {
	t.Helper()
	eventually(t, "readiness tells of the database", func() bool {
		code, body := ask(t, d.Handler(), "/readyz")
		return code == http.StatusServiceUnavailable && strings.Contains(body, "the state's database cannot be reached")
	})
	if code, _ := ask(t, d.Handler(), "/healthz"); code != http.StatusOK {
		t.Errorf("a daemon that waits is unhealthy: %d", code)
	}
	eventually(t, "the log tells of the database", func() bool { return strings.Contains(log.String(), "waiting for it") })
	if strings.Contains(log.String(), "hunter2") {
		t.Errorf("a password: %s", log.String())
	}
}

// If the database cannot be reached at the start, the daemon waits for it. SIGTERM ends the waiting without an error.
func TestWaitsForTheState(t *testing.T) {
	b := newBench(t, newPostbox(t).yaml(), weekly)
	d := b.later("postgres://bilan:hunter2@127.0.0.1:1/state?sslmode=disable")
	var log safeText
	d.Log = slog.New(slog.NewTextHandler(&log, nil))
	check(t, d.Start())
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	waits(t, d, &log)
	stop()
	check(t, <-ended)
}

// When a database that was down comes up, the daemon begins its work.
func TestStateComesUp(t *testing.T) {
	if os.Getenv("BILAN_TEST_POSTGRES") == "" {
		t.Skip("no PostgreSQL in a quick run")
	}
	db := newDatabase(t)
	db.stop()
	b := newBench(t, newPostbox(t).yaml(), weekly)
	d := b.later(db.dsn())
	var log safeText
	d.Log = slog.New(slog.NewTextHandler(&log, nil))
	check(t, d.Start())
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	waits(t, d, &log)
	db.start()
	eventually(t, "it is ready", func() bool {
		code, _ := ask(t, d.Handler(), "/readyz")
		return code == http.StatusOK
	})
	stop()
	check(t, <-ended)
}

// A mistake that waiting does not correct, such as a missing database, ends the start.
func TestWrongStateEnds(t *testing.T) {
	if os.Getenv("BILAN_TEST_POSTGRES") == "" {
		t.Skip("no PostgreSQL in a quick run")
	}
	b := newBench(t, newPostbox(t).yaml(), weekly)
	d := b.later(strings.Replace(newDatabase(t).dsn(), "/postgres?", "/nothing?", 1))
	check(t, d.Start())
	if err := d.Run(t.Context()); err == nil || !strings.Contains(err.Error(), `database "nothing" does not exist`) {
		t.Errorf("%v", err)
	}
}
