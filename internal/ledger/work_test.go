package ledger

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var quick = Limits{Poll: 20 * time.Millisecond, Cooldown: time.Millisecond, Drain: 5 * time.Second}

func TestWorkProducesAndDelivers(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx, of := locked(t, o), t.Context(), &office{}
		now := time.Now()
		start := now.Truncate(24*time.Hour).AddDate(0, 0, -3)
		plan := must[[]Slot](t)(l.Plan(ctx, now, daily("sales", 0, start)))
		if len(plan) != 3 {
			t.Fatalf("planned %v", plan)
		}
		working(t, l, of.workers(), quick, settled(t, l))
		if got := of.sentTo(); len(got) != 6 {
			t.Errorf("sent %v", got)
		}
		s := must[Slot](t)(l.Slot(ctx, plan[0].Key))
		if s.State != Produced || s.Attempts != 1 || s.Edition == 0 || s.Made.IsZero() || s.Finished.IsZero() || s.Late(now) < time.Hour {
			t.Errorf("%+v", s)
		}
		e := must[Edition](t)(l.Edition(ctx, s.Edition))
		if string(e.PDF) != "%PDF" || string(e.Figures) != `{"a":1}` || e.Version != 1 || len(e.SHA256) != 64 || e.Key != s.Key || e.PeriodID != "2026-W46" {
			t.Errorf("%+v", e)
		}
		list := must[[]Delivery](t)(l.Deliveries(ctx, s.Edition))
		if len(list) != 2 || list[0].State != Sent || list[0].Code != 250 || list[0].Reply != "2.0.0 queued" || list[0].Attempts != 1 || list[0].SentAt.IsZero() ||
			list[0].Raw != nil {
			t.Errorf("%+v", list)
		}
		d := must[Delivery](t)(l.Delivery(ctx, list[1].ID))
		if string(d.Raw) != "To: b@x.example\nSales" || d.Sender != "bilan@lenoir.example" || d.Role != "to" || d.Purpose != ForReport {
			t.Errorf("%+v", d)
		}
		tries := must[[]Attempt](t)(l.Attempts(ctx, s.ID))
		if len(tries) != 3 || tries[0].Outcome != "produced" || tries[1].Outcome != "sent" || tries[1].Code != 250 || tries[0].Ended.IsZero() {
			t.Errorf("%+v", tries)
		}
		if last := must[map[string]time.Time](t)(l.LastSuccess(ctx)); last["sales"].Before(now) {
			t.Errorf("last success %v", last)
		}
	})
}

