package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/store"
	"bilan/internal/ledger/worker"
)

// metered counts the bytes that are passed in each transaction.
type metered struct {
	store.Store
	mu   sync.Mutex
	most int
}

func (m *metered) Write(ctx context.Context, do func(database.Tx) error) error {
	return m.Store.Write(ctx, func(t database.Tx) error {
		w := &weighed{Tx: t}
		err := do(w)
		m.mu.Lock()
		defer m.mu.Unlock()
		m.most = max(m.most, w.size)
		return err
	})
}

type weighed struct {
	database.Tx
	size int
}

func (w *weighed) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	w.weigh(args)
	return w.Tx.Exec(ctx, sql, args...)
}

func (w *weighed) Query(ctx context.Context, sql string, args ...any) (database.Rows, error) {
	w.weigh(args)
	return w.Tx.Query(ctx, sql, args...)
}

func (w *weighed) weigh(args []any) {
	for _, a := range args {
		if b, ok := a.([]byte); ok {
			w.size += len(b)
		}
	}
}

// pattern returns bytes in which any change of order can be detected.
func pattern(name string, size int) []byte {
	var b bytes.Buffer
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "%s %d\n", name, i)
	}
	return b.Bytes()[:size]
}

// Large bytes are stored in transactions of less than a megabyte and are read back unchanged. No message gets the body
// of another.
func TestStaged(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		m := &metered{Store: l.db}
		l.db = m
		want := map[string][]byte{}
		of := &office{out: func(j Job) Outcome {
			for i, size := range []int{3 << 20, 256 << 10, 1} {
				row := fmt.Sprint("row", i)
				made := letters("a@x.example", "b@x.example")
				made.Row, made.Edition.Batch = row, "the batch"
				made.Edition.PDF, made.Edition.Figures, made.Body = pattern(row+" pdf", size), pattern(row+" figures", size/2), pattern(row+" body", size)
				made.Edition.Record = pattern(row+" record", size/3)
				want[row] = made.Body
				if err := j.Stage(context.WithoutCancel(ctx), made); err != nil {
					return AsFailed(err.Error())
				}
				if list := must[[]Edition](t)(l.Editions(ctx, "sales", "")); len(list) != 0 {
					t.Errorf("there before the seal: %v", list)
				}
			}
			return AsProduced()
		}, ans: func(p *DueDelivery) Answer {
			if head := "To: " + p.Address + "\n"; string(p.Raw) != head+string(want[p.Key.Row]) || string(p.Head) != head {
				t.Errorf("%s to %s: %d bytes, %d of them its head", p.Key.Row, p.Address, len(p.Raw), len(p.Head))
			}
			return Answer{}
		}}
		s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}})
		check(t, err)
		check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
		list := must[[]Edition](t)(l.Editions(ctx, "sales", ""))
		if len(list) != 3 || len(of.sent) != 6 {
			t.Fatalf("%d editions, %d messages", len(list), len(of.sent))
		}
		for _, e := range list {
			whole := must[Edition](t)(l.Edition(ctx, e.ID))
			if n := len(want[e.Row]); !bytes.Equal(whole.PDF, pattern(e.Row+" pdf", n)) || !bytes.Equal(whole.Figures, pattern(e.Row+" figures", n/2)) ||
				!bytes.Equal(whole.Record, pattern(e.Row+" record", n/3)) || whole.Batch != "the batch" {
				t.Errorf("%s: %d and %d bytes of %q", e.Row, len(whole.PDF), len(whole.Figures), whole.Batch)
			}
		}
		if m.most >= 1<<20 {
			t.Errorf("a transaction of %d bytes", m.most)
		}
	})
}

// The parts of an attempt are discarded if it does not produce, or if its editions are of two batches.
func TestStagedForNothing(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		stage := func(j Job, batch string) error {
			made := letters("a@x.example")
			made.Row, made.Edition.Batch, made.Body = batch, batch, pattern("body", 2<<20)
			return j.Stage(ctx, made)
		}
		attempts := 0
		of := &office{out: func(j Job) Outcome {
			attempts++
			check(t, stage(j, "one"))
			switch attempts {
			case 1:
				return AsRetrying("bad luck", time.Now())
			case 2:
				panic("a fault")
			case 3:
				return AsHeld("no data", time.Now(), time.Now())
			case 4:
				if err := stage(j, "two"); !errors.Is(err, worker.ErrTwoBatches) {
					t.Errorf("two batches: %v", err)
				}
			}
			return AsProduced()
		}}
		s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}})
		check(t, err)
		for range 4 {
			check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
			wantParts(t, l, 0)
			if err := l.RetrySlot(ctx, s.Key); err != nil {
				t.Fatal(err)
			}
		}
		if len(of.sent) != 0 {
			t.Errorf("sent %v", of.sent)
		}
		if reason := must[[]Attempt](t)(l.Attempts(ctx, s.ID))[3].Reason; reason != worker.ErrTwoBatches.Error() {
			t.Errorf("two batches: %q", reason)
		}
		check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
		wantParts(t, l, 3) // PDF, figures and body
		if len(of.sent) != 1 {
			t.Errorf("sent %v", of.sent)
		}
		check(t, l.Discard(ctx))
		wantParts(t, l, 3)
		sendTurn(t, l, "2026-11-30")
		must[Removed](t)(l.Retain(ctx, time.Now().Add(time.Hour)))
		wantParts(t, l, 3+3) // the member's last edition, and the edition of the other report
	})
}

// wantParts checks the number of parts, and that no pieces of other parts exist.
func wantParts(t *testing.T, l *Ledger, want int) {
	t.Helper()
	parts := must[[]int64](t)(database.Ids(t.Context(), l.db.Reader(), "SELECT id FROM bilan_part"))
	of := must[[]int64](t)(database.Ids(t.Context(), l.db.Reader(), "SELECT DISTINCT part FROM bilan_piece"))
	if len(parts) != want || len(of) != want {
		t.Errorf("%d parts, pieces of %d, want %d", len(parts), len(of), want)
	}
}

// While the editions of one turn are staged, another turn is made and sent.
func TestStagedBesideAnother(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		begun, other := make(chan bool), make(chan bool)
		const editions = 300
		of := &office{}
		w := of.workers()
		plain := w.Produce
		w.Produce = func(ctx context.Context, j Job) Outcome {
			if j.Slot.Report == "other" {
				return plain(ctx, j)
			}
			for i := range editions {
				made := letters(fmt.Sprintf("%d@x.example", i))
				made.Row, made.Body = fmt.Sprint(i), pattern("body", 4<<10)
				if err := j.Stage(ctx, made); err != nil {
					return AsFailed(err.Error())
				}
				if i == editions/2 {
					close(begun)
					select {
					case <-other:
					case <-ctx.Done():
					}
				}
			}
			return AsProduced()
		}
		deliver := w.Deliver
		w.Deliver = func(ctx context.Context, p *DueDelivery) Answer {
			a := deliver(ctx, p)
			if p.Key.Report == "other" && p.Address == "b@x.example" {
				close(other)
			}
			return a
		}
		_, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "reps", Slot: "2026-11-16"}})
		check(t, err)
		m := quick
		m.Produce = 2
		rest := settled(t, l)
		working(t, l, w, m, func() bool {
			<-begun
			_, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "other", Slot: "2026-11-16"}})
			check(t, err)
			<-other
			return rest()
		})
		sent := of.sentTo()
		if first := of.sent[0]; len(sent) != editions+2 || !strings.HasPrefix(first, "other") {
			t.Errorf("%d messages, first %s", len(sent), first)
		}
	})
}
