package daemon

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/clock"
	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/ledger"
	"bilan/internal/mail"
	"bilan/internal/maker"
)

// bench is a daemon on a ledger of its own, with a clock that only the test moves.
type bench struct {
	*Daemon
	t      testing.TB
	dir    string
	mu     sync.Mutex
	at     time.Time
	maker  *fakeMaker
	sender mail.Sender // replaces the YAML's mail server, if not nil
	others []*Daemon   // replicas on the same state
	steps  int
	guard  *clock.Guard // the source of the daemons' time, if not nil
}

// monday is Monday, 16 November 2026, 09:00 in Paris.
var monday = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

// head is the beginning of a YAML: zone, mail settings and reports are inserted.
const head = `company: Shop
owner: ops@shop.example
locale: en-GB
currency: EUR
timezone: %s
calendar: {holidays: FR}
sources:
  exports: {files: .}
datasets:
  orders: {source: exports, query: select * from orders}
metrics:
  revenue: {label: Revenue, dataset: orders, date: day, value: sum(amount), unit: currency}
mail:
  from: "Bilan <bilan@shop.example>"
%s
reports:
%s`

// weekly is a report due on Mondays at 09:00.
const weekly = `  weekly:
    title: Weekly sales
    periods: [last week]
    send: {every: week, day: monday, at: "09:00"}
    to: [boss@shop.example]
    sections: [scorecard: [revenue]]
`

func newBench(t testing.TB, mailing, reports string) *bench {
	t.Helper()
	b := &bench{t: t, dir: t.TempDir(), at: monday.Add(-time.Hour), maker: &fakeMaker{}}
	b.write(mailing, reports)
	b.open(ledger.Options{SQLite: filepath.Join(b.dir, "state.db")})
	return b
}

// open opens the ledger and starts a daemon on it.
func (b *bench) open(o ledger.Options) {
	b.t.Helper()
	o.Now = b.believed
	l, err := ledger.Open(b.t.Context(), o)
	check(b.t, err)
	b.t.Cleanup(func() { check(b.t, l.Close()) })
	if ok, err := l.TryLock(); !ok || err != nil {
		b.t.Fatal("no lock", err)
	}
	b.Daemon = b.daemon(l)
	check(b.t, b.Start())
}

// join starts further daemons on the same state, each with its own ledger.
func (b *bench) join(o ledger.Options, replicas int) {
	b.t.Helper()
	o.Now = b.now
	for range replicas {
		l, err := ledger.Open(b.t.Context(), o)
		check(b.t, err)
		b.t.Cleanup(func() { check(b.t, l.Close()) })
		d := b.daemon(l)
		check(b.t, d.Start())
		b.others = append(b.others, d)
	}
}

// daemons lists all daemons on the state. Each call begins with another one.
func (b *bench) daemons() []*Daemon {
	list := append([]*Daemon{b.Daemon}, b.others...)
	b.steps++
	first := b.steps % len(list)
	return append(list[first:], list[:first]...)
}

// daemon returns a new daemon on a ledger, as after a restart of the process.
func (b *bench) daemon(l *ledger.Ledger) *Daemon {
	return &Daemon{
		Load: func() (*config.Config, *load.Snapshot, error) {
			return load.LoadSnapshot(filepath.Join(b.dir, "bilan.yaml"), os.LookupEnv)
		},
		Ledger: l, Now: b.believed, Guard: b.guard, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Drain: time.Second,
		Maker: func(cfg *config.Config) maker.Maker {
			return makerFunc(func(ctx context.Context, t maker.Task) (*maker.Product, error) { return b.maker.make(ctx, cfg, t) })
		},
		Sender: func(cfg *config.Config) (mail.Sender, error) {
			if b.sender != nil {
				return b.sender, nil
			}
			return mail.New(cfg.Mail, nil)
		},
	}
}

func (b *bench) write(mailing, reports string) { b.writeIn("Europe/Paris", mailing, reports) }

func (b *bench) writeIn(zone, mailing, reports string) {
	b.t.Helper()
	b.writeText(fmt.Sprintf(head, zone, mailing, reports))
}

