package ledger

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"bilan/internal/ledger/worker"
)

// mailing returns Workers for a slot with n addresses, some of which a server refuses.
func mailing(n int) (of *office, addresses []string) {
	for i := range n {
		addresses = append(addresses, fmt.Sprintf("a%02d@x.example", i))
	}
	of = &office{out: func(Job) Outcome { return AsProduced(letters(addresses...)) }}
	return of, addresses
}

// told returns the addresses that each mail to the owner reports, in the order of the mails.
func told(t *testing.T, l *Ledger, report string) (list []string) {
	t.Helper()
	for _, n := range must[[]Delivery](t)(l.NoticesOf(t.Context(), report, "")) {
		list = append(list, string(must[Delivery](t)(l.Delivery(t.Context(), n.ID)).Raw))
	}
	return list
}

// tellAddresses returns a mail with the addresses that it reports.
func tellAddresses(k Key, list []Delivery) []Delivery {
	var text []string
	for _, d := range list {
		text = append(text, d.Address+" "+string(d.State))
	}
	return []Delivery{{Address: "owner@x.example", Raw: []byte(strings.Join(text, ", ")), Dedupe: NoticeKey(k, "undelivered "+list[0].Address)}}
}

func TestWhatDoesNotArriveIsToldAtOnce(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		of, _ := mailing(40)
		of.ans = func(p *DueDelivery) Answer {
			if p.Purpose == ForReport && p.Address != "a07@x.example" {
				return Answer{State: Dead, Code: 550, Reply: "no such user"}
			}
			return Answer{}
		}
		w := of.workers()
		w.Undelivered = tellAddresses
		_, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}, Due: monday})
		check(t, err)
		working(t, l, w, quick, func() bool { return slices.Contains(of.sentTo(), "sales 2026-11-16 owner@x.example") })
		if got := told(t, l, "sales"); len(got) != 1 || strings.Count(got[0], " dead") != 39 || strings.Contains(got[0], "a07") {
			t.Errorf("told %q", got)
		}
	})
}

// A message that is tried again later delays no report. If it dies then, it is reported alone, and nothing is reported
// twice.
func TestWhatDiesLaterIsToldLater(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		clock := &testClock{}
		clock.set(monday)
		o.Now = clock.now
		l, ctx := locked(t, o), t.Context()
		of, _ := mailing(4)
		wait := time.Minute
		of.ans = func(p *DueDelivery) Answer {
			switch {
			case p.Purpose == ForReport && p.Address == "a00@x.example" && p.Attempts < 3:
				return Answer{State: Waiting, Code: 451, Next: clock.now().Add(wait)}
			case p.Purpose == ForReport && p.Address < "a02":
				return Answer{State: Dead, Code: 550}
			}
			return Answer{}
		}
		w := of.workers()
		w.Undelivered = tellAddresses
		_, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}, Due: monday})
		check(t, err)
		c := l.NewProcess(w, quick)
		work := func(ahead time.Duration) {
			t.Helper()
			clock.set(clock.now().Add(ahead))
			due := must[[]worker.DueTask](t)(c.Due(ctx, Key{}, nil))
			check(t, c.DoTasks(ctx, due))
			due = must[[]worker.DueTask](t)(c.Due(ctx, Key{}, nil))
			check(t, c.DoTasks(ctx, due))
			_, err := c.NotifyUndelivered(ctx, Key{}, false)
			check(t, err)
		}
		work(0)
		if got := told(t, l, "sales"); len(got) != 0 {
			t.Errorf("told %q while a first attempt is due within minutes", got)
		}
		wait = time.Hour
		work(time.Minute)
		if diff := cmp.Diff([]string{"a01@x.example dead"}, told(t, l, "sales")); diff != "" {
			t.Error(diff)
		}
		work(time.Hour)
		work(0)
		if diff := cmp.Diff([]string{"a01@x.example dead", "a00@x.example dead"}, told(t, l, "sales")); diff != "" {
			t.Error(diff)
		}
	})
}

// Several processes report at the same time. Each message is reported once.
func TestToldOnceByMany(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		of, _ := mailing(3)
		of.ans = func(p *DueDelivery) Answer { return Answer{State: Dead, Code: 550} }
		for i := range 20 {
			_, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: fmt.Sprintf("2026-11-%02d", i+1)}, Due: monday})
			check(t, err)
		}
		check(t, l.Drain(ctx, Key{}, of.workers(), Limits{})) // Drain of this process does not report
		w := of.workers()
		w.Undelivered = tellAddresses
		var wait sync.WaitGroup
		for range 4 {
			c := l.NewProcess(w, quick)
			wait.Go(func() {
				if _, err := c.NotifyUndelivered(ctx, Key{}, false); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		got := told(t, l, "sales")
		if len(got) != 20 || strings.Count(strings.Join(got, ","), "dead") != 60 {
			t.Errorf("%d mails: %q", len(got), got)
		}
	})
}

// The messages of all members of a turn are reported together.
func TestRowsAreToldTogether(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		of := &office{out: func(Job) Outcome {
			var made []Made
			for _, row := range []string{"north", "south"} {
				m := letters(row + "@x.example")
				m.Row = row
				made = append(made, m)
			}
			return AsProduced(made...)
		}}
		of.ans = func(p *DueDelivery) Answer {
			if p.Purpose == ForReport {
				return Answer{State: Dead, Code: 550}
			}
			return Answer{}
		}
		w := of.workers()
		w.Undelivered = tellAddresses
		_, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}, Due: monday})
		check(t, err)
		check(t, l.Drain(ctx, Key{Report: "sales", Slot: "2026-11-16"}, w, Limits{}))
		if diff := cmp.Diff([]string{"north@x.example dead, south@x.example dead"}, told(t, l, "sales")); diff != "" {
			t.Error(diff)
		}
		if got := of.sentTo(); !slices.Equal(got, []string{"sales 2026-11-16 owner@x.example"}) {
			t.Errorf("sent %v", got)
		}
	})
}