func TestHeldRetriedFailed(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		deadline := time.Now().Add(time.Hour)
		outs := []func() Outcome{
			func() Outcome {
				out := AsHeld("orders is not closed", time.Now().Add(50*time.Millisecond), deadline)
				out.Notices = []Delivery{{Address: "owner@x.example", Raw: []byte("held"), Dedupe: NoticeKey(Key{Report: "sales"}, "held")}}
				return out
			},
			func() Outcome {
				out := AsHeld("orders is not closed", time.Now().Add(50*time.Millisecond), deadline)
				out.Notices = []Delivery{{Address: "owner@x.example", Raw: []byte("held"), Dedupe: NoticeKey(Key{Report: "sales"}, "held")}}
				return out
			},
			func() Outcome { return AsRetrying("crm does not answer", time.Now().Add(50*time.Millisecond)) },
			func() Outcome { panic("oh") },
			func() Outcome { return AsFailed("no such table") },
			func() Outcome { return AsProduced(letters("a@x.example")) },
		}
		var n atomic.Int32
		of := &office{out: func(Job) Outcome { return outs[n.Add(1)-1]() }}
		s, done, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}, Due: monday})
		if err != nil || done || s.State != Planned {
			t.Fatal(s, done, err)
		}
		reach := func(want State, tries int) Slot {
			t.Helper()
			var at Slot
			working(t, l, of.workers(), quick, func() bool {
				at = must[Slot](t)(l.Slot(ctx, s.Key))
				return at.State == want && at.Attempts == tries
			})
			return at
		}
		if at := reach(Held, 2); at.HeldSince.IsZero() || at.Reason != "orders is not closed" || !at.Deadline.Equal(deadline.Truncate(time.Microsecond)) {
			t.Errorf("%+v", at)
		}
		at := reach(Retrying, 4)
		if !strings.Contains(at.Reason, "a bug in bilan: oh") || at.Next.Before(time.Now().Add(30*time.Second)) {
			t.Errorf("%+v", at)
		}
		check(t, l.RetrySlot(ctx, s.Key)) // immediately, not after a minute
		if at := reach(Failed, 5); at.Reason != "no such table" {
			t.Errorf("%+v", at)
		}
		check(t, l.RetrySlot(ctx, s.Key))
		reach(Produced, 6)
		working(t, l, of.workers(), quick, settled(t, l))
		if diff := cmp.Diff([]string{"sales 2026-11-16 a@x.example", "sales 2026-11-16 owner@x.example"}, of.sentTo()); diff != "" {
			t.Error(diff)
		}
		if err := l.RetrySlot(ctx, s.Key); !errors.Is(err, ErrDone) {
			t.Errorf("RetrySlot of a produced slot: %v", err)
		}
		if err := l.SkipSlot(ctx, s.Report, Turn{Slot: s.Key.Slot, Due: monday}, ""); !errors.Is(err, ErrDone) {
			t.Errorf("SkipSlot of a produced slot: %v", err)
		}
		if err := l.RetrySlot(ctx, Key{Report: "no"}); !errors.Is(err, ErrNotFound) {
			t.Errorf("RetrySlot of no slot: %v", err)
		}
		if list := must[[]Delivery](t)(l.NoticesOf(ctx, "sales", "")); len(list) != 1 || list[0].Purpose != Notice || list[0].State != Sent {
			t.Errorf("notices %+v", list)
		}
	})
}

func TestDeliveryVerdicts(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		tries := map[string]int{}
		of := &office{out: func(Job) Outcome {
			return AsProduced(letters("good@x", "slow@x", "dead@x", "doubt@x", "again@x", "panic@x"))
		}}
		of.ans = func(p *DueDelivery) Answer {
			of.mu.Lock()
			tries[p.Address]++
			n := tries[p.Address]
			of.mu.Unlock()
			soon := time.Now().Add(20 * time.Millisecond)
			switch {
			case p.Address == "slow@x" && n < 3:
				if p.Attempts != n {
					t.Errorf("attempt %d called %d", n, p.Attempts)
				}
				return Answer{State: Waiting, Code: 451, Reply: "later", Next: soon}
			case p.Address == "dead@x":
				return Answer{State: Dead, Code: 550, Reply: "5.1.1 no such user", Notices: []Delivery{{Address: "owner@x", Raw: []byte("n"), Dedupe: NoticeKey(p.Key, "dead "+p.Address)}}}
			case p.Address == "doubt@x" && n == 1:
				check(t, p.MarkSending(ctx))
				return Answer{State: Uncertain, Reply: "no answer"}
			case p.Address == "again@x" && n == 1:
				check(t, p.MarkSending(ctx))
				return Answer{State: Waiting, Doubt: true, Reply: "no answer", Next: soon}
			case p.Address == "panic@x" && n == 1:
				check(t, p.MarkSending(ctx))
				panic("oh")
			}
			return Answer{}
		}
		s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}, Due: monday})
		check(t, err)
		states := func() map[string]string {
			got := map[string]string{}
			for _, d := range must[[]Delivery](t)(l.Deliveries(ctx, must[Slot](t)(l.Slot(ctx, s.Key)).Edition)) {
				got[d.Address] = string(d.State) + " " + strconv.Itoa(d.Attempts) + " " + strconv.Itoa(d.Doubts)
			}
			return got
		}
		want := map[string]string{"good@x": "sent 1 0", "slow@x": "sent 3 0", "dead@x": "dead 1 0", "doubt@x": "uncertain 1 1", "again@x": "sent 2 1", "panic@x": "uncertain 1 1"}
		working(t, l, of.workers(), quick, func() bool { return cmp.Equal(states(), want) })
		if n := must[int](t)(l.Resend(ctx, must[Slot](t)(l.Slot(ctx, s.Key)).Edition)); n != 3 {
			t.Errorf("%d to send again", n)
		}
		want["dead@x"], want["doubt@x"], want["panic@x"] = "dead 2 0", "sent 2 1", "sent 2 1"
		working(t, l, of.workers(), quick, func() bool { return cmp.Equal(states(), want) })
		working(t, l, of.workers(), quick, settled(t, l))
		if c := must[Counts](t)(l.Counts(ctx)); c.Doubled != 3 {
			t.Errorf("%d doubled", c.Doubled)
		}
		for _, address := range []string{"good@x", "slow@x", "again@x", "doubt@x", "owner@x"} {
			n := 0
			for _, sent := range of.sentTo() {
				if strings.HasSuffix(sent, " "+address) {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%s: %d copies in %v", address, n, of.sentTo())
			}
		}
	})
}