func (b *bench) writeText(text string) {
	b.t.Helper()
	check(b.t, os.WriteFile(filepath.Join(b.dir, "bilan.yaml"), []byte(text), 0o600))
}

func (b *bench) now() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.at
}

// believed returns the time that the daemons and the ledger use.
func (b *bench) believed() time.Time {
	if b.guard != nil {
		return b.guard.Now()
	}
	return b.now()
}

func (b *bench) set(at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.at = at
}

// step lets each daemon plan, and do everything that is due.
func (b *bench) step() {
	b.t.Helper()
	for _, d := range b.daemons() {
		d.checkClock(b.t.Context())
		check(b.t, d.Plan(b.t.Context()))
		check(b.t, d.Ledger.Drain(b.t.Context(), ledger.Key{}, d.Workers(), d.limits()))
	}
}

// run lets a time pass, minute by minute, and does everything that is due.
func (b *bench) run(d time.Duration) {
	b.t.Helper()
	for end := b.now().Add(d); b.now().Before(end); {
		b.set(b.now().Add(time.Minute))
		b.step()
	}
}

func (b *bench) slot(report, slot string) ledger.Slot {
	b.t.Helper()
	s, err := b.Ledger.Slot(b.t.Context(), ledger.Key{Report: report, Slot: slot})
	check(b.t, err)
	return s
}

// states returns the deliveries of a slot's edition by address.
func (b *bench) states(report, slot string) map[string]ledger.Delivery {
	b.t.Helper()
	list, err := b.Ledger.Deliveries(b.t.Context(), b.slot(report, slot).Edition)
	check(b.t, err)
	by := map[string]ledger.Delivery{}
	for _, d := range list {
		by[d.Address] = d
	}
	return by
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// identity returns the Message-ID of a message. A report that was renamed from x to x-edit1 keeps the identity of x.
func identity(report, turn, address string) string {
	return numbered.ReplaceAllString(report, "") + "." + turn + "." + address
}

var numbered = regexp.MustCompile(`-edit\d+$`)

// correctionMark is a header that only the messages of corrections have.
const correctionMark = "Subject: Replaces the one before\r\n"

type makerFunc func(context.Context, maker.Task) (*maker.Product, error)

func (f makerFunc) Make(ctx context.Context, t maker.Task) (*maker.Product, error) { return f(ctx, t) }

// fakeMaker makes small messages to a report's real recipients, unless the test replaces the result.
type fakeMaker struct {
	mu    sync.Mutex
	tasks []maker.Task
	with  func(maker.Task) *maker.Product // replaces the result, unless it returns nil; may be nil
	size  int                             // approximate size of a message, in bytes
}

func (f *fakeMaker) make(_ context.Context, cfg *config.Config, t maker.Task) (*maker.Product, error) {
	f.mu.Lock()
	f.tasks = append(f.tasks, t)
	f.mu.Unlock()
	if f.with != nil {
		if p := f.with(t); p != nil {
			return p, nil
		}
	}
	r := cfg.Reports[t.Report]
	to := []string{r.Owner}
	switch {
	case len(t.Audience.To) > 0:
		to = t.Audience.To
	case t.Audience.All:
		to = append(append(append([]string{}, r.To...), r.CC...), r.BCC...)
	}
	m := &maker.Made{PeriodID: "2026-W46", Subject: "Sales", FileName: t.Report + "-" + t.Turn.String() + ".pdf", PDF: []byte("%PDF " + t.Turn.String()), Figures: []byte("{}")}
	m.Body = []byte("Subject: Sales\r\n\r\n" + strings.Repeat("figures and figures\r\n", 1+f.size/21))
	version := ""
	if t.Corrects != nil {
		m.Replaces, version = &maker.Replacement{}, correctionMark
	}
	for _, a := range to {
		id := identity(t.Report, t.Turn.String(), a)
		head := "From: bilan@shop.example\r\nTo: " + a + "\r\nMessage-ID: <" + id + ">\r\n" + version
		m.Messages = append(m.Messages, maker.Message{Address: a, MessageID: id, Head: []byte(head)})
	}
	return &maker.Product{Made: m}, nil
}
