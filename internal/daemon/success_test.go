package daemon

import (
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/ledger"
)

// A report's monitor gets one ping after all its messages are sent. The messages need no goroutine each.
func TestPing(t *testing.T) {
	var mu sync.Mutex
	heard := 0
	watch := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if r.URL.Path == "/weekly" {
			heard++
		}
	}))
	defer watch.Close()
	p := newPostbox(t)
	p.script["r3@shop.example"] = []string{"450 4.2.1 later"}
	b := newBench(t, p.yaml(), strings.Replace(ten, "    title:", "    ping: "+watch.URL+"/weekly\n    title:", 1))
	b.step()
	b.set(monday)
	b.step()
	b.sendDuePings(t.Context())
	if heard != 0 {
		t.Error("the watch heard of a report of which a message waits")
	}
	b.set(monday.Add(2 * time.Minute))
	b.step()
	for range 3 {
		b.sendDuePings(t.Context())
	}
	if heard != 1 {
		t.Errorf("the watch heard %d times", heard)
	}
	before := runtime.NumGoroutine()
	for id := range int64(1000) {
		b.notePing(ledger.Delivery{ID: id, Edition: 1, Key: ledger.Key{Report: "weekly"}})
	}
	if now := runtime.NumGoroutine(); now > before+10 {
		t.Errorf("%d goroutines after a thousand messages, %d before", now, before)
	}
	if kept := b.pings.take(); len(kept) != 1 || !slices.ContainsFunc(kept, func(d ledger.Delivery) bool { return d.ID == 999 }) {
		t.Errorf("kept %v", kept)
	}
}