func TestStopGivesWorkBack(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		begun := make(chan bool, 9)
		w := Workers{
			Produce: func(ctx context.Context, j Job) Outcome {
				begun <- true
				<-ctx.Done()
				return AsFailed("stopped in the middle")
			},
			Deliver: func(context.Context, *DueDelivery) Answer { return Answer{State: Sent} },
		}
		s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}, Due: monday})
		check(t, err)
		m := quick
		m.Drain = 50 * time.Millisecond
		working(t, l, w, m, func() bool { return len(begun) > 0 })
		if s = must[Slot](t)(l.Slot(ctx, s.Key)); s.State != Retrying || s.Next.After(time.Now()) {
			t.Fatalf("%+v", s)
		}
		of := &office{}
		working(t, l, of.workers(), quick, func() bool { return len(of.sentTo()) == 2 })
	})
}

func TestPerMinute(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		of := &office{out: func(Job) Outcome { return AsProduced(letters("a@x", "b@x", "c@x", "d@x", "e@x")) }}
		_, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}, Due: monday})
		check(t, err)
		m := quick
		m.Pace.PerMinute = 240 // one message every 250 ms
		begin := time.Now()
		working(t, l, of.workers(), m, func() bool { return len(of.sentTo()) == 5 })
		if took := time.Since(begin); took < 900*time.Millisecond {
			t.Errorf("5 messages within %s", took)
		}
		for _, s := range must[[]Slot](t)(l.Slots(ctx, Filter{})) {
			for _, d := range must[[]Delivery](t)(l.Deliveries(ctx, s.Edition)) {
				if d.Attempts != 1 {
					t.Errorf("waiting for a turn counted as an attempt: %+v", d)
				}
			}
		}
	})
}

func TestWorkNeedsTheLock(t *testing.T) {
	o := places[0].make(t)
	first, second := locked(t, o), open(t, o)
	if ok := must[bool](t)(second.TryLock()); ok {
		t.Error("two locks")
	}
	if err := second.Work(t.Context(), Workers{}, Limits{}); !errors.Is(err, ErrNotLocked) {
		t.Errorf("Work without the lock: %v", err)
	}
	if err := second.Drain(t.Context(), Key{}, Workers{}, Limits{}); !errors.Is(err, ErrNotLocked) {
		t.Errorf("Drain without the lock: %v", err)
	}
	if !must[bool](t)(second.WorkedByOthers(t.Context())) || must[bool](t)(first.WorkedByOthers(t.Context())) {
		t.Error("Worked is wrong")
	}
}
