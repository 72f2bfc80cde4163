package daemon

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger"
)

func ask(t *testing.T, h http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Host = "127.0.0.1:9118"
	h.ServeHTTP(w, r)
	body, err := io.ReadAll(w.Result().Body)
	check(t, err)
	return w.Code, string(body)
}

func TestHealth(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	h := b.Handler()
	if code, _ := ask(t, h, "/readyz"); code != http.StatusServiceUnavailable {
		t.Errorf("ready before the first plan: %d", code)
	}
	b.step()
	b.set(monday.Add(20 * time.Second))
	p.script["boss@shop.example"] = []string{"451 busy"}
	b.step()
	b.tick(t.Context())
	b.stats.Ready.Store(true)
	for _, path := range []string{"/healthz", "/readyz"} {
		if code, body := ask(t, h, path); code != http.StatusOK {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	_, body := ask(t, h, "/metrics")
	for _, line := range []string{
		`bilan_last_success_timestamp_seconds{report="weekly"} 1.79481602e+09`,
		`bilan_next_due_timestamp_seconds{report="weekly"} 1.7954208e+09`,
		`bilan_late_seconds{report="weekly"} 0`, `bilan_slots{state="planned"} 0`, `bilan_deliveries{state="retrying"} 1`, `bilan_deliveries_doubled 0`,
		`bilan_mail_total{verdict="retry"} 1`, `bilan_produce_seconds_count{report="weekly"} 1`,
	} {
		if !strings.Contains(body, line+"\n") {
			t.Errorf("no %s in\n%s", line, body)
		}
	}
	for _, paused := range []bool{false, true} {
		if paused {
			check(t, b.Ledger.Pause(t.Context(), "weekly", "holidays"))
		}
		_, page := ask(t, h, "/metrics")
		if line := fmt.Sprintf("bilan_paused{report=\"weekly\"} %d\n", map[bool]int{true: 1}[paused]); !strings.Contains(page, line) {
			t.Errorf("no %s in\n%s", line, page)
		}
	}
	if strings.Contains(body, "shop.example") {
		t.Error("metrics name an address")
	}
	b.set(monday.Add(5 * time.Minute))
	if code, body := ask(t, h, "/healthz"); code != http.StatusServiceUnavailable {
		t.Errorf("a planner that stands still: %d %s", code, body)
	}
}

// A web page cannot read the daemon through a name that resolves to this machine. A second handler may be created.
func TestOnlyThisMachineIsServed(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	for _, h := range []http.Handler{b.Handler(), b.Handler()} {
		for host, want := range map[string]int{
			"127.0.0.1:9118": http.StatusOK, "[::1]:9118": http.StatusOK, "localhost": http.StatusOK, "LOCALHOST:9118": http.StatusOK,
			"rebound.example:9118": http.StatusMisdirectedRequest, "192.0.2.1": http.StatusMisdirectedRequest, "": http.StatusMisdirectedRequest,
			"127.0.0.1.rebound.example": http.StatusMisdirectedRequest,
		} {
			w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/metrics", nil)
			r.Host = host
			h.ServeHTTP(w, r)
			if w.Code != want {
				t.Errorf("%q: %d, want %d", host, w.Code, want)
			}
		}
	}
}

// An address that other machines can reach is refused before the daemon listens.
func TestListensOnLoopbackOnly(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	for _, address := range []string{"0.0.0.0:0", ":9118", "192.0.2.1:80", "[::]:0"} {
		if err := b.ServeHTTP(t.Context(), address); err == nil || !strings.Contains(err.Error(), "write 127.0.0.1:") {
			t.Errorf("%s: %v", address, err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	if err := b.ServeHTTP(ctx, "127.0.0.1:0"); err != nil {
		t.Error(err)
	}
}

// systemd is told about readiness, a reload, life and the end.
func TestNotifiesSystemd(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	check(t, err)
	defer conn.Close()
	t.Setenv("NOTIFY_SOCKET", socket)
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	b.Daemon.intervals.plan = 10 * time.Millisecond
	wishes := make(chan struct{})
	b.Reload = wishes
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	hears := func(want string) {
		t.Helper()
		check(t, conn.SetReadDeadline(time.Now().Add(20*time.Second)))
		buf := make([]byte, 1000)
		for {
			n, err := conn.Read(buf)
			check(t, err)
			if strings.Contains(string(buf[:n]), want) {
				return
			}
		}
	}
	hears("READY=1\nSTATUS=1 reports, 1 of them scheduled")
	hears("WATCHDOG=1")
	wishes <- struct{}{}
	hears("RELOADING=1")
	hears("READY=1")
	hears("WATCHDOG=1")
	stop()
	hears("STOPPING=1")
	check(t, <-ended)
	if planEvery+planWithin+retainWithin > 110*time.Second {
		t.Error("the loop may come round too late for WatchdogSec=120")
	}
}

// If the state is removed while the daemon runs, it is no longer ready, and it sends nothing.
func TestStateRemovedUnderTheDaemon(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	h := b.Handler()
	b.step()
	b.stats.Ready.Store(true)
	check(t, os.Rename(filepath.Join(b.dir, "state.db"), filepath.Join(b.dir, "away.db")))
	b.set(monday)
	if err := b.Plan(t.Context()); !errors.Is(err, ledger.ErrGone) {
		t.Errorf("planned all the same: %v", err)
	}
	if code, body := ask(t, h, "/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(body, "removed or replaced") {
		t.Errorf("%d %s", code, body)
	}
	if n := p.count("boss@shop.example"); n != 0 {
		t.Errorf("%d copies", n)
	}
}
