package ledger

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"bilan/internal/testdb"
)

// place is where a ledger is stored, which can be opened several times.
type place struct {
	name string
	make func(testing.TB) Options
}

var places = []place{
	{"sqlite", func(t testing.TB) Options {
		return Options{SQLite: filepath.Join(t.TempDir(), "state", "bilan.db")}
	}},
	{"postgres", func(t testing.TB) Options { return Options{Postgres: testdb.Postgres(t)} }},
}

// both runs a test with a ledger in SQLite and one in PostgreSQL.
func both(t *testing.T, do func(t *testing.T, o Options)) {
	for _, p := range places {
		t.Run(p.name, func(t *testing.T) { do(t, p.make(t)) })
	}
}

// testClock is a clock that a test can set ahead of the machine's.
type testClock struct {
	mu    sync.Mutex
	ahead time.Duration
	still time.Time
}

func (c *testClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.still.IsZero() {
		return c.still
	}
	return time.Now().Add(c.ahead)
}

func (c *testClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.still = t
}

func open(t testing.TB, o Options) *Ledger {
	t.Helper()
	if o.Now == nil {
		o.Now = time.Now
	}
	l, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// locked opens a ledger and takes its lock, so that it may work.
func locked(t testing.TB, o Options) *Ledger {
	t.Helper()
	l := open(t, o)
	if ok, err := l.TryLock(); !ok || err != nil {
		t.Fatalf("TryLock = %v, %v", ok, err)
	}
	return l
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// monday is the time of the tests; no result depends on the real time.
var monday = time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)

// daily returns a schedule with a turn each day at an hour in UTC.
func daily(report string, hour int, loaded time.Time) Schedule {
	return Schedule{Report: report, Rule: fmt.Sprintf("daily %d", hour), Loaded: loaded,
		List: func(after, until time.Time) (list []Turn) {
			for d := after.Truncate(24 * time.Hour); !d.After(until); d = d.AddDate(0, 0, 1) {
				if due := d.Add(time.Duration(hour) * time.Hour); due.After(after) && !due.After(until) {
					list = append(list, Turn{Slot: d.Format(time.DateOnly), On: d.Format(time.DateOnly), Due: due})
				}
			}
			return list
		}}
}

// letters returns an edition with a delivery to each address.
func letters(addresses ...string) Made {
	m := Made{Edition: Edition{PeriodID: "2026-W46", PDF: []byte("%PDF"), Figures: []byte(`{"a":1}`), Subject: "Sales", FileName: "sales.pdf"}, Body: []byte("Sales")}
	for _, a := range addresses {
		m.Deliveries = append(m.Deliveries, Delivery{Address: a, Sender: "bilan@lenoir.example", Role: "to", MessageID: "<" + a + ">", Head: []byte("To: " + a + "\n")})
	}
	return m
}

// office provides Workers that record what they make and send.
type office struct {
	mu   sync.Mutex
	made []string
	sent []string
	out  func(Job) Outcome
	ans  func(*DueDelivery) Answer
}

func (o *office) workers() Workers {
	return Workers{
		Produce: func(ctx context.Context, j Job) Outcome {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.made = append(o.made, j.Slot.Key.String())
			if o.out != nil {
				return o.out(j)
			}
			return AsProduced(letters("a@x.example", "b@x.example"))
		},
		Deliver: func(ctx context.Context, p *DueDelivery) Answer {
			if o.ans != nil {
				if a := o.ans(p); a.State != "" {
					return a
				}
			}
			if err := p.MarkSending(ctx); err != nil {
				return Answer{State: Waiting, Next: time.Now().Add(time.Second), Reply: err.Error()}
			}
			o.mu.Lock()
			defer o.mu.Unlock()
			o.sent = append(o.sent, p.Key.String()+" "+p.Address)
			return Answer{State: Sent, Code: 250, Reply: "2.0.0 queued"}
		},
	}
}

func (o *office) sentTo() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Sorted(slices.Values(o.sent))
}

// working runs Work until the test's condition is true.
func working(t *testing.T, l *Ledger, w Workers, m Limits, until func() bool) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- l.Work(ctx, w, m) }()
	for !until() {
		select {
		case err := <-ended:
			t.Fatalf("Work ended early: %v", err)
		case <-time.After(10 * time.Millisecond):
		}
	}
	stop()
	check(t, <-ended)
}

// settled reports whether, twice in a row, no work is open that could run now. The counts are read one after the other,
// so a slot that changes its state between two reads may be in neither.
func settled(t *testing.T, l *Ledger) func() bool {
	before := false
	return func() bool {
		c, err := l.Counts(t.Context())
		check(t, err)
		now := c.Overdue == 0 && c.Waiting == 0 && c.Slots[Producing] == 0 && c.Deliveries[Sending] == 0
		twice := now && before
		before = now
		return twice
	}
}
